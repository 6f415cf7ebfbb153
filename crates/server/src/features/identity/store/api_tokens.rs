//! Tokens of programs. The table is global: a token is looked up before anybody knows whose it is.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::{ApiTokenId, TenantId, UserId};
use jiff::Timestamp;
use serde_json::json;

use crate::{
    access::{Role, Scopes},
    features::identity::api_tokens::ApiToken,
};

/// A token as made.
pub struct NewApiToken {
    pub id: ApiTokenId,
    pub owner: UserId,
    pub tenant: TenantId,
    pub name: String,
    pub scopes: Scopes,
    pub hash: [u8; 32],
    pub hint: String,
    pub created_by: UserId,
    pub at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

/// Whose a token is and what it is good for, at this moment.
#[derive(Debug, Clone, Copy)]
pub struct Holder {
    pub id: ApiTokenId,
    pub user: UserId,
    pub tenant: TenantId,
    pub scopes: Scopes,
    pub expires_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
    pub is_revoked: bool,
    /// Nothing when the owner is no member of the tenant any more, or one of the two is not active.
    pub role: Option<Role>,
}

/// The token with this hash.
pub async fn holder(tx: &mut Tx, hash: &[u8; 32]) -> Result<Option<Holder>, Error> {
    let sql = Sql::global(
        "SELECT k.id, k.user_id, k.tenant_id, k.scopes, k.expires_at, k.last_used_at, k.revoked_at IS NOT NULL,
             CASE WHEN u.is_active AND t.is_active THEN m.role END
         FROM api_tokens k
         JOIN users u ON u.id = k.user_id
         JOIN tenants t ON t.id = k.tenant_id
         LEFT JOIN memberships m ON m.user_id = k.user_id AND m.tenant_id = k.tenant_id
         WHERE k.token_hash = $1",
    );
    tx.optional(sql, params![hash], |row| {
        let role: Option<String> = row.get(7)?;
        Ok(Holder {
            id: row.get(0)?,
            user: row.get(1)?,
            tenant: row.get(2)?,
            scopes: scopes(&row.get::<String>(3)?)?
                .iter()
                .filter_map(|name| name.parse().ok())
                .collect(),
            expires_at: row.get(4)?,
            last_used_at: row.get(5)?,
            is_revoked: row.get(6)?,
            role: role.map(|role| role.parse()).transpose().map_err(Error::unreadable)?,
        })
    })
    .await
}

/// Notes a use, unless another was noted since.
pub async fn touch(tx: &mut Tx, id: ApiTokenId, at: Timestamp, noted: Timestamp) -> Result<(), Error> {
    let sql = Sql::global(
        "UPDATE api_tokens SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $3)",
    );
    tx.execute(sql, params![id, at, noted]).await.map(drop)
}

/// What somebody is in a tenant, held so until the transaction ends.
pub async fn hold_membership(tx: &mut Tx, user: UserId, tenant: TenantId) -> Result<Option<Role>, Error> {
    let sql = Sql::global("SELECT role FROM memberships WHERE user_id = $1 AND tenant_id = $2 FOR UPDATE");
    tx.optional(sql, params![user, tenant], |row| {
        row.get::<String>(0)?.parse().map_err(Error::unreadable)
    })
    .await
}

/// How many tokens an owner has in a tenant.
pub async fn count(tx: &mut Tx, owner: UserId, tenant: TenantId) -> Result<i64, Error> {
    let sql =
        Sql::global("SELECT COUNT(*) FROM api_tokens WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL");
    tx.one(sql, params![tenant, owner], |row| row.get(0)).await
}

/// Adds a token.
pub async fn insert(tx: &mut Tx, new: &NewApiToken) -> Result<(), Error> {
    let sql = Sql::global(
        "INSERT INTO api_tokens (id, tenant_id, user_id, name, scopes, token_hash, hint, created_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    tx.execute(
        sql,
        params![
            new.id,
            new.tenant,
            new.owner,
            new.name,
            json!(new.scopes.names()),
            new.hash,
            new.hint,
            new.created_by,
            new.at,
            new.expires_at
        ],
    )
    .await
    .map(drop)
}

/// An owner's tokens in a tenant, the newest first.
pub async fn list(tx: &mut Tx, owner: UserId, tenant: TenantId) -> Result<Vec<ApiToken>, Error> {
    let sql = Sql::global(
        "SELECT id, name, scopes, hint, created_at, expires_at, last_used_at FROM api_tokens
         WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL
         ORDER BY created_at DESC, id DESC",
    );
    tx.all(sql, params![tenant, owner], |row| {
        Ok(ApiToken {
            id: row.get(0)?,
            name: row.get(1)?,
            scopes: scopes(&row.get::<String>(2)?)?,
            hint: row.get(3)?,
            created_at: row.get(4)?,
            expires_at: row.get(5)?,
            last_used_at: row.get(6)?,
        })
    })
    .await
}

/// Ends an owner's token; its name, if there was one to end.
pub async fn revoke(
    tx: &mut Tx,
    id: ApiTokenId,
    owner: UserId,
    tenant: TenantId,
    at: Timestamp,
) -> Result<Option<String>, Error> {
    let sql = Sql::global(
        "UPDATE api_tokens SET revoked_at = $4
         WHERE id = $1 AND user_id = $2 AND tenant_id = $3 AND revoked_at IS NULL
         RETURNING name",
    );
    tx.optional(sql, params![id, owner, tenant, at], |row| row.get(0)).await
}

/// Ends all of an owner's tokens in a tenant.
pub async fn revoke_all(tx: &mut Tx, owner: UserId, tenant: TenantId, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global(
        "UPDATE api_tokens SET revoked_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL",
    );
    tx.execute(sql, params![tenant, owner, at]).await.map(drop)
}

fn scopes(json: &str) -> Result<Vec<String>, Error> {
    serde_json::from_str(json).map_err(|error| Error::unreadable(error.to_string()))
}
