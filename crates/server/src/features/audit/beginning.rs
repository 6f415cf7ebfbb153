//! With what a log begins. A tenant's is begun in the transaction that makes it ([`begin`](super::begin)), which also says in the
//! tenant's row that there is one: it is missing from then on only where somebody has removed it.
//!
//! A build before that was so makes tenants without a log, also while servers of this build run beside it. Such a tenant's row says
//! nothing. Its log is begun when a server of this build starts, or with the first event that one tells.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::TenantId;
use uuid::Uuid;

use super::{Event, Stamp, begin, store};
use crate::{app::App, features::identity::system};

/// What a log says of its beginning, where that came later than its tenant.
const BEGUN: &str = "audit_log.begun";
/// What a log says that was missing when there was something to tell.
pub(super) const LOST: &str = "audit_log.lost";

/// Tenants that are looked up at once.
const TENANTS: i64 = 100;

/// Begins the logs that were never begun. Any number of servers may do so at once.
///
/// # Errors
/// Those of the database.
pub async fn of_all(app: &App) -> Result<(), Error> {
    // The platform's is the first of all, so that one that is younger than others shows that it was removed.
    let mut count = u64::from(of_one(app, system::TENANT).await?);
    let (global, mut after) = (app.own_work().global(), TenantId::from_uuid(Uuid::nil()));
    loop {
        let tenants = global.read(after, |tx, after| Box::pin(store::not_due_after(tx, *after, TENANTS)));
        let tenants = tenants.await?;
        let Some(last) = tenants.last() else { break };
        after = *last;
        for tenant in tenants {
            count += u64::from(of_one(app, tenant).await?);
        }
    }
    if count > 0 {
        tracing::info!(count, "began the audit logs of tenants that had none");
    }
    Ok(())
}

/// Whether the tenant's log was begun now.
async fn of_one(app: &App, tenant: TenantId) -> Result<bool, Error> {
    let db = app.own_work().tenant(tenant);
    let is_due = db.read(tenant, |tx, tenant| Box::pin(store::due_since(tx, *tenant)));
    if is_due.await?.is_some() {
        return Ok(false);
    }
    let input = (Stamp::now(app), event(BEGUN, tenant), tenant);
    let begun = db.write(input, |tx, (stamp, event, tenant)| {
        Box::pin(begin_if_none(tx, stamp, event, *tenant))
    });
    begun.await
}

/// Whether the tenant is still there and its log was begun now. One that an older version wrote to has to be there from now on.
async fn begin_if_none(tx: &mut Tx, stamp: &Stamp, event: &Event, tenant: TenantId) -> Result<bool, Error> {
    // Another server may have come first.
    if !store::hold_tenant(tx, tenant).await? || store::due_since(tx, tenant).await?.is_some() {
        return Ok(false);
    }
    if store::read::is_begun(tx).await? {
        store::make_due(tx, tenant, stamp.at).await?;
        return Ok(false);
    }
    begin(tx, stamp, event).await?;
    Ok(true)
}

/// That this tenant's log is begun, or that it was missing, when there is something to tell.
pub(super) fn late(tenant: TenantId, is_lost: bool) -> Event {
    event(if is_lost { LOST } else { BEGUN }, tenant)
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
