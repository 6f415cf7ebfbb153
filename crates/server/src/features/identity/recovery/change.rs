//! `POST /api/v1/auth/password/change`

use axum::http::StatusCode;
use branchbook_db::Error;

use super::{NewPassword, dto::ChangePassword, set};
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiError, ApiResult, Code, FieldError, Problem},
    features::identity::{
        devices, password::Verdict, password_policy, service::inactive, store::accounts, tries::Origin,
    },
    http::{Body, Caller},
    jobs,
};

/// Change my password
///
/// Every other device of the caller's is signed out.
#[utoipa::path(
    post, path = "/api/v1/auth/password/change", tag = "Sign-in", operation_id = "changePassword", request_body = ChangePassword,
    responses(
        (status = NO_CONTENT, description = "The password is changed"),
        (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`, `token_expired` or `token_revoked`"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: a program's token cannot do this"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_value`: the current password is wrong; `invalid_body`"),
        (status = TOO_MANY_REQUESTS, body = Problem, description = "`rate_limited`: too many wrong passwords; `Retry-After` says for how long"),
        (status = SERVICE_UNAVAILABLE, body = Problem, description = "`unavailable`: too many are signing in at once"),
    ),
)]
pub async fn change(
    access: Access<OwnAccount>,
    caller: Caller,
    Body(body): Body<ChangePassword>,
) -> ApiResult<StatusCode> {
    let app = &access.app;
    let stays = devices::own(&access.actor)?;
    let db = access.global();
    let read = db.read(access.actor.user, |tx, user| {
        Box::pin(async move {
            let user = accounts::user(tx, *user).await?;
            match user {
                Some(user) => Ok::<_, Error>(accounts::account(tx, &user.email).await?.map(|account| (user, account))),
                None => Ok(None),
            }
        })
    });
    let (user, account) = read.await?.ok_or_else(inactive)?;
    if let Err(fault) = password_policy::check(&body.new_password.0, &user.email, &user.name) {
        return Err(ApiError::invalid_field("/new_password", fault));
    }
    // A stolen access token is not enough to find the password out; and who guesses elsewhere keeps nobody from changing theirs.
    let place = (user.email.clone(), Origin::Device(stays));
    let attempt = app.identity.tries.begin(app, &place)?;
    let passwords = &app.identity.passwords;
    if passwords.verify(body.current_password.0, account.password_hash).await? == Verdict::Wrong {
        let message = "This is not your password.";
        let wrong = vec![FieldError::new("/current_password", message)];
        return Err(ApiError::new(Code::InvalidValue, message).with_errors(wrong));
    }
    attempt.was_right();
    let hash = passwords.hash(body.new_password.0, app.ids.secret()).await?;
    let new = NewPassword {
        stays: Some(stays),
        ..NewPassword::new(app, user.id, user.email, hash, &caller, "password.changed")
    };
    let at = new.at;
    let ended = access.db.write(new, |tx, new| Box::pin(set(tx, new))).await?;
    app.identity.revocations.revoke_all(ended, at);
    jobs::wake(app);
    Ok(StatusCode::NO_CONTENT)
}
