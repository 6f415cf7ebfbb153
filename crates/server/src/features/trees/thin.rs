//! Thinning out old versions, beside requests.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::{
    flow::thinning::{self, ALL},
    id::{TenantId, TreeId},
};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::versions;
use crate::{
    app::App,
    jobs::{Fault, Job, Progress, purge::count},
};

/// Tenants and flows that are looked at in one go.
const BATCH: i64 = 100;

/// Removes versions of all tenants that are old and were neither published nor named. It goes on after the tenant that it last
/// finished.
///
/// # Errors
/// Those of the database.
pub async fn old_versions(app: App, job: Job) -> Result<(), Fault> {
    let now = app.clock.now();
    let mut done = job.done;
    let mut after: Option<TenantId> = job.payload["after"].as_str().and_then(|id| id.parse().ok());
    loop {
        let global = app.own_work().global();
        let tenants = global.read(after, |tx, after| Box::pin(tenants(tx, *after))).await?;
        let Some(last) = tenants.last().copied() else {
            return Ok(());
        };
        for tenant in tenants {
            done += thin_tenant(&app, tenant, now).await?;
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

/// How many versions were removed. What was removed stays removed when this is done again.
async fn thin_tenant(app: &App, tenant: TenantId, now: Timestamp) -> Result<i64, Fault> {
    let db = app.own_work().tenant(tenant);
    let (mut removed, mut after) = (0, TreeId::from_uuid(Uuid::nil()));
    loop {
        let trees = db.read((after, now), |tx, (after, now)| {
            Box::pin(async move { versions::thick(tx, *after, *now - ALL, BATCH).await })
        });
        let trees: Vec<TreeId> = trees.await?;
        let Some(last) = trees.last().copied() else {
            return Ok(removed);
        };
        for tree in trees {
            let work = db.write((tree, now), |tx, (tree, now)| {
                Box::pin(async move {
                    let moments = versions::moments(tx, *tree).await?;
                    versions::remove(tx, *tree, &thinning::outdated(&moments, *now)).await
                })
            });
            removed += count(work.await?);
        }
        after = last;
    }
}
