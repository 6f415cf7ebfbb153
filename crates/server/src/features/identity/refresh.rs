//! `POST /api/v1/auth/refresh`

use axum::{Json, http::HeaderMap, response::IntoResponse};
use axum_extra::extract::CookieJar;

use super::{
    api_tokens::service::NO_STORE,
    cookie,
    dto::{Client, Refresh, TokenPair},
    login::hand_over,
    rotation,
};
use crate::{
    access::Public,
    error::{ApiError, ApiResult, Code, Problem},
    http::{Body, Caller},
};

/// Exchange a refresh token for a new pair
///
/// Programs send `refresh_token`; browsers send no body, and get the next token as they sent this one: in the cookie.
///
/// A refresh token is good for one exchange. Within 20 seconds the token exchanged last gets the same successor again, so that a
/// lost answer can be asked for once more. Showing it later, or showing an older one, signs the device out.
#[utoipa::path(
    post, path = "/api/v1/auth/refresh", tag = "Sign-in", operation_id = "refresh", security(()),
    request_body = Option<Refresh>,
    responses(
        (status = OK, body = TokenPair, description = "In answer to the cookie, the refresh token is in the cookie only"),
        (status = UNAUTHORIZED, body = Problem, description = "`invalid_refresh_token`; `token_revoked`: the device was signed out; `refresh_token_reused`: the device is signed out now"),
        (status = FORBIDDEN, body = Problem, description = "`account_inactive`, or `forbidden`: asked by a page of another site"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn refresh(
    public: Public,
    caller: Caller,
    headers: HeaderMap,
    jar: CookieJar,
    body: Option<Body<Refresh>>,
) -> ApiResult<impl IntoResponse> {
    let sent = body.and_then(|Body(body)| body.refresh_token);
    let (token, client) = match (&sent, cookie::read(&jar, &public.app.settings)) {
        (Some(token), _) => (token.0.clone(), None),
        (None, Some(token)) => {
            cookie::refuse_other_sites(&headers, &public.app.settings.public_url)?;
            (token.to_owned(), Some(Client::Web))
        }
        (None, None) => {
            let detail = "Sign in first, or send the refresh token in the body.";
            return Err(ApiError::new(Code::InvalidRefreshToken, detail));
        }
    };
    let tokens = rotation::refresh(&public, &token, caller).await?;
    let (jar, tokens) = hand_over(tokens, client, jar, &public.app);
    Ok((jar, NO_STORE, Json(tokens)))
}
