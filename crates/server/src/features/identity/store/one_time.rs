//! One-time tokens: one row each.

use branchbook_db::{Error, Row, Sql, Tx, params};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use super::word;
use crate::{
    access::Role,
    features::identity::one_time::{Kind, OneTimeToken},
};

/// A token to be stored, with what it says besides its kind.
#[derive(Clone)]
pub struct NewOneTime {
    /// The token; its hash is stored, not its text.
    pub token: OneTimeToken,
    /// Whose password or address it is about; nobody's for invites.
    pub user: Option<UserId>,
    /// Where it invites to.
    pub tenant: Option<TenantId>,
    /// The address it is sent to or kept to, case-folded.
    pub email: Option<String>,
    /// What who takes it becomes.
    pub role: Option<Role>,
    /// What people call it.
    pub label: Option<String>,
    /// How often it is good.
    pub max_uses: u32,
    /// Who made it.
    pub created_by: Option<UserId>,
    /// Now.
    pub at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

impl NewOneTime {
    /// A token of this user's, good for once, until the time of its kind is over.
    #[must_use]
    pub fn of_user(token: OneTimeToken, user: UserId, email: String, at: Timestamp) -> Self {
        Self {
            user: Some(user),
            email: Some(email),
            ..Self::new(token, at)
        }
    }

    /// A token of nobody's, good for once, until the time of its kind is over.
    #[must_use]
    pub fn new(token: OneTimeToken, at: Timestamp) -> Self {
        Self {
            expires_at: at + token.kind().lifetime(),
            token,
            user: None,
            tenant: None,
            email: None,
            role: None,
            label: None,
            max_uses: 1,
            created_by: None,
            at,
        }
    }
}

/// A token as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTime {
    /// The id from which the server can make the token again.
    pub id: Uuid,
    /// What it is for.
    pub kind: Kind,
    /// Whose password or address it is about.
    pub user: Option<UserId>,
    /// Where it invites to.
    pub tenant: Option<TenantId>,
    /// The address it was sent to or is kept to, case-folded.
    pub email: Option<String>,
    /// What who takes it becomes.
    pub role: Option<Role>,
    /// What people call it.
    pub label: Option<String>,
    /// How often it is good.
    pub max_uses: u32,
    /// How often it was taken.
    pub uses: u32,
    /// Who made it.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// What [`one_time`] reads.
macro_rules! columns {
    () => {
        "id, kind, user_id, tenant_id, email, role, label, max_uses, uses, created_by, created_at, expires_at"
    };
}

/// Stores a token.
///
/// # Errors
/// Those of the database.
pub async fn insert(tx: &mut Tx, new: &NewOneTime) -> Result<(), Error> {
    let sql = Sql::global(
        "INSERT INTO one_time_tokens (id, kind, token_hash, user_id, tenant_id, email, role, label, max_uses, uses, created_by,
             created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)",
    );
    tx.execute(
        sql,
        params![
            new.token.id(),
            new.token.kind().as_str(),
            new.token.hash(),
            new.user,
            new.tenant,
            new.email,
            new.role.map(Role::as_str),
            new.label,
            new.max_uses,
            new.created_by,
            new.at,
            new.expires_at
        ],
    )
    .await
    .map(drop)
}

/// Takes a token: of any number who show it at once, exactly as many get it as it has uses left. None if it has none, its time is
/// over, or it was revoked. Call it in the transaction that does what the token allows.
///
/// # Errors
/// Those of the database.
pub async fn claim(tx: &mut Tx, token: &OneTimeToken, at: Timestamp) -> Result<Option<OneTime>, Error> {
    let sql = Sql::global(concat!(
        "UPDATE one_time_tokens SET uses = uses + 1
         WHERE token_hash = $1 AND kind = $2 AND uses < max_uses AND expires_at > $3 AND revoked_at IS NULL
         RETURNING ",
        columns!()
    ));
    tx.optional(sql, params![token.hash(), token.kind().as_str(), at], one_time)
        .await
}

