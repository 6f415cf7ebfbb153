//! Numbers for whoever keeps the server running.

use axum::{http::header, response::IntoResponse};

use crate::{
    access::Public,
    error::{ApiError, ApiResult},
};

/// What happens here, in numbers
///
/// For Prometheus, in the OpenMetrics text format. They tell nothing of anybody's data, but how much goes on; keep them from the
/// world at your proxy if you mind.
#[utoipa::path(get, path = "/metrics", tag = "Operations", responses(
    (status = OK, body = String, content_type = "application/openmetrics-text"),
), security(()))]
pub async fn metrics(public: Public) -> ApiResult<impl IntoResponse> {
    let text = public.app.metrics.render().map_err(ApiError::internal)?;
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, media_type)], text))
}
