//! `POST /api/v1/auth/logout`

use axum::http::{HeaderMap, StatusCode};
use axum_extra::extract::CookieJar;

use super::{cookie, dto::Refresh, rotation};
use crate::{
    access::{Public, bearer},
    error::{ApiResult, Problem},
    http::{Body, Caller},
};

/// Sign this device out
///
/// Ends the family of tokens that the refresh token (in the body, or a browser's cookie) or the access token belongs to. The
/// access tokens of the family stop working within seconds, everywhere. Signing out twice, or without any token, is no
/// error.
#[utoipa::path(
    post, path = "/api/v1/auth/logout", tag = "Sign-in", operation_id = "logout", security((), ("bearer" = [])),
    request_body = Option<Refresh>,
    responses(
        (status = NO_CONTENT, description = "The device is signed out"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: asked by a page of another site"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn logout(
    public: Public,
    caller: Caller,
    headers: HeaderMap,
    jar: CookieJar,
    body: Option<Body<Refresh>>,
) -> ApiResult<(StatusCode, CookieJar)> {
    let app = &public.app;
    let kept = cookie::read(&jar, &app.settings);
    if kept.is_some() {
        cookie::refuse_other_sites(&headers, &app.settings.public_url)?;
    }
    let sent = body.as_ref().and_then(|Body(body)| body.refresh_token.as_ref());
    let refresh_tokens = [sent.map(|token| token.0.as_str()), kept];
    let mut families: Vec<_> = refresh_tokens
        .into_iter()
        .flatten()
        .filter_map(|token| app.identity.refresh_tokens.parse(token))
        .map(|token| token.family())
        .collect();
    if let Some(token) = bearer(&headers) {
        // An expired token still says which device this is.
        families.extend(
            app.identity
                .access_tokens
                .verify(token)
                .map(|claims| claims.device().family),
        );
    }
    families.sort_unstable();
    families.dedup();
    for family in families {
        rotation::end(&public, family, &caller).await?;
    }
    Ok((StatusCode::NO_CONTENT, cookie::forget(jar, &app.settings)))
}
