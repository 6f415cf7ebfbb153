//! Making an account.

mod mode;

pub use mode::RegistrationMode;

use serde_json::json;

use super::{
    Tokens,
    dto::{Plan, Register, Tenant, TenantType, User},
    email, founding, sign_in,
    store::{
        accounts::{self, NewUser},
        families::{self, NewFamily, Owner},
    },
};
use crate::{
    access::{Public, Role},
    error::{ApiError, ApiResult, Code},
    features::audit::{self, Event, Stamp},
    http::Caller,
};

/// Makes a user, the user's own tenant and the membership in it, and signs the user in: all of it or nothing.
pub async fn register(public: &Public, new: Register, caller: Caller) -> ApiResult<(User, Tenant, Tokens)> {
    struct NewAccount {
        user: NewUser,
        tenant: Tenant,
        slugs: Vec<String>,
        family: NewFamily,
        stamps: [Stamp; 2],
        events: [Event; 2],
    }
    let app = &public.app;
    let password_hash = app.identity.passwords.hash(new.password.0, app.ids.secret()).await?;
    let at = app.clock.now();
    let name = new.name.trim().to_owned();
    let user = NewUser {
        id: app.ids.next(),
        email: email::fold(&new.email),
        name: name.clone(),
        password_hash,
        at,
    };
    let tenant = Tenant {
        id: app.ids.next(),
        slug: String::new(),
        kind: TenantType::Own,
        plan: Plan::Free,
        name,
    };
    let owner = Owner {
        user: user.id,
        tenant: tenant.id,
    };
    let (family, tokens) = sign_in::start(app, owner, Role::Admin, caller.clone());
    let registered = Event {
        actor: Some(user.id),
        action: "user.registered",
        target: ("user", user.id.uuid()),
        ip: caller.ip.to_string(),
        before: None,
        after: Some(json!({ "email": user.email, "name": user.name })),
    };
    let account = NewAccount {
        slugs: founding::slugs(&tenant.name, &app.ids),
        user,
        tenant,
        stamps: [Stamp::now(app), Stamp::now(app)],
        events: [registered, sign_in::event(owner, family.id, &caller, "registration")],
        family,
    };
    let db = public.proven_tenant(owner);
    let added = db.write(account, |tx, account| {
        Box::pin(async move {
            let NewAccount {
                user,
                tenant,
                slugs,
                family,
                stamps,
                events,
            } = account;
            if !accounts::insert_user(tx, user).await? {
                let detail = "There is an account with this e-mail already. Sign in instead.";
                return Err(ApiError::new(Code::EmailTaken, detail));
            }
            let tenant = founding::insert_tenant(tx, tenant, slugs, user.at).await?;
            accounts::insert_membership(tx, user.id, tenant.id, Role::Admin, user.at).await?;
            families::insert(tx, family).await?;
            for (stamp, event) in stamps.iter().zip(events) {
                audit::record(tx, stamp, event).await?;
            }
            Ok((user.to_user(), tenant))
        })
    });
    let (user, tenant) = added.await?;
    Ok((user, tenant, tokens))
}
