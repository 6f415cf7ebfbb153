//! Signing in with a password.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::{TokenFamilyId, UserId};
use jiff::Timestamp;
use serde_json::json;

use super::{
    Tokens,
    devices::agent,
    dto::Login,
    email, new_home,
    password::Verdict,
    refresh_token::RefreshToken,
    registration::RegistrationMode,
    rotation::{ABSOLUTE, IDLE},
    service::inactive,
    store::{
        accounts::{self, Account, Destination},
        families::{self, Known, NewFamily, Owner},
    },
    tries::Origin,
    wrong_passwords,
};
use crate::{
    access::{Device, Public, Role},
    app::App,
    error::{ApiError, ApiResult, Code},
    features::audit::{self, Event, Stamp},
    http::Caller,
    jobs::{self, NewJob},
    mail::{self, Mail, Template},
};

/// Signs a user in to the tenant of the device they used last, or else to the one they belong to for longest. `browser` is the proof
/// that they have signed in with this browser before.
pub async fn login(
    public: &Public,
    login: Login,
    caller: Caller,
    browser: Option<&str>,
) -> ApiResult<(Tokens, UserId)> {
    let app = &public.app;
    let passwords = &app.identity.passwords;
    let email = email::fold(&login.email);
    let mut account = account(public, &email).await?;
    let browser = browser.and_then(|browser| app.identity.browsers.parse(browser));
    let known = browser.filter(|browser| account.as_ref().is_some_and(|account| account.id == browser.user));
    if let (Some(_), None, Some(limits)) = (browser, known, &app.limits) {
        // It was let in by what its own account has left.
        limits.strange_browser(caller.ip)?;
    }
    let origin = known.map_or(Origin::Network(caller.network()), |browser| Origin::Browser(browser.id));
    let attempt = app.identity.tries.begin(app, &(email.clone(), origin))?;
    loop {
        let stored = account.as_ref().and_then(|account| account.password_hash.clone());
        let verdict = passwords.verify(login.password.0.clone(), stored.clone()).await?;
        let (Some(known), Some(hash), Verdict::Right | Verdict::RightButOutdated) = (&account, stored, verdict) else {
            if attempt.is_worth_telling() {
                wrong_passwords::note(public, &login.email, &caller, attempt.wrong).await?;
            }
            return Err(wrong(app));
        };
        attempt.was_right();
        if !known.is_active {
            return Err(inactive());
        }
        let proof = Proof {
            successor: match verdict {
                Verdict::RightButOutdated => Some(passwords.hash(login.password.0.clone(), app.ids.secret()).await?),
                _ => None,
            },
            hash,
        };
        if let Some(tokens) = enter(public, known, &email, proof, &caller).await? {
            return Ok((tokens, known.id));
        }
        account = self::account(public, &email).await?;
    }
}

/// What a password was compared with.
#[derive(Clone)]
pub struct Proof {
    pub hash: String,
    /// What takes its place, because it did not cost what hashes cost now.
    pub successor: Option<String>,
}

/// Makes a device of whoever has shown who they are. If they never had such a device, they are told.
///
/// That the password is still the one that was shown, and its owner still a member, is looked at in the transaction that makes the device:
/// whoever changes either meanwhile ends this device too, or comes first. Then there are no tokens, and all is to be looked at anew.
async fn enter(
    public: &Public,
    account: &Account,
    email: &str,
    proof: Proof,
    caller: &Caller,
) -> ApiResult<Option<Tokens>> {
    struct SignIn {
        proof: Proof,
        email_verified: bool,
        family: NewFamily,
        notice: NewJob,
        stamp: Stamp,
        event: Event,
    }
    let app = &public.app;
    let destinations = destinations(public, account.id, caller).await?;
    let (owner, _) = choose(account.id, &destinations, account.email_verified)?;
    let (family, refresh) = start(app, owner, caller.clone());
    let (id, at) = (family.id, family.at);
    let notice = Mail {
        to: email.to_owned(),
        template: Template::NewDevice {
            at,
            ip: caller.ip.to_string(),
            agent: agent::words(caller.user_agent.as_deref()),
        },
    };
    let sign_in = SignIn {
        proof,
        email_verified: account.email_verified,
        notice: mail::job(app, &notice),
        stamp: Stamp::now(app),
        event: event(owner, id, caller, "password"),
        family,
    };
    let db = public.proven_tenant(owner);
    let signed_in = db.write(sign_in, |tx, sign_in| {
        Box::pin(async move {
            let SignIn { proof, family, .. } = sign_in;
            let owner = family.owner();
            if !accounts::log_in(tx, owner.user, proof, family.at).await? {
                return Ok(None);
            }
            let Some(there) = accounts::hold_destination(tx, owner).await? else {
                return Ok(None);
            };
            let (_, role) = choose(owner.user, &[there], sign_in.email_verified)?;
            let known = families::is_known(tx, owner.user, &family.caller).await?;
            families::insert(tx, family).await?;
            if known == Known::NewDevice {
                jobs::enqueue(tx, &sign_in.notice).await?;
            }
            audit::record(tx, &sign_in.stamp, &sign_in.event).await?;
            ApiResult::Ok(Some((role, known)))
        })
    });
    let Some((role, known)) = signed_in.await? else {
        return Ok(None);
    };
    if known == Known::NewDevice {
        jobs::wake(app);
    }
    Ok(Some(tokens(app, owner, role, refresh, at)))
}

