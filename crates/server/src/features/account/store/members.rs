//! Memberships.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::TenantId;

/// How many people belong to a tenant; agents are not counted.
pub async fn count(tx: &mut Tx, tenant: TenantId) -> Result<i64, Error> {
    let sql = Sql::global(
        "SELECT COUNT(*) FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 AND NOT u.is_service_account",
    );
    tx.one(sql, params![tenant], |row| row.get(0)).await
}
