//! Who belongs nowhere any more, because they deleted their own tenant and were removed from their team since, gets a tenant of their own
//! again when they come back. Else their account would be of no use, and its address taken.

use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde_json::json;

use super::{
    dto::{Plan, Tenant, TenantType},
    founding,
    store::{accounts, families::Owner},
};
use crate::{
    access::Public,
    error::ApiResult,
    features::audit::{self, Event, Stamp},
    http::Caller,
};

/// Founds a tenant for a user who has shown who they are, if they are a member of none: not even of one that is not active.
///
/// # Errors
/// Those of the database.
pub async fn found(public: &Public, user: UserId, caller: &Caller) -> ApiResult<()> {
    struct Foundation {
        owner: Owner,
        tenant: Tenant,
        slugs: Vec<String>,
        at: Timestamp,
        stamp: Stamp,
        event: Event,
    }
    let app = &public.app;
    let read = public.db.read(user, |tx, user| Box::pin(accounts::user(tx, *user)));
    let Some(user) = read.await? else { return Ok(()) };
    let tenant = Tenant {
        id: app.ids.next(),
        slug: String::new(),
        kind: TenantType::Own,
        plan: Plan::Free,
        name: user.name,
    };
    let owner = Owner {
        user: user.id,
        tenant: tenant.id,
    };
    let foundation = Foundation {
        owner,
        slugs: founding::slugs(&tenant.name, &app.ids),
        at: app.clock.now(),
        stamp: Stamp::now(app),
        event: Event {
            actor: Some(owner.user),
            action: "account.created",
            target: ("account", owner.tenant.uuid()),
            ip: caller.ip.to_string(),
            before: None,
            after: Some(json!({ "name": tenant.name, "type": tenant.kind })),
        },
        tenant,
    };
    let db = public.proven_tenant(owner);
    let founded = db.write(foundation, |tx, foundation| {
        Box::pin(async move {
            let Foundation {
                owner,
                tenant,
                slugs,
                at,
                stamp,
                event,
            } = foundation;
            // Whoever signs in at the same time waits here, and then finds it.
            if !accounts::hold_stranded(tx, owner.user).await? {
                return Ok(());
            }
            founding::found(tx, owner.user, tenant, slugs, *at).await?;
            audit::record(tx, stamp, event).await?;
            ApiResult::Ok(())
        })
    });
    founded.await
}
