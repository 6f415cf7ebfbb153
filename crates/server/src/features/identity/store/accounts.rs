//! Users, tenants and memberships.

use branchbook_db::{Error, Row, Sql, Tx, params};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use serde_json::Value;

use super::{families::Owner, word};
use crate::{
    access::Role,
    features::identity::{
        dto::{Tenant, User},
        sign_in::Proof,
    },
};

/// A user as made.
#[derive(Clone)]
pub struct NewUser {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub password_hash: String,
    pub email_verified: bool,
    pub at: Timestamp,
}

impl NewUser {
    /// The user, as people see them.
    pub fn to_user(&self) -> User {
        User {
            id: self.id,
            email: self.email.clone(),
            name: self.name.clone(),
            email_verified: self.email_verified,
            is_operator: false,
            created_at: self.at,
        }
    }
}

/// Whether it was added; not when the e-mail is taken.
pub async fn insert_user(tx: &mut Tx, user: &NewUser) -> Result<bool, Error> {
    let sql = Sql::global(
        "INSERT INTO users (id, email, name, password_hash, email_verified, is_active, is_service_account, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $6, TRUE, FALSE, $5, $5)
         ON CONFLICT (email) DO NOTHING",
    );
    Ok(tx
        .execute(
            sql,
            params![
                user.id,
                user.email,
                user.name,
                user.password_hash,
                user.at,
                user.email_verified
            ],
        )
        .await?
        == 1)
}

/// Whether it was added; not when the slug is taken.
pub async fn insert_tenant(tx: &mut Tx, tenant: &Tenant, slug: &str, at: Timestamp) -> Result<bool, Error> {
    let sql = Sql::global(
        "INSERT INTO tenants (id, name, slug, type, plan, is_active, created_at, updated_at, settings)
         VALUES ($1, $2, $3, $4, $5, TRUE, $6, $6, '{}')
         ON CONFLICT (slug) DO NOTHING",
    );
    Ok(tx
        .execute(
            sql,
            params![
                tenant.id,
                tenant.name,
                slug,
                tenant.kind.as_str(),
                tenant.plan.as_str(),
                at
            ],
        )
        .await?
        == 1)
}

/// Whether it was added; not when the user is a member already. Their role counts as changed: they may have had another here before.
pub async fn insert_membership(
    tx: &mut Tx,
    user: UserId,
    tenant: TenantId,
    role: Role,
    at: Timestamp,
) -> Result<bool, Error> {
    let sql = Sql::global(
        "INSERT INTO memberships (user_id, tenant_id, role, created_at, role_changed_at) VALUES ($1, $2, $3, $4, $4)
         ON CONFLICT (user_id, tenant_id) DO NOTHING",
    );
    Ok(tx.execute(sql, params![user, tenant, role.as_str(), at]).await? == 1)
}

/// Whether anybody has an account. The service account is nobody.
pub async fn any_user(tx: &mut Tx) -> Result<bool, Error> {
    let sql = Sql::global("SELECT EXISTS (SELECT 1 FROM users WHERE NOT is_service_account)");
    tx.one(sql, &[], |row| row.get(0)).await
}

/// What sign-in needs to know of a user.
pub struct Account {
    pub id: UserId,
    pub password_hash: Option<String>,
    pub is_active: bool,
    pub email_verified: bool,
    /// Whether it is a machine, which never signs in.
    pub is_agent: bool,
}

/// The account with this e-mail (case-folded).
pub async fn account(tx: &mut Tx, email: &str) -> Result<Option<Account>, Error> {
    let sql = Sql::global(
        "SELECT id, password_hash, is_active, email_verified, is_service_account FROM users WHERE email = $1",
    );
    tx.optional(sql, params![email], |row| {
        Ok(Account {
            id: row.get(0)?,
            password_hash: row.get(1)?,
            is_active: row.get(2)?,
            email_verified: row.get(3)?,
            is_agent: row.get(4)?,
        })
    })
    .await
}

