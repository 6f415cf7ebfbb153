//! Thinning out old versions, beside requests.

use branchbook_domain::{
    flow::thinning::{self, ALL},
    id::{TenantId, TreeId},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::versions;
use crate::{
    app::App,
    jobs::{Fault, Job, each_tenant, purge::count},
};

/// Flows that are looked at in one go.
const BATCH: i64 = 100;

/// Removes versions of all tenants that are old and were neither published nor named.
///
/// # Errors
/// Those of the database.
pub async fn old_versions(app: App, job: Job) -> Result<(), Fault> {
    let now = app.clock.now();
    each_tenant(&app, job, |tenant| thin_tenant(&app, tenant, now)).await
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
