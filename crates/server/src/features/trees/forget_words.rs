//! Forgetting the words of flows that are gone, beside requests. A mistyped word is no longer taken for one of them, and what a
//! deleted flow said is nowhere any more.

use branchbook_domain::id::TenantId;

use super::search_index;
use crate::{
    app::App,
    jobs::{
        Fault, Job, each_tenant,
        purge::{BATCH, count},
    },
};

/// Forgets the words of all tenants that no flow has any more.
///
/// # Errors
/// Those of the database.
pub async fn unused(app: App, job: Job) -> Result<(), Fault> {
    each_tenant(&app, job, |tenant| of_tenant(&app, tenant)).await
}

async fn of_tenant(app: &App, tenant: TenantId) -> Result<i64, Fault> {
    let db = app.own_work().tenant(tenant);
    let words = db.read((), |tx, ()| Box::pin(search_index::unused_words(tx))).await?;
    let mut forgotten = 0;
    for some in words.chunks(usize::try_from(BATCH).unwrap_or(usize::MAX)) {
        let some = some.to_vec();
        let work = db.write(some, |tx, some| Box::pin(search_index::forget_words(tx, some)));
        forgotten += count(work.await?);
    }
    Ok(forgotten)
}
