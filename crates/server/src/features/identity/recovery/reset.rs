//! `POST /api/v1/auth/password/reset`

use axum::http::StatusCode;
use branchbook_db::Error;

use super::{NewPassword, dto::ResetPassword, set};
use crate::{
    access::Public,
    error::{ApiError, ApiResult, Code, Problem},
    features::identity::{
        one_time::{self, Kind},
        password_policy, sign_in,
        store::accounts,
    },
    http::{Body, Caller},
    jobs,
};

/// Set a new password
///
/// With the token of the link that was mailed. Every device of the account is signed out. Its address counts as confirmed: the mail
/// was read.
#[utoipa::path(
    post, path = "/api/v1/auth/password/reset", tag = "Sign-in", operation_id = "resetPassword", security(()),
    request_body = ResetPassword,
    responses(
        (status = NO_CONTENT, description = "Sign in with the new password"),
        (status = FORBIDDEN, body = Problem, description = "`account_inactive`"),
        (status = GONE, body = Problem, description = "`token_invalid`: not known, used, or over; ask for another"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
        (status = SERVICE_UNAVAILABLE, body = Problem, description = "`unavailable`: too many are signing in at once"),
    ),
)]
pub async fn reset(public: Public, caller: Caller, Body(body): Body<ResetPassword>) -> ApiResult<StatusCode> {
    let app = &public.app;
    let token = app.identity.one_time.parse(Kind::PasswordReset, &body.token.0);
    let token = token.ok_or_else(invalid)?;
    let read = public.db.read((token.clone(), app.clock.now()), |tx, (token, at)| {
        Box::pin(async move {
            let found = one_time::find(tx, token, *at).await?;
            match found.and_then(|found| found.user) {
                Some(user) => accounts::user(tx, user).await,
                None => Ok::<_, Error>(None),
            }
        })
    });
    // Before the hash is computed: it is dear.
    let user = read.await?.ok_or_else(invalid)?;
    if let Err(fault) = password_policy::check(&body.password.0, &user.email, &user.name) {
        return Err(ApiError::invalid_field("/password", fault));
    }
    let owner = sign_in::home(&public, user.id, &caller).await?;
    let hash = app.identity.passwords.hash(body.password.0, app.ids.secret()).await?;
    let new = NewPassword::new(app, user.id, user.email.clone(), hash, &caller, "password.reset");
    let at = new.at;
    let db = public.proven_tenant(owner);
    let done = db.write((token, new, user.email), |tx, (token, new, email)| {
        Box::pin(async move {
            one_time::claim(tx, token, new.at).await?.ok_or_else(invalid)?;
            accounts::verify_email(tx, new.user, email, new.at).await?;
            Ok::<_, ApiError>(set(tx, new).await?)
        })
    });
    app.identity.revocations.revoke_all(done.await?, at);
    jobs::wake(app);
    Ok(StatusCode::NO_CONTENT)
}

fn invalid() -> ApiError {
    let detail = "This link was used before, its time is over, or a newer one was sent. Ask for another one.";
    ApiError::new(Code::TokenInvalid, detail)
}
