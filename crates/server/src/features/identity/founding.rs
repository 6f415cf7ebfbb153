//! Making a tenant, for registration and for whoever makes another.

use branchbook_db::{Error, TenantDb, Tx};
use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde_json::json;

use super::{
    dto::{Plan, Tenant, TenantType},
    slug,
    store::{accounts, families::Owner},
};
use crate::{
    access::Role,
    app::App,
    error::{ApiError, ApiResult},
    features::audit::{self, Event, Stamp},
};

pub use super::slug::candidates as slugs;

/// A tenant that is to be made, and with what its log begins. Made before the transaction, so that one that runs again makes the same.
#[derive(Clone)]
pub struct Foundation {
    tenant: Tenant,
    founder: UserId,
    slugs: Vec<String>,
    at: Timestamp,
    db: TenantDb,
    stamp: Stamp,
    event: Event,
}

impl Foundation {
    /// Of this user's, who has asked for it from this address.
    #[must_use]
    pub fn new(app: &App, founder: UserId, kind: TenantType, name: String, ip: String) -> Self {
        let tenant = Tenant {
            id: app.ids.next(),
            slug: String::new(),
            kind,
            plan: Plan::Free,
            name,
        };
        Self {
            founder,
            slugs: slug::candidates(&tenant.name, &app.ids),
            at: app.clock.now(),
            // Nobody's yet.
            db: app.own_work().tenant(tenant.id),
            stamp: Stamp::now(app),
            event: Event {
                actor: Some(founder),
                action: "account.created",
                target: ("account", tenant.id.uuid()),
                ip,
                before: None,
                after: Some(json!({ "name": tenant.name, "type": tenant.kind })),
            },
            tenant,
        }
    }

    /// Of a user's whose own tenant the operator makes on the command line.
    #[must_use]
    pub fn at_the_console(app: &App, founder: UserId, name: String) -> Self {
        let mut made = Self::new(app, founder, TenantType::Own, name, "console".to_owned());
        made.event.actor = None;
        made
    }

    /// The founder in the new tenant.
    #[must_use]
    pub const fn owner(&self) -> Owner {
        Owner {
            user: self.founder,
            tenant: self.tenant.id,
        }
    }
}

async fn insert_tenant(tx: &mut Tx, tenant: &Tenant, slugs: &[String], at: Timestamp) -> ApiResult<Tenant> {
    for slug in slugs {
        if accounts::insert_tenant(tx, tenant, slug, at).await? {
            let slug = slug.clone();
            return Ok(Tenant { slug, ..tenant.clone() });
        }
    }
    Err(ApiError::internal("every slug that was tried is taken"))
}

/// Adds a tenant under the first of its slugs that is free, with the user who founds it as its admin, and begins its log: also in a
/// transaction of another tenant's.
///
/// # Errors
/// Those of the database.
pub async fn found(tx: &mut Tx, new: &Foundation) -> ApiResult<Tenant> {
    let tenant = insert_tenant(tx, &new.tenant, &new.slugs, new.at).await?;
    accounts::insert_membership(tx, new.founder, tenant.id, Role::Admin, new.at).await?;
    let (stamp, event) = (new.stamp.clone(), new.event.clone());
    let begun = tx.within(&new.db, |tx| {
        Box::pin(async move { audit::begin(tx, &stamp, &event).await })
    });
    let begun: Result<(), Error> = begun.await;
    begun?;
    Ok(tenant)
}

/// Makes a user a member of a tenant. False, and nothing is changed, if they are one.
///
/// # Errors
/// Those of the database.
pub async fn insert_membership(tx: &mut Tx, member: Owner, role: Role, at: Timestamp) -> Result<bool, Error> {
    accounts::insert_membership(tx, member.user, member.tenant, role, at).await
}