/// The token as it is stored, if it could be taken now.
///
/// # Errors
/// Those of the database.
pub async fn find(tx: &mut Tx, token: &OneTimeToken, at: Timestamp) -> Result<Option<OneTime>, Error> {
    let sql = Sql::global(concat!(
        "SELECT ",
        columns!(),
        " FROM one_time_tokens
         WHERE token_hash = $1 AND kind = $2 AND uses < max_uses AND expires_at > $3 AND revoked_at IS NULL"
    ));
    tx.optional(sql, params![token.hash(), token.kind().as_str(), at], one_time)
        .await
}

/// The invites to this tenant that could be taken now, the newest first.
///
/// # Errors
/// Those of the database.
pub async fn invites_to(tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<Vec<OneTime>, Error> {
    let sql = Sql::global(concat!(
        "SELECT ",
        columns!(),
        " FROM one_time_tokens
         WHERE kind = 'invite' AND tenant_id = $1 AND uses < max_uses AND expires_at > $2 AND revoked_at IS NULL
         ORDER BY created_at DESC, id DESC"
    ));
    tx.all(sql, params![tenant, at], one_time).await
}

/// The codes of the platform that could be taken now, the newest first.
///
/// # Errors
/// Those of the database.
pub async fn platform_codes(tx: &mut Tx, at: Timestamp) -> Result<Vec<OneTime>, Error> {
    let sql = Sql::global(concat!(
        "SELECT ",
        columns!(),
        " FROM one_time_tokens
         WHERE kind = 'platform_invite' AND uses < max_uses AND expires_at > $1 AND revoked_at IS NULL
         ORDER BY created_at DESC, id DESC"
    ));
    tx.all(sql, params![at], one_time).await
}

/// Ends a token before its time, if there is one that could be taken: of this kind, and of this tenant (none for codes of the
/// platform).
///
/// # Errors
/// Those of the database.
pub async fn revoke(
    tx: &mut Tx,
    kind: Kind,
    tenant: Option<TenantId>,
    id: Uuid,
    at: Timestamp,
) -> Result<Option<OneTime>, Error> {
    let sql = Sql::global(concat!(
        "UPDATE one_time_tokens SET revoked_at = $4
         WHERE id = $1 AND kind = $2 AND tenant_id IS NOT DISTINCT FROM $3
             AND uses < max_uses AND expires_at > $4 AND revoked_at IS NULL
         RETURNING ",
        columns!()
    ));
    tx.optional(sql, params![id, kind.as_str(), tenant, at], one_time).await
}

/// Ends all tokens of this kind that a user has: a newer one takes their place, or what they are for was done.
///
/// # Errors
/// Those of the database.
pub async fn revoke_of_user(tx: &mut Tx, kind: Kind, user: UserId, at: Timestamp) -> Result<u64, Error> {
    let sql = Sql::global(
        "UPDATE one_time_tokens SET revoked_at = $3 WHERE user_id = $1 AND kind = $2 AND uses < max_uses AND revoked_at IS NULL",
    );
    tx.execute(sql, params![user, kind.as_str(), at]).await
}

/// Ends the invites to a tenant that this user has made.
///
/// # Errors
/// Those of the database.
pub async fn revoke_invites_of(tx: &mut Tx, tenant: TenantId, creator: UserId, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global(
        "UPDATE one_time_tokens SET revoked_at = $3
         WHERE kind = 'invite' AND tenant_id = $1 AND created_by = $2 AND uses < max_uses AND revoked_at IS NULL",
    );
    tx.execute(sql, params![tenant, creator, at]).await.map(drop)
}

/// Forgets up to `most` tokens whose time was over before this. How many.
///
/// # Errors
/// Those of the database.
pub async fn purge(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64, Error> {
    let sql = Sql::global(
        "DELETE FROM one_time_tokens
         WHERE id IN (SELECT id FROM one_time_tokens WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)",
    );
    tx.execute(sql, params![before, most]).await
}

fn one_time(row: &Row<'_>) -> Result<OneTime, Error> {
    let role: Option<String> = row.get(5)?;
    Ok(OneTime {
        id: row.get(0)?,
        kind: word(row, 1)?,
        user: row.get(2)?,
        tenant: row.get(3)?,
        email: row.get(4)?,
        role: role.map(|role| role.parse()).transpose().map_err(Error::unreadable)?,
        label: row.get(6)?,
        max_uses: row.get(7)?,
        uses: row.get(8)?,
        created_by: row.get(9)?,
        created_at: row.get(10)?,
        expires_at: row.get(11)?,
    })
}
