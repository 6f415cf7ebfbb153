//! The table `user_settings`.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// Everything that a user prefers, by key.
pub async fn all(tx: &mut Tx, user: UserId) -> Result<Map<String, Value>, Error> {
    let sql = "SELECT key, value FROM user_settings WHERE tenant_id = $1 AND user_id = $2 ORDER BY key";
    let rows = tx.all(sql, params![user], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    Ok(rows.into_iter().collect())
}

/// What is kept under a key.
pub async fn find(tx: &mut Tx, user: UserId, key: &str) -> Result<Option<Value>, Error> {
    let sql = "SELECT value FROM user_settings WHERE tenant_id = $1 AND user_id = $2 AND key = $3";
    tx.optional(sql, params![user, key], |row| row.get(0)).await
}

/// Keeps a value under a key, in the place of the one before.
pub async fn put(tx: &mut Tx, user: UserId, key: &str, value: &Value, at: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO user_settings (tenant_id, user_id, key, updated_at, value) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (tenant_id, user_id, key) DO UPDATE SET updated_at = $4, value = $5";
    tx.execute(sql, params![user, key, at, value]).await.map(drop)
}

/// How many keys a user has.
pub async fn count(tx: &mut Tx, user: UserId) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM user_settings WHERE tenant_id = $1 AND user_id = $2";
    tx.one(sql, params![user], |row| row.get(0)).await
}

/// Forgets a key. Whether there was one.
pub async fn delete(tx: &mut Tx, user: UserId, key: &str) -> Result<bool, Error> {
    let sql = "DELETE FROM user_settings WHERE tenant_id = $1 AND user_id = $2 AND key = $3";
    Ok(tx.execute(sql, params![user, key]).await? == 1)
}

/// Forgets everything that a user prefers in the transaction's tenant.
///
/// # Errors
/// Those of the database.
pub async fn forget(tx: &mut Tx, user: UserId) -> Result<(), Error> {
    let sql = "DELETE FROM user_settings WHERE tenant_id = $1 AND user_id = $2";
    tx.execute(sql, params![user]).await.map(drop)
}

/// Holds the membership until the transaction ends: what a user keeps at once is kept one after the other, and nothing after they
/// have left. Whether they are a member.
pub async fn hold(tx: &mut Tx, user: UserId, tenant: TenantId) -> Result<bool, Error> {
    let sql = Sql::global("SELECT 1 FROM memberships WHERE user_id = $1 AND tenant_id = $2 FOR UPDATE");
    let held: Option<i32> = tx.optional(sql, params![user, tenant], |row| row.get(0)).await?;
    Ok(held.is_some())
}
