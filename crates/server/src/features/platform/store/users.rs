//! Users and what becomes of them.

use branchbook_db::{Error, Sql, Tx, dialect::containing, params};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::features::platform::dto::PlatformUser;

/// Lets a user sign in or not. Whether that was changed; none if there is no such user.
pub async fn set_active(tx: &mut Tx, user: UserId, is_active: bool, at: Timestamp) -> Result<Option<bool>, Error> {
    let held = Sql::global("SELECT is_active FROM users WHERE id = $1 FOR NO KEY UPDATE");
    let was: Option<bool> = tx.optional(held, params![user], |row| row.get(0)).await?;
    let Some(was) = was else { return Ok(None) };
    if was == is_active {
        return Ok(Some(false));
    }
    let sql = Sql::global("UPDATE users SET is_active = $2, updated_at = $3 WHERE id = $1");
    tx.execute(sql, params![user, is_active, at]).await?;
    if !is_active {
        let sql = Sql::global(
            "UPDATE auth_sessions SET revoked_at = $2, revoke_reason = 'user_deactivated' WHERE user_id = $1 AND revoked_at IS NULL",
        );
        tx.execute(sql, params![user, at]).await?;
    }
    Ok(Some(true))
}

/// At most `limit` people who come after this one and have the text in their name or address.
pub async fn search(tx: &mut Tx, q: &str, after: Option<UserId>, limit: usize) -> Result<Vec<PlatformUser>, Error> {
    let sql = Sql::global(
        "SELECT id, name, email, is_active, is_operator, created_at, last_login_at FROM users
         WHERE id > $1 AND NOT is_service_account AND (lower(name) LIKE $2 ESCAPE '\\' OR email LIKE $2 ESCAPE '\\')
         ORDER BY id LIMIT $3",
    );
    let after = after.unwrap_or(UserId::from_uuid(Uuid::nil()));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.all(sql, params![after, containing(q), limit], |row| {
        Ok(PlatformUser {
            id: row.get(0)?,
            name: row.get(1)?,
            email: row.get(2)?,
            is_active: row.get(3)?,
            is_operator: row.get(4)?,
            created_at: row.get(5)?,
            last_login_at: row.get(6)?,
        })
    })
    .await
}

/// The user with this e-mail (case-folded).
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<UserId>, Error> {
    let sql = Sql::global("SELECT id FROM users WHERE email = $1");
    tx.optional(sql, params![email], |row| row.get(0)).await
}

/// Makes a user an operator. Their address counts as theirs: whoever has the command line says so.
pub async fn make_operator(tx: &mut Tx, user: UserId, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global("UPDATE users SET is_operator = TRUE, email_verified = TRUE, updated_at = $2 WHERE id = $1");
    tx.execute(sql, params![user, at]).await.map(drop)
}

/// Makes a user an operator no more. Whether they were one.
pub async fn end_operator(tx: &mut Tx, user: UserId, at: Timestamp) -> Result<bool, Error> {
    let sql = Sql::global("UPDATE users SET is_operator = FALSE, updated_at = $2 WHERE id = $1 AND is_operator");
    Ok(tx.execute(sql, params![user, at]).await? == 1)
}

/// How many operators there are who can sign in.
pub async fn operators(tx: &mut Tx) -> Result<u64, Error> {
    let sql = Sql::global("SELECT COUNT(*) FROM users WHERE is_operator AND is_active");
    let count: i64 = tx.one(sql, &[], |row| row.get(0)).await?;
    Ok(count.unsigned_abs())
}

/// Whether a job removes the tenant.
pub async fn is_being_deleted(tx: &mut Tx, tenant: TenantId) -> Result<bool, Error> {
    let sql = Sql::global("SELECT EXISTS (SELECT 1 FROM jobs WHERE tenant_id = $1 AND kind = 'delete_tenant')");
    tx.one(sql, params![tenant], |row| row.get(0)).await
}
