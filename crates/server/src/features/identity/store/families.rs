//! Signed-in devices: one row per token family.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::{TenantId, TokenFamilyId, UserId};
use jiff::Timestamp;

use super::word;
use crate::{
    access::Role,
    features::identity::{access_token, devices::agent},
    http::Caller,
};

/// A device that signs in.
pub struct NewFamily {
    pub id: TokenFamilyId,
    pub user: UserId,
    pub tenant: TenantId,
    pub token_hash: [u8; 32],
    pub at: Timestamp,
    pub idle_expires_at: Timestamp,
    pub absolute_expires_at: Timestamp,
    pub caller: Caller,
}

impl NewFamily {
    /// Whose it is.
    pub const fn owner(&self) -> Owner {
        Owner {
            user: self.user,
            tenant: self.tenant,
        }
    }
}

/// What is compared to tell a new device from a known one.
fn device(caller: &Caller) -> String {
    format!(
        "{}, {}",
        agent::words(caller.user_agent.as_deref()),
        caller.neighbourhood()
    )
}

/// Adds a family.
pub async fn insert(tx: &mut Tx, family: &NewFamily) -> Result<(), Error> {
    let sql = Sql::global(
        "INSERT INTO auth_sessions (id, user_id, tenant_id, refresh_token_hash, idle_expires_at, absolute_expires_at, ip,
             user_agent, created_at, last_used_at, device)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)",
    );
    tx.execute(
        sql,
        params![
            family.id,
            family.user,
            family.tenant,
            family.token_hash,
            family.idle_expires_at,
            family.absolute_expires_at,
            family.caller.ip.to_string(),
            family.caller.user_agent,
            family.at,
            device(&family.caller)
        ],
    )
    .await
    .map(drop)
}

/// One exchange of a token for its successor.
pub struct Rotation {
    pub family: TokenFamilyId,
    pub shown_hash: [u8; 32],
    pub successor_hash: [u8; 32],
    pub at: Timestamp,
    pub idle_expires_at: Timestamp,
    pub caller: Caller,
}

/// Whose a family is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The person.
    pub user: UserId,
    /// The tenant it is signed in to.
    pub tenant: TenantId,
}

/// Puts the successor in the place of the token that was shown: one statement, which changes the row for exactly one of any
/// number of callers who show the same token at once. None if the token is not the newest or its time is over.
pub async fn rotate(tx: &mut Tx, rotation: &Rotation) -> Result<Option<Owner>, Error> {
    let sql = Sql::global(
        "UPDATE auth_sessions
         SET refresh_token_hash = $3, previous_token_hash = $2, rotated_at = $4, last_used_at = $4, idle_expires_at = $5,
             ip = $6, user_agent = $7, device = $8
         WHERE id = $1 AND refresh_token_hash = $2 AND revoked_at IS NULL
             AND idle_expires_at > $4 AND absolute_expires_at > $4
         RETURNING user_id, tenant_id",
    );
    let read = |row: &branchbook_db::Row<'_>| {
        Ok(Owner {
            user: row.get(0)?,
            tenant: row.get(1)?,
        })
    };
    tx.optional(
        sql,
        params![
            rotation.family,
            rotation.shown_hash,
            rotation.successor_hash,
            rotation.at,
            rotation.idle_expires_at,
            rotation.caller.ip.to_string(),
            rotation.caller.user_agent,
            device(&rotation.caller)
        ],
        read,
    )
    .await
}

/// Notes that a device has a token for another tenant than its own, as one that has just left there. Whether it is signed in.
pub async fn visit(tx: &mut Tx, family: TokenFamilyId, at: Timestamp) -> Result<bool, Error> {
    let sql = Sql::global(
        "UPDATE auth_sessions SET moved_at = $2
         WHERE id = $1 AND revoked_at IS NULL AND idle_expires_at > $2 AND absolute_expires_at > $2",
    );
    Ok(tx.execute(sql, params![family, at]).await? == 1)
}

/// Moves a device to another tenant.
pub async fn set_tenant(tx: &mut Tx, family: TokenFamilyId, tenant: TenantId, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global("UPDATE auth_sessions SET tenant_id = $2, moved_at = $3 WHERE id = $1");
    tx.execute(sql, params![family, tenant, at]).await.map(drop)
}

/// A family as it stands.
pub struct Family {
    pub owner: Owner,
    pub previous_token_hash: Option<[u8; 32]>,
    pub rotated_at: Option<Timestamp>,
    pub idle_expires_at: Timestamp,
    pub absolute_expires_at: Timestamp,
    pub is_revoked: bool,
}

