//! Throwing away keys that are over, of those who do not come back: who does, has theirs removed with each request.

use branchbook_domain::id::TenantId;
use serde_json::json;
use uuid::Uuid;

use super::{REMEMBERED, store};
use crate::{
    app::App,
    features::identity::service::tenants_after,
    jobs::{
        Fault, Job, Progress,
        purge::{BATCH, count},
    },
};

/// How many tenants are looked up at once.
const TENANTS: i64 = 100;

/// Removes the keys that are over, tenant by tenant.
///
/// # Errors
/// Those of the database.
pub async fn over(app: App, job: Job) -> Result<(), Fault> {
    let before = app.clock.now() - REMEMBERED;
    let work = app.own_work();
    let begun: Option<TenantId> = job.payload.get("after").and_then(|after| after.as_str()?.parse().ok());
    let mut after = begun.unwrap_or(TenantId::from_uuid(Uuid::nil()));
    let mut done = job.done;
    loop {
        let tenants = work
            .global()
            .read(after, |tx, after| Box::pin(tenants_after(tx, *after, TENANTS)))
            .await?;
        let Some(last) = tenants.last() else {
            return Ok(());
        };
        for tenant in &tenants {
            let db = work.tenant(*tenant);
            // Most have none, and to read is cheaper than to write.
            while db
                .read(before, |tx, before| Box::pin(store::any_over(tx, *before)))
                .await?
            {
                let input = (job.lease, before, done, after);
                let removed = db.write(input, |tx, (lease, before, done, after)| {
                    Box::pin(async move {
                        let removed = count(store::remove_over(tx, *before, BATCH).await?);
                        let payload = json!({ "after": after });
                        lease
                            .keep(
                                tx,
                                &Progress {
                                    done: done + removed,
                                    total: None,
                                    payload,
                                },
                            )
                            .await?;
                        Ok::<_, Fault>(removed)
                    })
                });
                done += removed.await?;
            }
        }
        after = *last;
    }
}
