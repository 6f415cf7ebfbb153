//! Headers that tell browsers to be careful, on every answer.

use std::sync::Arc;

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

/// For answers that are no page: nothing in them is ever run, shown or framed.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// For the app: everything comes from this server, and nothing is inline.
pub const APP: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// For the two pages of the API reference, whose libraries write styles inline, draw with data: and blob: images and
/// search in a worker.
pub const API_REFERENCE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; \
     connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The headers, decided once at start.
#[derive(Debug, Clone)]
pub struct SecurityHeaders {
    /// Shared: services are cloned for each request.
    always: Arc<[(HeaderName, HeaderValue)]>,
}

impl SecurityHeaders {
    /// `https`: people reach the server over TLS. `cors`: pages of other sites may read answers.
    #[must_use]
    pub fn new(https: bool, cors: bool) -> Self {
        let value = HeaderValue::from_static;
        let mut always = vec![
            (header::X_CONTENT_TYPE_OPTIONS, value("nosniff")),
            (header::REFERRER_POLICY, value("no-referrer")),
            (header::X_FRAME_OPTIONS, value("DENY")),
            (OPENER_POLICY, value("same-origin")),
            (
                RESOURCE_POLICY,
                value(if cors { "cross-origin" } else { "same-origin" }),
            ),
            (
                PERMISSIONS_POLICY,
                value("camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ),
        ];
        if https {
            always.push((header::STRICT_TRANSPORT_SECURITY, value("max-age=31536000")));
        }
        Self { always: always.into() }
    }

    /// Adds those that the answer does not bring itself: pages have their own Content-Security-Policy.
    pub fn add<B>(&self, mut response: Response<B>) -> Response<B> {
        let headers = response.headers_mut();
        headers.reserve(self.always.len() + 3);
        for (name, value) in self.always.iter() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(NO_PAGE);
        // A version that was read may be asked for again with its tag, by the same caller; all else is not kept.
        if headers.contains_key(header::ETAG) {
            let cache = HeaderValue::from_static("private, no-cache");
            headers.entry(header::CACHE_CONTROL).or_insert(cache);
        } else {
            headers
                .entry(header::CACHE_CONTROL)
                .or_insert(HeaderValue::from_static("no-store"));
        }
        response
    }
}
