//! Making an account: at once, or, where addresses have to be confirmed first, by the link in a mail.

pub mod account;
mod mode;
pub mod pending;
pub mod welcome;

pub use mode::RegistrationMode;

use self::{account::NewAccount, welcome::Welcome};
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
    let welcome = match &new.invite_code {
        Some(code) => Some(Welcome::find(public, &code.0).await?),
        None if mode == RegistrationMode::Invite => {
            let detail = "This server lets invited people in. Ask whoever runs it for a code, or a team for an invite.";
            return Err(ApiError::new(Code::InviteRequired, detail));
        }
        None => None,
    };
    let password_hash = app.identity.passwords.hash(new.password.0, app.ids.secret()).await?;
    let (email, name) = (email::fold(&new.email), new.name.trim().to_owned());
    let is_confirmed = welcome.as_ref().is_some_and(|welcome| welcome.was_mailed_to(&email));
    // A team that wants confirmed addresses lets nobody in before, by whatever door.
    let first_confirm =
        mode == RegistrationMode::Confirmed || welcome.as_ref().is_some_and(Welcome::wants_confirmed_address);
    if first_confirm && !is_confirmed {
        let registration = Pending {
            id: app.ids.next_uuid(),
            email,
            name,
            password_hash,
            invite: welcome.as_ref().and_then(Welcome::team_invite),
        };
        pending::ask(public, registration).await?;
        return Ok(Outcome::CheckMail);
    }
    let mut account = NewAccount::new(app, email, name, password_hash, &caller);
    account.user.email_verified = is_confirmed;
    open(public, account, welcome, caller).await
}

/// Makes a user, the user's own tenant and the membership in it, takes the invite, and signs the user in: all of it or nothing.
async fn open(public: &Public, account: NewAccount, welcome: Option<Welcome>, caller: Caller) -> ApiResult<Outcome> {
    struct Opening {
        account: NewAccount,
        welcome: Option<Welcome>,
        family: NewFamily,
        /// None where the address is known to be the user's.
        verification: Option<(NewOneTime, NewJob)>,
        stamps: [Stamp; 2],
        events: [Event; 2],
    }
    let app = &public.app;
    let (owner, role) = match &welcome {
        Some(welcome) => welcome.destination(&account),
        None => (account.owner(), Role::Admin),
    };
    let (family, refresh) = sign_in::start(app, owner, caller.clone());
    let tokens = sign_in::tokens(app, owner, role, refresh, family.at);
    let made = match &welcome {
        Some(welcome) => welcome.event(&account, &caller),
        None => account.event(&caller),
    };
    let opening = Opening {
        verification: (!account.user.email_verified).then(|| verification::link(app, owner.user, &account.user.email)),
        stamps: [Stamp::now(app), Stamp::now(app)],
        events: [made, sign_in::event(owner, family.id, &caller, "registration")],
        account,
        welcome,
        family,
    };
    let db = public.proven_tenant(owner);
    let opened = db.write(opening, |tx, opening| {
        Box::pin(async move {
            let Some(tenant) = account::insert(tx, &opening.account).await? else {
                let detail = "There is an account with this e-mail already. Sign in instead.";
                return Err(ApiError::new(Code::EmailTaken, detail));
            };
            let team = match &opening.welcome {
                Some(welcome) => welcome.take(tx, &opening.account).await?,
                None => None,
            };
            families::insert(tx, &opening.family).await?;
            if let Some((token, mail)) = &opening.verification {
                one_time::insert(tx, token).await?;
                jobs::enqueue(tx, mail).await?;
            }
            for (stamp, event) in opening.stamps.iter().zip(&opening.events) {
                audit::record(tx, stamp, event).await?;
            }
            Ok((opening.account.user.to_user(), team.unwrap_or(tenant)))
        })
    });
    let (user, tenant) = opened.await?;
    jobs::wake(app);
    Ok(Outcome::SignedIn(Box::new((user, tenant, tokens))))
}
