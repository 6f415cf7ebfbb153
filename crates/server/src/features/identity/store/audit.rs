//! The audit log.

use branchbook_db::{Error, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

use crate::features::identity::audit::Event;

/// Appends an event, in the transaction of what it tells of. There is no other writing to this table.
pub async fn append(tx: &mut Tx, id: Uuid, at: Timestamp, event: &Event) -> Result<(), Error> {
    let sql = "INSERT INTO audit_log (tenant_id, at, id, actor_id, action, target_type, target_id, ip, before, after)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let (target_type, target_id) = event.target;
    tx.execute(
        sql,
        params![
            at,
            id,
            event.actor,
            event.action,
            target_type,
            target_id,
            event.ip,
            event.before,
            event.after
        ],
    )
    .await
    .map(drop)
}
