//! Work that is done for every tenant, one after the other.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::TenantId;
use serde_json::json;
use uuid::Uuid;

use super::{Fault, Job, Progress};
use crate::app::App;

/// Tenants that are looked at in one go.
const BATCH: i64 = 100;

/// Does the work for all tenants, which tells how much it has done. A job that was begun before goes on after the tenants that it
/// had finished.
///
/// # Errors
/// Those of the work and of the database.
pub(crate) async fn each_tenant<F>(app: &App, job: Job, work: impl Fn(TenantId) -> F + Send + Sync) -> Result<(), Fault>
where
    F: Future<Output = Result<i64, Fault>> + Send,
{
    let global = app.own_work().global();
    let mut done = job.done;
    let mut after = job.payload["after"].as_str().and_then(|id| id.parse().ok());
    loop {
        let tenants = global.read(after, |tx, after| Box::pin(tenants(tx, *after))).await?;
        let Some(last) = tenants.last().copied() else {
            return Ok(());
        };
        for tenant in tenants {
            done += work(tenant).await?;
        }
        let progress = Progress {
            done,
            total: None,
            payload: json!({ "after": last }),
        };
        let kept = global.write((job.lease, progress), |tx, (lease, progress)| {
            Box::pin(async move { lease.keep(tx, progress).await })
        });
        kept.await?;
        after = Some(last);
    }
}

async fn tenants(tx: &mut Tx, after: Option<TenantId>) -> Result<Vec<TenantId>, Error> {
    let sql = Sql::global("SELECT id FROM tenants WHERE id > $1 ORDER BY id LIMIT $2");
    let after = after.unwrap_or(TenantId::from_uuid(Uuid::nil()));
    tx.all(sql, params![after, BATCH], |row| row.get(0)).await
}
