//! What the audit log says, read from the database.

use branchbook_db::Error;
use branchbook_domain::id::{TenantId, UserId};
use serde_json::Value;
use uuid::Uuid;

use crate::app::TestApp;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Who did it.
    pub actor: Option<UserId>,
    /// What was done.
    pub action: String,
    /// To what sort of thing.
    pub target_type: String,
    /// To which.
    pub target: Uuid,
    /// From which address.
    pub ip: Option<String>,
    /// What was so before; null when nothing was.
    pub before: Value,
    /// What is so now; null when nothing is.
    pub after: Value,
}

impl TestApp {
    /// A tenant's log, the oldest first.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn audit_log(&self, tenant: TenantId) -> Vec<AuditRow> {
        let rows: Result<_, Error> = self
            .db
            .tenant(tenant)
            .read((), |tx, ()| {
                let sql = "SELECT actor_id, action, target_type, target_id, ip, before, after
                    FROM audit_log WHERE tenant_id = $1 ORDER BY seq";
                Box::pin(async move {
                    tx.all(sql, &[], |row| {
                        Ok(AuditRow {
                            actor: row.get(0)?,
                            action: row.get(1)?,
                            target_type: row.get(2)?,
                            target: row.get(3)?,
                            ip: row.get(4)?,
                            before: row.get::<Option<Value>>(5)?.unwrap_or_default(),
                            after: row.get::<Option<Value>>(6)?.unwrap_or_default(),
                        })
                    })
                    .await
                })
            })
            .await;
        rows.expect("a log that can be read")
    }
}
