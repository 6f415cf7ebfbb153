//! Memberships.

use branchbook_db::{Error, Row, Sql, Tx, dialect::containing, params};
use branchbook_domain::id::{TenantId, UserId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    features::account::members::{Colleague, Member},
};

/// How many people belong to a tenant; agents are not counted.
pub async fn count(tx: &mut Tx, tenant: TenantId) -> Result<i64, Error> {
    let sql = Sql::global(
        "SELECT COUNT(*) FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 AND NOT u.is_service_account",
    );
    tx.one(sql, params![tenant], |row| row.get(0)).await
}

/// Where a member stands in the list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Place(String, UserId);

/// What [`read`] reads, from `memberships m JOIN users u`.
macro_rules! columns {
    () => {
        "SELECT u.id, u.name, u.email, m.role, m.created_at, u.is_service_account,
             (SELECT MAX(s.last_used_at) FROM auth_sessions s WHERE s.user_id = m.user_id AND s.tenant_id = m.tenant_id),
             (SELECT MAX(k.last_used_at) FROM api_tokens k WHERE k.user_id = m.user_id AND k.tenant_id = m.tenant_id),
             lower(u.name)
         FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 "
    };
}

/// Members by name, each with its place.
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    q: Option<&str>,
    after: Option<&Place>,
    limit: usize,
) -> Result<Vec<(Place, Member)>, Error> {
    let sql = Sql::global(concat!(
        columns!(),
        "AND ($2::text IS NULL OR lower(u.name) LIKE $2 ESCAPE '\\' OR u.email LIKE $2 ESCAPE '\\')
         AND ($3::text IS NULL OR (lower(u.name), u.id) > ($3, $4))
         ORDER BY lower(u.name), u.id LIMIT $5"
    ));
    let like = q.filter(|text| !text.trim().is_empty()).map(containing);
    let (name, id) = match after {
        Some(Place(name, id)) => (Some(name), Some(id)),
        None => (None, None),
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.all(sql, params![tenant, like, name, id, limit], |row| {
        let member = read(row)?;
        Ok((Place(row.get(8)?, member.user.id), member))
    })
    .await
}

/// The member.
pub async fn find(tx: &mut Tx, tenant: TenantId, user: UserId) -> Result<Option<Member>, Error> {
    let sql = Sql::global(concat!(columns!(), "AND m.user_id = $2"));
    tx.optional(sql, params![tenant, user], read).await
}

/// The agents, by name.
pub async fn agents(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Member>, Error> {
    let sql = Sql::global(concat!(
        columns!(),
        "AND u.is_service_account ORDER BY lower(u.name), u.id"
    ));
    tx.all(sql, params![tenant], read).await
}

fn read(row: &Row<'_>) -> Result<Member, Error> {
    let seen: [Option<Timestamp>; 2] = [row.get(6)?, row.get(7)?];
    Ok(Member {
        user: Colleague {
            id: row.get(0)?,
            name: row.get(1)?,
            email: row.get(2)?,
        },
        role: role(row, 3)?,
        joined_at: row.get(4)?,
        last_seen_at: seen.into_iter().flatten().max(),
        is_agent: row.get(5)?,
    })
}

/// Whether a member signs in with this address (case-folded).
pub async fn has_address(tx: &mut Tx, tenant: TenantId, email: &str) -> Result<bool, Error> {
    let sql = Sql::global(
        "SELECT EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = $1 AND u.email = $2)",
    );
    tx.one(sql, params![tenant, email], |row| row.get(0)).await
}

/// Who answers for what a user does: for an agent whoever has added it, for others they themselves.
pub async fn answers_for(tx: &mut Tx, user: UserId) -> Result<UserId, Error> {
    let sql = Sql::global("SELECT coalesce(made_by, id) FROM users WHERE id = $1");
    tx.one(sql, params![user], |row| row.get(0)).await
}

/// Holds a user until the transaction ends: others who hold them come after.
pub async fn hold_user(tx: &mut Tx, user: UserId) -> Result<(), Error> {
    let sql = Sql::global("SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE");
    tx.execute(sql, params![user]).await.map(drop)
}

/// A member who is held.
pub struct Held {
    pub role: Role,
    pub name: String,
    pub is_agent: bool,
    /// Whether it is a person whose account is active.
    pub can_sign_in: bool,
    /// Since when they have the role, where that is known.
    pub role_since: Option<Timestamp>,
}

impl Held {
    /// What the audit log calls it.
    pub const fn kind(&self) -> &'static str {
        if self.is_agent { "agent" } else { "member" }
    }

    /// When another role begins: after the one they have, whatever the clocks say. So the later of two is the one that is stored.
    pub fn next_role_at(&self, now: Timestamp) -> Timestamp {
        let after = |since: Timestamp| since + SignedDuration::from_micros(1);
        self.role_since.map_or(now, |since| after(since).max(now))
    }
}

/// The member, held until the transaction ends.
pub async fn hold(tx: &mut Tx, tenant: TenantId, user: UserId) -> Result<Option<Held>, Error> {
    let sql = Sql::global(
        "SELECT m.role, u.name, u.is_service_account, u.is_active, m.role_changed_at
         FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 AND m.user_id = $2 FOR UPDATE OF m",
    );
    tx.optional(sql, params![tenant, user], |row| {
        let is_agent = row.get(2)?;
        Ok(Held {
            role: role(row, 0)?,
            name: row.get(1)?,
            is_agent,
            can_sign_in: !is_agent && row.get(3)?,
            role_since: row.get(4)?,
        })
    })
    .await
}

/// How many admins there are who can sign in, besides this user.
pub async fn other_admins(tx: &mut Tx, tenant: TenantId, user: UserId) -> Result<i64, Error> {
    let sql = Sql::global(
        "SELECT COUNT(*) FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 AND m.user_id <> $2 AND m.role = 'admin' AND u.is_active AND NOT u.is_service_account",
    );
    tx.one(sql, params![tenant, user], |row| row.get(0)).await
}

/// Writes a member's role.
pub async fn set_role(tx: &mut Tx, tenant: TenantId, user: UserId, role: Role, at: Timestamp) -> Result<(), Error> {
    let sql =
        Sql::global("UPDATE memberships SET role = $3, role_changed_at = $4 WHERE tenant_id = $1 AND user_id = $2");
    tx.execute(sql, params![tenant, user, role.as_str(), at])
        .await
        .map(drop)
}

/// Ends a membership.
pub async fn remove(tx: &mut Tx, tenant: TenantId, user: UserId) -> Result<(), Error> {
    let sql = Sql::global("DELETE FROM memberships WHERE tenant_id = $1 AND user_id = $2");
    tx.execute(sql, params![tenant, user]).await.map(drop)
}

/// Adds a machine: a user who never signs in.
pub async fn insert_agent(tx: &mut Tx, id: UserId, name: &str, made_by: UserId, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global(
        "INSERT INTO users (id, email, name, email_verified, is_active, is_service_account, made_by, created_at, updated_at)
         VALUES ($1, $2, $3, FALSE, TRUE, TRUE, $4, $5, $5)",
    );
    // RFC 2606: nothing is ever delivered there.
    let email = format!("{id}@agents.invalid");
    tx.execute(sql, params![id, email, name, made_by, at]).await.map(drop)
}

/// Calls a machine something else.
pub async fn rename_agent(tx: &mut Tx, id: UserId, name: &str, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global("UPDATE users SET name = $2, updated_at = $3 WHERE id = $1 AND is_service_account");
    tx.execute(sql, params![id, name, at]).await.map(drop)
}

fn role(row: &Row<'_>, index: usize) -> Result<Role, Error> {
    row.get::<String>(index)?.parse().map_err(Error::unreadable)
}
