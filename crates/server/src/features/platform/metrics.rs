//! Numbers for whoever keeps the server running.

use axum::{extract::Request, http::header, response::IntoResponse};
use sha2::{Digest, Sha256};

use crate::{
    access::{Public, bearer},
    error::{ApiError, ApiResult, Code, Problem},
    http::is_local,
};

/// What happens here, in numbers
///
/// For Prometheus, in the OpenMetrics text format. They tell nothing of anybody's data, but how much goes on, so they are told to
/// callers on the server's own machine only; or, when the operator has set `metrics_token`, to whoever shows it as a bearer token.
#[utoipa::path(get, path = "/metrics", tag = "Operations", responses(
    (status = OK, body = String, content_type = "application/openmetrics-text"),
    (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`: there is a `metrics_token`, and this is not it"),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: there is none, and the caller is elsewhere"),
), security(()))]
pub async fn metrics(public: Public, request: Request) -> ApiResult<impl IntoResponse> {
    check(public.app.settings.http.metrics_token.as_deref(), &request)?;
    let text = public.app.metrics.render().map_err(ApiError::internal)?;
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, media_type)], text))
}

fn check(token: Option<&str>, request: &Request) -> ApiResult<()> {
    let Some(token) = token else {
        let detail = "Metrics are told on the server's own machine only. To read them elsewhere, set metrics_token.";
        let is_local = is_local(request.extensions(), request.headers());
        return is_local.then_some(()).ok_or_else(|| ApiError::forbidden(detail));
    };
    // Hashes, for how long it takes to compare them tells nothing of the token.
    let is_shown = bearer(request.headers()).is_some_and(|shown| Sha256::digest(shown) == Sha256::digest(token));
    let detail = "Show the metrics_token of this server's settings: 'Authorization: Bearer …'.";
    is_shown
        .then_some(())
        .ok_or_else(|| ApiError::new(Code::Unauthenticated, detail))
}
