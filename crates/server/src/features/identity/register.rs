//! `POST /api/v1/auth/register`

use axum::{
    Json,
    http::{HeaderMap, StatusCode},
};
use axum_extra::extract::CookieJar;

use super::{
    cookie,
    dto::{Register, Registered},
    login::hand_over,
    registration,
};
use crate::{
    access::Public,
    error::{ApiResult, Problem},
    http::{Body, Caller},
};

/// Create an account
///
/// Makes a user and the user's own tenant, in which the user is admin, and signs the user in.
#[utoipa::path(
    post, path = "/api/v1/auth/register", tag = "Sign-in", operation_id = "register", security(()),
    request_body = Register,
    responses(
        (status = CREATED, body = Registered, description = "The account, signed in. With `client: \"web\"` the refresh token is in the cookie `bb_refresh` only"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: asked by a page of another site"),
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
) -> ApiResult<(StatusCode, CookieJar, Json<Registered>)> {
    let client = new.client;
    if client.is_some() {
        cookie::refuse_other_sites(&headers, &public.app.settings.public_url)?;
    }
    let (user, tenant, tokens) = registration::register(&public, new, caller).await?;
    let (jar, tokens) = hand_over(tokens, client, jar, &public.app);
    Ok((StatusCode::CREATED, jar, Json(Registered { user, tenant, tokens })))
}
