//! Versions as entity tags (RFC 9110 §8.8.3, §13.1).

use std::{convert::Infallible, fmt::Write};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponseParts, ResponseParts},
};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{ApiError, Code};

/// The version of the thing that is answered, sent as `ETag: "<version>"`.
#[derive(Debug, Clone, Copy)]
pub struct ETag(pub i64);

/// The tag of a content, made of its hash.
#[must_use]
pub fn content_tag(hash: &[u8; 32]) -> String {
    format!("\"{}\"", hex(&hash[..16]))
}

/// The tag of a thing of which more changes than its versions say, such as whether it is published: `"<version>.<hash of the
/// rest>"`. [`IfMatch`] takes it for the version.
#[must_use]
pub fn state_tag(version: i64, rest: &impl Serialize) -> String {
    let hash = Sha256::digest(serde_json::to_vec(rest).unwrap_or_default());
    format!("\"{version}.{}\"", hex(&hash[..8]))
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
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
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
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

/// The version that the caller last read, from `If-Match: "<version>"`; none if absent or `*`. A weak tag counts too: it is what
/// proxies make of ours when they compress.
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
        let tag = text.trim_start_matches("W/").trim_matches('"');
        let version = tag.split_once('.').map_or(tag, |(version, _)| version).parse();
        let wrong = || {
            ApiError::new(
                Code::InvalidRequest,
                "If-Match takes the version as it came in ETag, such as \"3\".",
            )
        };
        version.map(|version| Self(Some(version))).map_err(|_| wrong())
    }
}
