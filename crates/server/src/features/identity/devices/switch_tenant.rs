//! `POST /api/v1/auth/switch-tenant`

use axum::{Json, http::HeaderMap, response::IntoResponse};
use axum_extra::extract::CookieJar;

use super::{dto::SwitchTenant, own_until};
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
/// Browsers send their cookie, programs their newest refresh token: the device goes there, and both of its tokens are replaced. Without
/// one the answer is an access token for the tenant, which ends when the one that was shown does, and nothing to refresh it with; the
/// device stays where it is.
#[utoipa::path(
    post, path = "/api/v1/auth/switch-tenant", tag = "Devices", operation_id = "switchTenant", request_body = SwitchTenant,
    responses(
        (status = OK, body = TokenPair, description = "With `client: \"web\"` the refresh token is in the cookie `bb_refresh` only"),
        (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`, `token_expired` or `token_revoked`; `invalid_refresh_token`: it is not this device's; `refresh_token_reused`: the device is signed out now"),
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
    let (family, expires_at) = own_until(&access.actor)?;
    let device = rotation::Moving {
        user: access.actor.user,
        family,
        tenant: body.tenant_id,
    };
    let public = Public::of(app);
    let (jar, tokens) = match shown {
        Some(text) => {
            let shown = app.identity.refresh_tokens.parse(&text);
            // Another device's token has no business here.
            let shown = shown.filter(|token| token.family() == device.family);
            let shown = shown.ok_or_else(rotation::invalid)?;
            let tokens = rotation::switch(&public, device, shown, caller).await?;
            hand_over(tokens, body.client, jar, app)
        }
        None => (jar, rotation::visit(&public, device, expires_at, caller).await?),
    };
    Ok((jar, NO_STORE, Json(tokens)))
}
