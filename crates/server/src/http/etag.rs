//! Versions as entity tags (RFC 9110 §8.8.3, §13.1).

use std::{
    convert::Infallible,
    fmt::{self, Display, Write},
    num::ParseIntError,
    str::FromStr,
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponseParts, ResponseParts},
};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{ApiError, Code};

/// What is answered, sent as `ETag: "<version>"`; or `"<version>-<changes>"` when something beside the version was changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ETag {
    /// Counts the versions.
    pub version: i64,
    /// Counts what was changed since that version was made, without making a new one.
    pub changes: i64,
}

impl Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.changes {
            0 => write!(f, "\"{}\"", self.version),
            changes => write!(f, "\"{}-{changes}\"", self.version),
        }
    }
}

impl FromStr for ETag {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        let text = text.trim_start_matches("W/").trim_matches('"');
        let counts = text.split_once('.').map_or(text, |(counts, _)| counts);
        let (version, changes) = counts.split_once('-').unwrap_or((counts, "0"));
        Ok(Self {
            version: version.parse()?,
            changes: changes.parse()?,
        })
    }
}

/// The tag of a content, made of its hash.
#[must_use]
pub fn content_tag(hash: &[u8; 32]) -> String {
    format!("\"{}\"", hex(&hash[..16]))
}

/// The tag of a thing of which more changes than its [`ETag`] counts, such as whether it is published: the tag, then `.<hash of the
/// rest>`. [`IfMatch`] takes it for the tag.
#[must_use]
pub fn state_tag(tag: ETag, rest: &impl Serialize) -> String {
    let hash = Sha256::digest(serde_json::to_vec(rest).unwrap_or_default());
    let tag = tag.to_string();
    format!("{}.{}\"", tag.trim_end_matches('"'), hex(&hash[..8]))
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
        if let Ok(value) = HeaderValue::from_str(&self.to_string()) {
            parts.headers_mut().insert(header::ETAG, value);
        }
        Ok(parts)
    }
}

/// What the caller last read, from `If-Match: "<version>"`; none if absent or `*`. A weak tag counts too: it is what proxies make
/// of ours when they compress.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Option<ETag>);

impl IfMatch {
    /// The version that was read.
    #[must_use]
    pub fn version(self) -> Option<i64> {
        self.0.map(|tag| tag.version)
    }
}

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
        let wrong = || {
            ApiError::new(
                Code::InvalidRequest,
                "If-Match takes the version as it came in ETag, such as \"3\".",
            )
        };
        text.parse().map(|tag| Self(Some(tag))).map_err(|_| wrong())
    }
}