/// Sets a new password.
pub async fn set_password_hash(tx: &mut Tx, user: UserId, hash: &str, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global("UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1");
    tx.execute(sql, params![user, hash, at]).await.map(drop)
}

/// Notes that an address is the user's, if it is the one they have.
pub async fn verify_email(tx: &mut Tx, user: UserId, email: &str, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global("UPDATE users SET email_verified = TRUE, updated_at = $3 WHERE id = $1 AND email = $2");
    tx.execute(sql, params![user, email, at]).await.map(drop)
}

/// Notes a sign-in, and puts a hash of today's cost in the place of the one that the password was compared with. False, and nothing is
/// noted, if the password was changed meanwhile or the user is not active any more.
pub async fn log_in(tx: &mut Tx, user: UserId, proof: &Proof, at: Timestamp) -> Result<bool, Error> {
    let sql = Sql::global(
        "UPDATE users SET last_login_at = $4, password_hash = COALESCE($3, password_hash)
         WHERE id = $1 AND password_hash = $2 AND is_active",
    );
    Ok(tx.execute(sql, params![user, proof.hash, proof.successor, at]).await? == 1)
}

/// The user with this id.
pub async fn user(tx: &mut Tx, id: UserId) -> Result<Option<User>, Error> {
    let sql = Sql::global("SELECT id, email, name, email_verified, is_operator, created_at FROM users WHERE id = $1");
    tx.optional(sql, params![id], |row| {
        Ok(User {
            id: row.get(0)?,
            email: row.get(1)?,
            name: row.get(2)?,
            email_verified: row.get(3)?,
            is_operator: row.get(4)?,
            created_at: row.get(5)?,
        })
    })
    .await
}

