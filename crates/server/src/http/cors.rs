//! Other sites' pages may call the API only if the operator lists them. They bring a token; cookies are never taken from
//! them.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::CorsLayer;

use super::request_id;
use crate::app::PublicUrl;

/// The layer; none when no site is listed.
pub fn layer(origins: &[PublicUrl]) -> Option<CorsLayer> {
    let origins: Vec<_> = origins
        .iter()
        .filter_map(|origin| HeaderValue::from_str(origin.origin()).ok())
        .collect();
    let name = HeaderName::from_static;
    let taken = [
        header::AUTHORIZATION,
        header::CONTENT_TYPE,
        header::IF_MATCH,
        header::IF_NONE_MATCH,
        name("idempotency-key"),
        request_id::HEADER,
    ];
    let shown = [
        header::ETAG,
        header::LOCATION,
        header::RETRY_AFTER,
        name("idempotency-replayed"),
        name("ratelimit-limit"),
        name("ratelimit-remaining"),
        name("ratelimit-reset"),
        request_id::HEADER,
    ];
    (!origins.is_empty()).then(|| {
        CorsLayer::new()
            .allow_origin(origins)
            .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
            .allow_headers(taken)
            .expose_headers(shown)
            .max_age(Duration::from_secs(3600))
    })
}