/// The family with this id.
pub async fn find(tx: &mut Tx, id: TokenFamilyId) -> Result<Option<Family>, Error> {
    let sql = Sql::global(
        "SELECT user_id, tenant_id, previous_token_hash, rotated_at, idle_expires_at, absolute_expires_at,
             revoked_at IS NOT NULL
         FROM auth_sessions WHERE id = $1",
    );
    tx.optional(sql, params![id], |row| {
        Ok(Family {
            owner: Owner {
                user: row.get(0)?,
                tenant: row.get(1)?,
            },
            previous_token_hash: row.get(2)?,
            rotated_at: row.get(3)?,
            idle_expires_at: row.get(4)?,
            absolute_expires_at: row.get(5)?,
            is_revoked: row.get(6)?,
        })
    })
    .await
}

/// Ends a family. Whether it had not ended before.
pub async fn revoke(tx: &mut Tx, id: TokenFamilyId, at: Timestamp, reason: &str) -> Result<bool, Error> {
    let sql = Sql::global(
        "UPDATE auth_sessions SET revoked_at = $2, revoke_reason = $3 WHERE id = $1 AND revoked_at IS NULL",
    );
    Ok(tx.execute(sql, params![id, at, reason]).await? == 1)
}

/// Ends a user's families in a tenant, and those that may have left it so lately that they still have an access token for it. Those that had
/// not ended before.
pub async fn revoke_in_tenant(
    tx: &mut Tx,
    user: UserId,
    tenant: TenantId,
    at: Timestamp,
    reason: &str,
) -> Result<Vec<TokenFamilyId>, Error> {
    let sql = Sql::global(
        "UPDATE auth_sessions SET revoked_at = $3, revoke_reason = $4
         WHERE user_id = $1 AND (tenant_id = $2 OR moved_at > $5) AND revoked_at IS NULL
         RETURNING id",
    );
    let lately = at - access_token::LIFETIME;
    tx.all(sql, params![user, tenant, at, reason, lately], |row| row.get(0))
        .await
}

/// Ends all families of a user but one. Which ended now.
pub async fn revoke_others(
    tx: &mut Tx,
    user: UserId,
    but: Option<TokenFamilyId>,
    at: Timestamp,
    reason: &str,
) -> Result<Vec<TokenFamilyId>, Error> {
    let sql = Sql::global(
        "UPDATE auth_sessions SET revoked_at = $3, revoke_reason = $4
         WHERE user_id = $1 AND id IS DISTINCT FROM $2 AND revoked_at IS NULL
             AND idle_expires_at > $3 AND absolute_expires_at > $3
         RETURNING id",
    );
    tx.all(sql, params![user, but, at, reason], |row| row.get(0)).await
}

/// Whether a user has signed in before, and whether from such a device.
pub async fn is_known(tx: &mut Tx, user: UserId, caller: &Caller) -> Result<Known, Error> {
    let sql = Sql::global(
        "SELECT EXISTS (SELECT 1 FROM auth_sessions WHERE user_id = $1),
             EXISTS (SELECT 1 FROM auth_sessions WHERE user_id = $1 AND device = $2)",
    );
    tx.one(sql, params![user, device(caller)], |row| {
        Ok(match (row.get(0)?, row.get(1)?) {
            (false, _) => Known::Nobody,
            (true, false) => Known::NewDevice,
            (true, true) => Known::Device,
        })
    })
    .await
}

/// What is known of who signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is the user's first device.
    Nobody,
    /// The user has other devices.
    NewDevice,
    /// The user had such a device before.
    Device,
}

/// The role with which a device acts that is signed in; none when it is not, or its user is no member there any more. A device that has gone
/// to another tenant since is still the same one.
pub async fn standing(tx: &mut Tx, owner: Owner, id: TokenFamilyId, at: Timestamp) -> Result<Option<Role>, Error> {
    let sql = Sql::global(
        "SELECT m.role FROM auth_sessions d
         JOIN users u ON u.id = d.user_id
         JOIN memberships m ON m.user_id = d.user_id AND m.tenant_id = $3
         JOIN tenants t ON t.id = m.tenant_id
         WHERE d.id = $1 AND d.user_id = $2 AND d.revoked_at IS NULL AND d.absolute_expires_at > $4 AND u.is_active AND t.is_active",
    );
    tx.optional(sql, params![id, owner.user, owner.tenant, at], |row| word(row, 0))
        .await
}

/// Families that were revoked after `since`, with when.
pub async fn revoked(tx: &mut Tx, since: Timestamp) -> Result<Vec<(TokenFamilyId, Timestamp)>, Error> {
    let sql = Sql::global("SELECT id, revoked_at FROM auth_sessions WHERE revoked_at > $1");
    tx.all(sql, params![since], |row| Ok((row.get(0)?, row.get(1)?))).await
}