/// The names of these users.
pub async fn names(tx: &mut Tx, ids: &[UserId]) -> Result<Vec<(UserId, String)>, Error> {
    let sql = Sql::global("SELECT id, name FROM users WHERE id = ANY($1)");
    tx.all(sql, params![ids], |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// The active tenants of a user with the user's role, the oldest membership first.
pub async fn memberships(tx: &mut Tx, user: UserId) -> Result<Vec<(Tenant, Role)>, Error> {
    let sql = Sql::global(
        "SELECT t.id, t.name, t.slug, t.type, t.plan, m.role
         FROM memberships m JOIN tenants t ON t.id = m.tenant_id
         WHERE m.user_id = $1 AND t.is_active
         ORDER BY m.created_at, t.id",
    );
    tx.all(sql, params![user], |row| Ok((tenant(row)?, role(row, 5)?)))
        .await
}

/// A tenant that a user may sign in to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destination {
    pub tenant: TenantId,
    pub role: Role,
    /// Whether its members have to have shown that their addresses are theirs.
    pub wants_verified_email: bool,
}

/// The active tenants of a user: that of the most recently used device first, then from the oldest membership on.
pub async fn destinations(tx: &mut Tx, user: UserId) -> Result<Vec<Destination>, Error> {
    let sql = Sql::global(
        "SELECT t.id, m.role, t.settings
         FROM memberships m JOIN tenants t ON t.id = m.tenant_id
         WHERE m.user_id = $1 AND t.is_active
         ORDER BY COALESCE(t.id = (SELECT d.tenant_id FROM auth_sessions d WHERE d.user_id = $1
             ORDER BY d.last_used_at DESC, d.id DESC LIMIT 1), FALSE) DESC, m.created_at, t.id",
    );
    tx.all(sql, params![user], destination).await
}

/// The tenant as its member may sign in to it, and the membership held so until the transaction ends; none if it is not active, or none of
/// the user's.
pub async fn hold_destination(tx: &mut Tx, owner: Owner) -> Result<Option<Destination>, Error> {
    let sql = Sql::global(
        "SELECT t.id, m.role, t.settings FROM memberships m JOIN tenants t ON t.id = m.tenant_id
         WHERE m.user_id = $1 AND m.tenant_id = $2 AND t.is_active FOR SHARE OF m",
    );
    tx.optional(sql, params![owner.user, owner.tenant], destination).await
}

fn destination(row: &Row<'_>) -> Result<Destination, Error> {
    let settings: Value = row.get(2)?;
    Ok(Destination {
        tenant: row.get(0)?,
        role: role(row, 1)?,
        wants_verified_email: settings["require_verified_email"] == true,
    })
}

/// Holds a user until the transaction ends. Whether they are a member nowhere.
pub async fn hold_stranded(tx: &mut Tx, user: UserId) -> Result<bool, Error> {
    let hold = Sql::global("SELECT 1::bigint FROM users WHERE id = $1 FOR NO KEY UPDATE");
    let held: Option<i64> = tx.optional(hold, params![user], |row| row.get(0)).await?;
    let sql = Sql::global("SELECT EXISTS (SELECT 1 FROM memberships WHERE user_id = $1)");
    let belongs: bool = tx.one(sql, params![user], |row| row.get(0)).await?;
    Ok(held.is_some() && !belongs)
}

/// Changes what a person is called.
pub async fn rename(tx: &mut Tx, user: UserId, name: &str, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global("UPDATE users SET name = $2, updated_at = $3 WHERE id = $1");
    tx.execute(sql, params![user, name, at]).await.map(drop)
}

/// What a user is in a tenant, if both are active.
pub async fn active_role(tx: &mut Tx, user: UserId, tenant: TenantId) -> Result<Option<Role>, Error> {
    let sql = Sql::global(
        "SELECT m.role
         FROM memberships m JOIN tenants t ON t.id = m.tenant_id JOIN users u ON u.id = m.user_id
         WHERE m.user_id = $1 AND m.tenant_id = $2 AND t.is_active AND u.is_active",
    );
    tx.optional(sql, params![user, tenant], |row| role(row, 0)).await
}

/// Roles that changed after `since`, with when.
pub async fn changed_roles(tx: &mut Tx, since: Timestamp) -> Result<Vec<(UserId, TenantId, Role, Timestamp)>, Error> {
    let sql =
        Sql::global("SELECT user_id, tenant_id, role, role_changed_at FROM memberships WHERE role_changed_at > $1");
    tx.all(sql, params![since], |row| {
        Ok((row.get(0)?, row.get(1)?, role(row, 2)?, row.get(3)?))
    })
    .await
}

/// The tenants that are not active. There are few, and an index has them.
pub async fn inactive_tenants(tx: &mut Tx) -> Result<Vec<TenantId>, Error> {
    let sql = Sql::global("SELECT id FROM tenants WHERE NOT is_active");
    tx.all(sql, &[], |row| row.get(0)).await
}

/// Those of these tenants that are active.
pub async fn active_tenants_of(tx: &mut Tx, tenants: &[TenantId]) -> Result<Vec<TenantId>, Error> {
    let sql = Sql::global("SELECT id FROM tenants WHERE id = ANY($1) AND is_active");
    tx.all(sql, params![*tenants], |row| row.get(0)).await
}

/// At most `limit` tenants that come after this one, in the order of their ids.
pub async fn tenants_after(tx: &mut Tx, after: TenantId, limit: i64) -> Result<Vec<TenantId>, Error> {
    let sql = Sql::global("SELECT id FROM tenants WHERE id > $1 ORDER BY id LIMIT $2");
    tx.all(sql, params![after, limit], |row| row.get(0)).await
}

fn tenant(row: &Row<'_>) -> Result<Tenant, Error> {
    Ok(Tenant {
        id: row.get(0)?,
        name: row.get(1)?,
        slug: row.get(2)?,
        kind: word(row, 3)?,
        plan: word(row, 4)?,
    })
}

fn role(row: &Row<'_>, index: usize) -> Result<Role, Error> {
    word(row, index)
}
