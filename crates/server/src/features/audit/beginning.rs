//! With what a log begins. A tenant's is begun in the transaction that makes it ([`begin`](super::begin)), so that a tenant without one
//! shows that somebody has removed it.
//!
//! Tenants that were made by a build before that was so may have done nothing yet that is told. Their logs are begun when a server of
//! this build first starts, once for a database: the platform's log tells that it was done, and is under the same key. From then on a log
//! that is missing was removed.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::TenantId;
use uuid::Uuid;

use super::{Event, Stamp, begin, store};
use crate::{
    app::App,
    features::identity::{service, system},
};

/// What the platform's log says of the beginning of all.
const ALL_BEGUN: &str = "audit_logs.begun";
/// What a log says of its beginning, where that came later than its tenant.
const BEGUN: &str = "audit_log.begun";
/// What a log says that was missing when there was something to tell.
pub(super) const LOST: &str = "audit_log.lost";

/// Tenants that are looked up at once.
const TENANTS: i64 = 100;

/// Begins the logs that were never begun, if that was not done before. Any number of servers may do so at once.
///
/// # Errors
/// Those of the database.
pub async fn of_all(app: &App) -> Result<(), Error> {
    let work = app.own_work();
    let (platform, global) = (work.tenant(system::TENANT), work.global());
    let begun = platform.read((), |tx, ()| Box::pin(store::read::has(tx, ALL_BEGUN)));
    if begun.await? {
        return Ok(());
    }
    let (mut after, mut count) = (TenantId::from_uuid(Uuid::nil()), 0_u64);
    loop {
        let tenants = global.read(after, |tx, after| Box::pin(service::tenants_after(tx, *after, TENANTS)));
        let tenants = tenants.await?;
        let Some(last) = tenants.last() else { break };
        after = *last;
        for tenant in tenants.into_iter().filter(|tenant| *tenant != system::TENANT) {
            let input = (Stamp::now(app), event(BEGUN, tenant), tenant);
            let db = work.tenant(tenant);
            let begun = db.write(input, |tx, (stamp, event, tenant)| {
                Box::pin(begin_if_none(tx, stamp, event, *tenant))
            });
            count += u64::from(begun.await?);
        }
    }
    let told = event(ALL_BEGUN, system::TENANT);
    let all = platform.write((Stamp::now(app), told), |tx, (stamp, told)| {
        Box::pin(async move {
            store::hold_tenant(tx, system::TENANT).await?;
            // Another server may have come first.
            if !store::read::has(tx, ALL_BEGUN).await? {
                begin(tx, stamp, told).await?;
            }
            Ok::<_, Error>(())
        })
    });
    all.await?;
    if count > 0 {
        tracing::info!(count, "began the audit logs of tenants that had none");
    }
    Ok(())
}

/// Whether the tenant is still there and its log was begun now.
async fn begin_if_none(tx: &mut Tx, stamp: &Stamp, event: &Event, tenant: TenantId) -> Result<bool, Error> {
    let is_there = store::hold_tenant(tx, tenant).await?;
    if !is_there || store::read::is_begun(tx).await? {
        return Ok(false);
    }
    begin(tx, stamp, event).await?;
    Ok(true)
}

/// That this tenant's log was missing.
pub(super) fn lost(tenant: TenantId) -> Event {
    event(LOST, tenant)
}

fn event(action: &'static str, tenant: TenantId) -> Event {
    Event {
        actor: None,
        action,
        target: ("account", tenant.uuid()),
        ip: "server".to_owned(),
        before: None,
        after: None,
    }
}