/// The account with this e-mail (case-folded). A text that can be no address is nobody's, and is not shown to the database.
async fn account(public: &Public, email: &str) -> ApiResult<Option<Account>> {
    if email::check(email).is_err() {
        return Ok(None);
    }
    let read = public
        .db
        .read(email.to_owned(), |tx, email| Box::pin(accounts::account(tx, email)));
    Ok(read.await?)
}

/// The tenant where what a user does without being signed in is put on record.
///
/// # Errors
/// `account_inactive` when none of theirs is active.
pub async fn home(public: &Public, user: UserId, caller: &Caller) -> ApiResult<Owner> {
    let destinations = destinations(public, user, caller).await?;
    let home = destinations.first().ok_or_else(inactive)?;
    Ok(Owner {
        user,
        tenant: home.tenant,
    })
}

/// The active tenants of a user who has shown who they are; one that is new, where they had none.
async fn destinations(public: &Public, user: UserId, caller: &Caller) -> ApiResult<Vec<Destination>> {
    let read = async || {
        let read = public
            .db
            .read(user, |tx, user| Box::pin(accounts::destinations(tx, *user)));
        let found: Result<_, Error> = read.await;
        found
    };
    let found = read().await?;
    if !found.is_empty() {
        return Ok(found);
    }
    new_home::found(public, user, caller).await?;
    Ok(read().await?)
}

/// Where a user goes: to the first tenant that lets them in.
fn choose(user: UserId, destinations: &[Destination], email_verified: bool) -> ApiResult<(Owner, Role)> {
    let open = |destination: &&Destination| email_verified || !destination.wants_verified_email;
    match destinations.iter().find(open) {
        Some(Destination { tenant, role, .. }) => Ok((Owner { user, tenant: *tenant }, *role)),
        None if destinations.is_empty() => Err(inactive()),
        None => Err(unverified()),
    }
}

/// What a user is in a tenant that they want to go to, held so until the transaction ends.
///
/// # Errors
/// `not_found` when it is none of theirs; `email_unverified`.
pub async fn admit(tx: &mut Tx, owner: Owner) -> ApiResult<Role> {
    let there = accounts::hold_destination(tx, owner).await?;
    let there = there.ok_or_else(|| ApiError::not_found("tenant"))?;
    let user = accounts::user(tx, owner.user).await?;
    let email_verified = user.is_some_and(|user| user.email_verified);
    choose(owner.user, &[there], email_verified).map(|(_, role)| role)
}

/// A new device and its first refresh token.
pub fn start(app: &App, owner: Owner, caller: Caller) -> (NewFamily, RefreshToken) {
    let at = app.clock.now();
    let family = app.ids.next();
    let refresh = app.identity.refresh_tokens.first(family, app.ids.secret());
    let new = NewFamily {
        id: family,
        user: owner.user,
        tenant: owner.tenant,
        token_hash: refresh.hash(),
        at,
        idle_expires_at: at + IDLE,
        absolute_expires_at: at + ABSOLUTE,
        caller,
    };
    (new, refresh)
}

/// What a device gets whose newest refresh token this is.
pub fn tokens(app: &App, owner: Owner, role: Role, refresh: RefreshToken, at: Timestamp) -> Tokens {
    let device = Device {
        user: owner.user,
        tenant: owner.tenant,
        role,
        family: refresh.family(),
    };
    Tokens {
        access: app.identity.access_tokens.issue(&device, at),
        refresh,
    }
}

/// What the tenant's log says of a device that comes in.
pub fn event(owner: Owner, family: TokenFamilyId, caller: &Caller, how: &str) -> Event {
    Event {
        actor: Some(owner.user),
        action: "device.signed_in",
        target: ("device", family.uuid()),
        ip: caller.ip.to_string(),
        before: None,
        after: Some(json!({ "by": how, "agent": agent::words(caller.user_agent.as_deref()) })),
    }
}

/// The answer to whoever does not know the password. Where addresses are confirmed first, everybody is reminded of it: who has registered
/// and not confirmed has no account yet.
fn wrong(app: &App) -> ApiError {
    let detail = match app.settings.registration {
        RegistrationMode::Confirmed => {
            "The e-mail or the password is wrong. If you have just registered, open the link in the mail first."
        }
        RegistrationMode::Open | RegistrationMode::Invite => "The e-mail or the password is wrong.",
    };
    ApiError::new(Code::InvalidCredentials, detail)
}

/// The answer to whoever knows the password but has not shown that the address is theirs.
pub fn unverified() -> ApiError {
    let detail = "Confirm your e-mail address first: open the link that was sent to it, or ask for another.";
    ApiError::new(Code::EmailUnverified, detail)
}
