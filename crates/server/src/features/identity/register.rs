//! `POST /api/v1/auth/register`

use axum::{
    Json,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;

use super::{
    api_tokens::service::NO_STORE,
    cookie,
    dto::{Client, Register, Registered},
    login::hand_over,
    registration::{self, Outcome},
    verification::CheckMail,
};
use crate::{
    access::Public,
    error::{ApiResult, Problem},
    http::{Body, Caller},
};

/// Create an account
///
/// Makes a user and the user's own tenant, in which the user is admin, and signs the user in.
///
/// Where addresses have to be confirmed first (`GET /setup` tells), the answer is always 202: a mail goes to the address, with a link to
/// `POST /auth/email/verify`, or says that there is an account already.
#[utoipa::path(
    post, path = "/api/v1/auth/register", tag = "Sign-in", operation_id = "register", security(()),
    request_body = Register,
    responses(
        (status = CREATED, body = Registered, description = "The account, signed in. With `client: \"web\"` the refresh token is in the cookie `bb_refresh` only"),
        (status = ACCEPTED, body = CheckMail, description = "A mail says how to go on"),
        (status = FORBIDDEN, body = Problem, description = "`invite_required`; `invite_for_another`; `plan_limit_reached`, with `limit` and `current`; `forbidden`: asked by a page of another site"),
        (status = GONE, body = Problem, description = "`invite_invalid`"),
        (status = CONFLICT, body = Problem, description = "`email_taken`"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
        (status = SERVICE_UNAVAILABLE, body = Problem, description = "`unavailable`: too many are signing in at once"),
    ),
)]
pub async fn register(
    public: Public,
    caller: Caller,
    headers: HeaderMap,
    jar: CookieJar,
    Body(new): Body<Register>,
) -> ApiResult<Response> {
    let client = new.client;
    if client.is_some() {
        cookie::refuse_other_sites(&headers, &public.app.settings.public_url)?;
    }
    let (user, tenant, tokens) = match registration::register(&public, new, caller).await? {
        Outcome::SignedIn(account) => *account,
        Outcome::CheckMail => return Ok((StatusCode::ACCEPTED, Json(CheckMail::new())).into_response()),
    };
    let jar = match client {
        Some(Client::Web) => cookie::know(jar, user.id, &public.app),
        None => jar,
    };
    let (jar, tokens) = hand_over(tokens, client, jar, &public.app);
    let registered = Json(Registered { user, tenant, tokens });
    Ok((StatusCode::CREATED, jar, NO_STORE, registered).into_response())
}
