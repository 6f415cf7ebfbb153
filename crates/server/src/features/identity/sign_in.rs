//! Signing in with a password.

use branchbook_db::Error;
use branchbook_domain::id::{TokenFamilyId, UserId};
use serde_json::json;

use super::{
    Tokens,
    devices::agent,
    dto::Login,
    email,
    password::Verdict,
    rotation::{ABSOLUTE, IDLE},
    service::inactive,
    store::{
        accounts::{self, Account, Destination},
        families::{self, Known, NewFamily, Owner},
        pending::{self, Pending},
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
    let (account, pending) = account(public, &login.email).await?;
    let known = account
        .as_ref()
        .zip(browser)
        .and_then(|(account, browser)| app.identity.browsers.parse(account.id, browser));
    let origin = known.map_or(Origin::Network(caller.network()), Origin::Browser);
    let attempt = app.identity.tries.begin(app, &(email::fold(&login.email), origin))?;

    // Only where there is no account: else a registration that anybody can make would open it.
    let stored = match &account {
        Some(account) => account.password_hash.clone(),
        None => pending.map(|pending| pending.password_hash),
    };
    let passwords = &app.identity.passwords;
    let verdict = passwords.verify(login.password.0.clone(), stored.clone()).await?;
    if verdict == Verdict::Wrong {
        if attempt.is_worth_telling() {
            wrong_passwords::note(public, &login.email, &caller, attempt.wrong).await?;
        }
        let detail = "The e-mail or the password is wrong.";
        return Err(ApiError::new(Code::InvalidCredentials, detail));
    }
    attempt.was_right();
    let account = account.ok_or_else(unverified)?;
    if !account.is_active {
        return Err(inactive());
    }
    let new_hash = match (verdict, stored) {
        (Verdict::RightButOutdated, Some(old)) => {
            Some((old, passwords.hash(login.password.0, app.ids.secret()).await?))
        }
        _ => None,
    };
    let tokens = enter(public, &account, email::fold(&login.email), new_hash, caller).await?;
    Ok((tokens, account.id))
}

/// Makes a device of whoever has shown who they are. If they never had such a device, they are told.
async fn enter(
    public: &Public,
    account: &Account,
    email: String,
    new_hash: Option<(String, String)>,
    caller: Caller,
) -> ApiResult<Tokens> {
    struct SignIn {
        family: NewFamily,
        /// The hash that is outdated, and its successor.
        new_hash: Option<(String, String)>,
        notice: NewJob,
        stamp: Stamp,
        event: Event,
    }
    let app = &public.app;
    let destinations = destinations(public, account.id).await?;
    let (owner, role) = choose(account.id, &destinations, account.email_verified)?;
    let (family, tokens) = start(app, owner, role, caller.clone());
    let notice = Mail {
        to: email,
        template: Template::NewDevice {
            at: family.at,
            ip: caller.ip.to_string(),
            agent: agent::words(caller.user_agent.as_deref()),
        },
    };
    let sign_in = SignIn {
        new_hash,
        notice: mail::job(app, &notice),
        stamp: Stamp::now(app),
        event: event(owner, family.id, &caller, "password"),
        family,
    };
    let db = public.proven_tenant(owner);
    let signed_in = db.write(sign_in, |tx, sign_in| {
        Box::pin(async move {
            let SignIn { family, new_hash, .. } = sign_in;
            let known = families::is_known(tx, family.user, &family.caller).await?;
            families::insert(tx, family).await?;
            accounts::touch_login(tx, family.user, family.at).await?;
            if let Some((old, new)) = new_hash {
                accounts::replace_password_hash(tx, family.user, old, new).await?;
            }
            if known == Known::NewDevice {
                jobs::enqueue(tx, &sign_in.notice).await?;
            }
            audit::record(tx, &sign_in.stamp, &sign_in.event).await?;
            Ok::<_, Error>(known)
        })
    });
    if signed_in.await? == Known::NewDevice {
        jobs::wake(app);
    }
    Ok(tokens)
}

/// The account with this e-mail, and the newest registration that waits for it to be confirmed. A text that can be no address is nobody's, and
/// is not shown to the database.
async fn account(public: &Public, email: &str) -> ApiResult<(Option<Account>, Option<Pending>)> {
    if email::check(email).is_err() {
        return Ok((None, None));
    }
    let read = public
        .db
        .read((email::fold(email), public.app.clock.now()), |tx, (email, at)| {
            Box::pin(async move {
                let account = accounts::account(tx, email).await?;
                Ok::<_, Error>((account, pending::newest(tx, email, *at).await?))
            })
        });
    Ok(read.await?)
}

/// The tenant where what a user does without being signed in is put on record.
///
/// # Errors
/// `account_inactive` when they belong to none.
pub async fn home(public: &Public, user: UserId) -> ApiResult<Owner> {
    let destinations = destinations(public, user).await?;
    let home = destinations.first().ok_or_else(inactive)?;
    Ok(Owner {
        user,
        tenant: home.tenant,
    })
}

async fn destinations(public: &Public, user: UserId) -> Result<Vec<Destination>, Error> {
    let read = public
        .db
        .read(user, |tx, user| Box::pin(accounts::destinations(tx, *user)));
    read.await
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

/// What a user is in a tenant that they want to go to.
///
/// # Errors
/// `not_found` when it is none of theirs; `email_unverified`.
pub async fn admit(public: &Public, owner: Owner) -> ApiResult<Role> {
    let Owner { user, tenant } = owner;
    let there = destinations(public, user).await?.into_iter();
    let there = there.filter(|destination| destination.tenant == tenant);
    let there: Vec<_> = there.collect();
    if there.is_empty() {
        return Err(ApiError::not_found("tenant"));
    }
    let read = public.db.read(user, |tx, user| Box::pin(accounts::user(tx, *user)));
    let email_verified = read.await?.is_some_and(|user| user.email_verified);
    choose(user, &there, email_verified).map(|(_, role)| role)
}

/// A new device and its first tokens.
pub fn start(app: &App, owner: Owner, role: Role, caller: Caller) -> (NewFamily, Tokens) {
    let Owner { user, tenant } = owner;
    let at = app.clock.now();
    let family = app.ids.next();
    let refresh = app.identity.refresh_tokens.first(family, app.ids.secret());
    let device = Device {
        user,
        tenant,
        role,
        family,
    };
    let new = NewFamily {
        id: family,
        user,
        tenant,
        token_hash: refresh.hash(),
        at,
        idle_expires_at: at + IDLE,
        absolute_expires_at: at + ABSOLUTE,
        caller,
    };
    let access = app.identity.access_tokens.issue(&device, at);
    (new, Tokens { access, refresh })
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

/// The answer to whoever knows the password but has not shown that the address is theirs.
pub fn unverified() -> ApiError {
    let detail = "Confirm your e-mail address first: open the link that was sent to it, or ask for another.";
    ApiError::new(Code::EmailUnverified, detail)
}
