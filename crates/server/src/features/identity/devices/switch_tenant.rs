//! `POST /api/v1/auth/switch-tenant`

use axum::{Json, http::HeaderMap, response::IntoResponse};
use axum_extra::extract::CookieJar;

use super::{dto::SwitchTenant, own};
use crate::{
    access::{Access, Public, permissions::OwnAccount},
    error::{ApiResult, Problem},
    features::identity::{
        api_tokens::service::NO_STORE,
        cookie,
        dto::{Client, TokenPair},
        login::hand_over,
        rotation,
    },
    http::{Body, Caller},
};

/// Go to another of my tenants
///
/// The device stays the same and both of its tokens are replaced. Browsers send their cookie, programs their newest refresh token.
#[utoipa::path(
    post, path = "/api/v1/auth/switch-tenant", tag = "Devices", operation_id = "switchTenant", request_body = SwitchTenant,
    responses(
        (status = OK, body = TokenPair, description = "With `client: \"web\"` the refresh token is in the cookie `bb_refresh` only"),
        (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`, `token_expired` or `token_revoked`; `refresh_token_reused`: the device is signed out now"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: a program's token cannot do this, or asked by a page of another site; `email_unverified`: the tenant wants the caller's address confirmed"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`: no active tenant of the caller's"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn switch_tenant(
    access: Access<OwnAccount>,
    caller: Caller,
    headers: HeaderMap,
    jar: CookieJar,
    Body(body): Body<SwitchTenant>,
) -> ApiResult<impl IntoResponse> {
    let app = &access.app;
    let shown = match body.client {
        Some(Client::Web) => {
            cookie::refuse_other_sites(&headers, &app.settings.public_url)?;
            cookie::read(&jar, &app.settings).map(str::to_owned)
        }
        None => body.refresh_token.map(|token| token.0),
    };
    let family = own(&access.actor)?;
    let shown = shown.and_then(|text| app.identity.refresh_tokens.parse(&text));
    // Another device's token has no business here.
    let shown = shown.filter(|token| token.family() == family);
    let device = rotation::Moving {
        user: access.actor.user,
        family,
        tenant: body.tenant_id,
        shown,
    };
    let tokens = rotation::switch(&Public::of(app), device, caller).await?;
    let (jar, tokens) = hand_over(tokens, body.client, jar, app);
    Ok((jar, NO_STORE, Json(tokens)))
}
