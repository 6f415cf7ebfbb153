//! `POST /api/v1/auth/email/verify`

use axum::Json;
use branchbook_db::Error;
use branchbook_domain::id::UserId;
use serde_json::json;

use super::dto::{VerifiedEmail, VerifyEmail};
use crate::{
    access::Public,
    error::{ApiError, ApiResult, Code, FieldError, Problem},
    features::{
        audit::{self, Event, Stamp},
        identity::{
            dto::{Secret, Tenant},
            one_time::{self, Kind, OneTime, OneTimeToken},
            password::Verdict,
            registration::{
                RegistrationMode,
                account::{self, NewAccount},
                welcome::Welcome,
            },
            sign_in,
            store::{
                accounts,
                pending::{self, Pending},
            },
        },
    },
    http::{Body, Caller},
};

/// Confirm an e-mail address
///
/// With the token of the link that was mailed to it. Where accounts are made only for confirmed addresses, this makes it, for whoever also
/// knows the password that was chosen: else who opens a link that somebody else has asked for would make an account of theirs. An invite that
/// it waited with is taken: where only invited people may have an account, there is none without. Sign in next.
#[utoipa::path(
    post, path = "/api/v1/auth/email/verify", tag = "Sign-in", operation_id = "verifyEmail", security(()), request_body = VerifyEmail,
    responses(
        (status = OK, body = VerifiedEmail),
        (status = FORBIDDEN, body = Problem, description = "`invite_for_another`; `plan_limit_reached`, with `limit` and `current`"),
        (status = GONE, body = Problem, description = "`token_invalid`: not known, used, or over; ask for another; `invite_invalid`"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`password_required`: send the token with the password that was chosen; `invalid_value`: this is not the one; `invalid_body`"),
        (status = SERVICE_UNAVAILABLE, body = Problem, description = "`unavailable`: too many are signing in at once"),
    ),
)]
pub async fn verify(public: Public, caller: Caller, Body(body): Body<VerifyEmail>) -> ApiResult<Json<VerifiedEmail>> {
    let app = &public.app;
    let token = app.identity.one_time.parse(Kind::EmailVerification, &body.token.0);
    let token = token.ok_or_else(invalid)?;
    let read = public.db.read((token.clone(), app.clock.now()), |tx, (token, at)| {
        Box::pin(async move { one_time::find(tx, token, *at).await })
    });
    let found: Result<Option<OneTime>, Error> = read.await;
    let found = found?.ok_or_else(invalid)?;
    let (email, joined) = match found.user {
        Some(user) => (confirm(&public, token, user, &caller).await?, None),
        None => complete(&public, token, body.password, &caller).await?,
    };
    Ok(Json(VerifiedEmail { email, joined }))
}

/// Confirms the address of an account.
async fn confirm(public: &Public, token: OneTimeToken, user: UserId, caller: &Caller) -> ApiResult<String> {
    let app = &public.app;
    let owner = sign_in::home(public, user, caller).await?;
    let event = Event {
        actor: Some(user),
        action: "user.email_verified",
        target: ("user", user.uuid()),
        ip: caller.ip.to_string(),
        before: None,
        after: None,
    };
    let input = (token, app.clock.now(), Stamp::now(app), event);
    let db = public.proven_tenant(owner);
    let confirmed = db.write(input, |tx, (token, at, stamp, event)| {
        Box::pin(async move {
            let claimed = one_time::claim(tx, token, *at).await?.ok_or_else(invalid)?;
            let (Some(user), Some(email)) = (claimed.user, claimed.email) else {
                return Err(invalid());
            };
            accounts::verify_email(tx, user, &email, *at).await?;
            let after = Some(json!({ "email": email }));
            audit::record(tx, stamp, &Event { after, ..event.clone() }).await?;
            Ok(email)
        })
    });
    confirmed.await
}

/// Makes the account that waited for its address to be confirmed, for whoever has both the mail and the password. The address, and the team
/// that was joined by the invite it waited with.
async fn complete(
    public: &Public,
    token: OneTimeToken,
    password: Option<Secret>,
    caller: &Caller,
) -> ApiResult<(String, Option<Tenant>)> {
    let app = &public.app;
    let read = public.db.read(token.id(), |tx, id| Box::pin(pending::find(tx, *id)));
    let registration = read.await?.ok_or_else(invalid)?;
    let Some(Secret(password)) = password else {
        let detail = "Enter the password that you chose when you registered.";
        return Err(ApiError::new(Code::PasswordRequired, detail));
    };
    let stored = Some(registration.password_hash.clone());
    if app.identity.passwords.verify(password, stored).await? == Verdict::Wrong {
        let message =
            "This is not the password that was chosen. If you registered more than once, open the newest mail.";
        let wrong = vec![FieldError::new("/password", message)];
        return Err(ApiError::new(Code::InvalidValue, message).with_errors(wrong));
    }
    let Pending {
        email,
        name,
        password_hash,
        invite,
        ..
    } = registration;
    let mut account = NewAccount::new(app, email, name, password_hash, caller);
    account.user.email_verified = true;
    let Some(invite) = invite else {
        return make(public, token, account, None, caller).await;
    };
    let code = app.identity.one_time.make(Kind::Invite, invite);
    let made = match Welcome::find(public, code.text()).await {
        Ok(welcome) => make(public, token.clone(), account.clone(), Some(welcome), caller).await,
        Err(refused) => Err(refused),
    };
    let is_invites_fault = |refused: &ApiError| {
        let faults = [Code::InviteInvalid, Code::InviteForAnother, Code::PlanLimitReached];
        faults.contains(&refused.code())
    };
    match made {
        // Where everybody may have an account, they have it without the team.
        Err(refused) if app.settings.registration != RegistrationMode::Invite && is_invites_fault(&refused) => {
            make(public, token, account, None, caller).await
        }
        made => made,
    }
}

/// Makes an account, and its user a member where they are invited: both or nothing.
async fn make(
    public: &Public,
    token: OneTimeToken,
    account: NewAccount,
    welcome: Option<Welcome>,
    caller: &Caller,
) -> ApiResult<(String, Option<Tenant>)> {
    let (owner, event) = match &welcome {
        Some(welcome) => (welcome.destination(&account).0, welcome.event(&account, caller)),
        None => (account.owner(), account.event(caller)),
    };
    let db = public.proven_tenant(owner);
    let input = (token, Stamp::now(&public.app), event, account, welcome);
    let made = db.write(input, |tx, (token, stamp, event, account, welcome)| {
        Box::pin(async move {
            one_time::claim(tx, token, account.user.at).await?.ok_or_else(invalid)?;
            // Somebody else has confirmed the same address before.
            account::insert(tx, account).await?.ok_or_else(invalid)?;
            let joined = match welcome {
                Some(welcome) => welcome.take(tx, account).await?,
                None => None,
            };
            pending::forget(tx, &account.user.email).await?;
            audit::record(tx, stamp, event).await?;
            Ok((account.user.email.clone(), joined))
        })
    });
    made.await
}

fn invalid() -> ApiError {
    let detail = "This link was used before, its time is over, or a newer one was sent. Ask for another one.";
    ApiError::new(Code::TokenInvalid, detail)
}
