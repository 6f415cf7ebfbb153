//! Making an account: at once, or, where addresses have to be confirmed first, by the link in a mail.

pub mod account;
mod mode;
pub mod pending;

pub use mode::RegistrationMode;

use self::account::NewAccount;
use super::{
    Tokens,
    dto::{Register, Tenant, User},
    email,
    one_time::{self, NewOneTime},
    service, sign_in,
    store::{
        families::{self, NewFamily},
        pending::Pending,
    },
    verification,
};
use crate::{
    access::{Public, Role},
    error::{ApiError, ApiResult, Code},
    features::audit::{self, Event, Stamp},
    http::Caller,
    jobs::{self, NewJob},
};

/// What came of a registration.
pub enum Outcome {
    /// There is an account, and this device is signed in to it.
    SignedIn(Box<(User, Tenant, Tokens)>),
    /// A mail is on its way, which says how to go on.
    CheckMail,
}

/// Makes an account, or asks for the address to be confirmed first.
pub async fn register(public: &Public, new: Register, caller: Caller) -> ApiResult<Outcome> {
    let app = &public.app;
    let mode = match app.settings.registration {
        // There is nobody yet to keep out, and a wrong mail setting must not lock the operator out.
        _ if service::is_first_run(public).await? => RegistrationMode::Open,
        mode => mode,
    };
    let password_hash = app.identity.passwords.hash(new.password.0, app.ids.secret()).await?;
    let (email, name) = (email::fold(&new.email), new.name.trim().to_owned());
    if mode == RegistrationMode::Confirmed {
        let registration = Pending {
            id: app.ids.next_uuid(),
            email,
            name,
            password_hash,
            invite: None,
        };
        pending::ask(public, registration).await?;
        return Ok(Outcome::CheckMail);
    }
    open(public, NewAccount::new(app, email, name, password_hash), caller).await
}

/// Makes a user, the user's own tenant and the membership in it, and signs the user in: all of it or nothing.
async fn open(public: &Public, account: NewAccount, caller: Caller) -> ApiResult<Outcome> {
    struct Opening {
        account: NewAccount,
        family: NewFamily,
        verification: (NewOneTime, NewJob),
        stamps: [Stamp; 2],
        events: [Event; 2],
    }
    let app = &public.app;
    let owner = account.owner();
    let (family, tokens) = sign_in::start(app, owner, Role::Admin, caller.clone());
    let opening = Opening {
        verification: verification::link(app, owner.user, &account.user.email),
        stamps: [Stamp::now(app), Stamp::now(app)],
        events: [
            account.event(&caller),
            sign_in::event(owner, family.id, &caller, "registration"),
        ],
        account,
        family,
    };
    let db = public.proven_tenant(owner);
    let opened = db.write(opening, |tx, opening| {
        Box::pin(async move {
            let Some(tenant) = account::insert(tx, &opening.account).await? else {
                let detail = "There is an account with this e-mail already. Sign in instead.";
                return Err(ApiError::new(Code::EmailTaken, detail));
            };
            families::insert(tx, &opening.family).await?;
            let (token, mail) = &opening.verification;
            one_time::insert(tx, token).await?;
            jobs::enqueue(tx, mail).await?;
            for (stamp, event) in opening.stamps.iter().zip(&opening.events) {
                audit::record(tx, stamp, event).await?;
            }
            Ok((opening.account.user.to_user(), tenant))
        })
    });
    let (user, tenant) = opened.await?;
    jobs::wake(app);
    Ok(Outcome::SignedIn(Box::new((user, tenant, tokens))))
}
