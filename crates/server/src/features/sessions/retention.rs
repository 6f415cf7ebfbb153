//! Deleting completed sessions when their time is over, beside requests: as long as the tenant's settings say they are kept.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::{SessionId, TenantId};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::store::sessions;
use crate::{
    app::App,
    features::{
        account,
        audit::{self, Event, Stamp},
    },
    jobs::{Fault, Job, each_tenant},
};

/// Sessions that one transaction deletes.
const BATCH: i64 = 100;

/// Deletes what is over in all tenants.
///
/// # Errors
/// Those of the database.
pub async fn delete_outdated(app: App, job: Job) -> Result<(), Fault> {
    each_tenant(&app, job, |tenant| delete_of(&app, tenant)).await
}

/// Deletes what is over in a tenant: how many sessions.
async fn delete_of(app: &App, tenant: TenantId) -> Result<i64, Fault> {
    let global = app.own_work().global();
    let read = global.read(tenant, |tx, tenant| Box::pin(account::retention(tx, *tenant)));
    let days: Option<u32> = read.await?;
    let Some(days) = days else { return Ok(0) };
    let before = app.clock.now() - SignedDuration::from_hours(i64::from(days) * 24);
    Ok(delete_before(app, tenant, before, days).await?)
}

/// How many sessions of the tenant were deleted: those completed before this time.
async fn delete_before(app: &App, tenant: TenantId, before: Timestamp, days: u32) -> Result<i64, Error> {
    let db = app.own_work().tenant(tenant);
    let mut deleted = 0;
    loop {
        let input = (tenant, before, days, Stamp::now(app));
        let work = db.write(input, |tx, (tenant, before, days, stamp)| {
            Box::pin(async move {
                let outdated = sessions::completed_before(tx, *before, BATCH).await?;
                let mut count = 0;
                for session in outdated {
                    count += i64::from(delete(tx, session, *before).await?);
                }
                if count > 0 {
                    audit::record(tx, stamp, &event(*tenant, count, *days)).await?;
                }
                Ok::<_, Error>(count)
            })
        });
        match work.await? {
            0 => return Ok(deleted),
            count => deleted += count,
        }
    }
}

/// Whether it was deleted: not when it was reopened or deleted meanwhile.
async fn delete(tx: &mut Tx, session: SessionId, before: Timestamp) -> Result<bool, Error> {
    let stored = sessions::lock(tx, session).await?;
    match stored.filter(|stored| stored.shown.completed_at.is_some_and(|at| at < before)) {
        Some(stored) => sessions::delete(tx, &stored.row).await.map(|()| true),
        None => Ok(false),
    }
}

fn event(tenant: TenantId, count: i64, days: u32) -> Event {
    Event {
        actor: None,
        action: "sessions.expired",
        target: ("tenant", tenant.uuid()),
        ip: String::new(),
        before: Some(json!({ "sessions": count, "session_retention_days": days })),
        after: None,
    }
}
