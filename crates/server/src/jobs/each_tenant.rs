//! Work that is done for every tenant, one after the other.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::TenantId;
use serde_json::json;
use uuid::Uuid;

use super::{Fault, Job, Progress};
use crate::app::App;

/// Tenants that are looked at in one go.
const BATCH: i64 = 100;

/// More faults than this are the database's, not a tenant's.
const MOST_FAULTS: usize = 10;

/// Does the work for all tenants, which tells how much it has done. A job that was begun before goes on about where it was. What
/// fails for one tenant keeps no other from having it done; the job then fails at the end, and begins anew.
///
/// # Errors
/// The first of the work, and those of the database.
pub(crate) async fn each_tenant<F>(app: &App, job: Job, work: impl Fn(TenantId) -> F + Send + Sync) -> Result<(), Fault>
where
    F: Future<Output = Result<i64, Fault>> + Send,
{
    let global = app.own_work().global();
    let mut done = job.done;
    let mut after = job.payload["after"].as_str().and_then(|id| id.parse().ok());
    let mut faults = vec![];
    loop {
        let tenants = global.read(after, |tx, after| Box::pin(tenants(tx, *after))).await?;
        let last = tenants.last().copied();
        for tenant in tenants {
            match work(tenant).await {
                Ok(count) => done += count,
                Err(fault) => {
                    tracing::error!(%tenant, kind = job.kind, %fault, "a job failed for a tenant");
                    faults.push(fault);
                }
            }
            if faults.len() >= MOST_FAULTS {
                break;
            }
        }
        // Who has failed has their turn again when the job begins anew.
        let at = last.filter(|_| faults.is_empty());
        let progress = Progress {
            done,
            total: None,
            payload: json!({ "after": at }),
        };
        let kept = global.write((job.lease, progress), |tx, (lease, progress)| {
            Box::pin(async move { lease.keep(tx, progress).await })
        });
        kept.await?;
        if last.is_none() || faults.len() >= MOST_FAULTS {
            return faults.into_iter().next().map_or(Ok(()), Err);
        }
        after = last;
    }
}

async fn tenants(tx: &mut Tx, after: Option<TenantId>) -> Result<Vec<TenantId>, Error> {
    let sql = Sql::global("SELECT id FROM tenants WHERE id > $1 ORDER BY id LIMIT $2");
    let after = after.unwrap_or(TenantId::from_uuid(Uuid::nil()));
    tx.all(sql, params![after, BATCH], |row| row.get(0)).await
}
