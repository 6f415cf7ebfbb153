//! Versions as entity tags (RFC 9110 §8.8.3, §13.1).

use std::{convert::Infallible, fmt::Write};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponseParts, ResponseParts},
};

use crate::error::{ApiError, Code};

/// The version of the thing that is answered, sent as `ETag: "<version>"`.
#[derive(Debug, Clone, Copy)]
pub struct ETag(pub i64);

impl ETag {
    /// Whether the caller said `If-None-Match` with this version, so that 304 says it all.
    #[must_use]
    pub fn is_known_to(self, headers: &HeaderMap) -> bool {
        is_known(&format!("\"{}\"", self.0), headers)
    }
}

/// The tag of a content, made of its hash.
#[must_use]
pub fn content_tag(hash: &[u8; 32]) -> String {
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in &hash[..16] {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

/// Whether the caller said `If-None-Match` with this tag, quotes and all.
#[must_use]
pub fn is_known(tag: &str, headers: &HeaderMap) -> bool {
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    known
        .split(',')
        .any(|known| known.trim().trim_start_matches("W/") == tag)
}

impl IntoResponseParts for ETag {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", self.0)) {
            parts.headers_mut().insert(header::ETAG, value);
        }
        Ok(parts)
    }
}

/// The version that the caller last read, from `If-Match: "<version>"`; none if absent or `*`.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Option<i64>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        let text = value.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let version = text.trim_start_matches("W/").trim_matches('"').parse();
        let wrong = || {
            ApiError::new(
                Code::InvalidRequest,
                "If-Match takes the version as it came in ETag, such as \"3\".",
            )
        };
        version.map(|version| Self(Some(version))).map_err(|_| wrong())
    }
}
