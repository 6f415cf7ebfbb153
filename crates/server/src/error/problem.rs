//! The problem document on the wire.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{ApiError, Inner};

/// An RFC 9457 problem document.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Always `/docs/errors#<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// One line, the same for every occurrence of the code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do about it.
    pub detail: String,
    /// Stable and snake_case; listed in docs/errors.md.
    pub code: String,
    /// The id under which the server's log has this request. Set by the request-id layer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request_id: String,
    /// Every wrong field of the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Members of the code, such as `current_version`.
    #[serde(flatten)]
    pub members: Map<String, Value>,
}

/// One wrong place in a request's body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// Where: an RFC 6901 JSON pointer into the body.
    pub pointer: String,
    /// What is wrong and what would be right.
    pub message: String,
    /// The finding's code, for faults of a flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The node at fault, for faults of a flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node_id: Option<String>,
}

impl FieldError {
    /// A fault at this place.
    #[must_use]
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
            code: None,
            node_id: None,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Inner {
            code,
            detail,
            errors,
            members,
            cause,
        } = *self.0;
        let status = code.status();
        if let Some(cause) = &cause {
            tracing::error!(code = code.as_str(), cause = chain(cause.as_ref()), "request failed");
        }
        let wait = members.get("retry_after").and_then(Value::as_u64);
        let problem = Problem {
            kind: format!("/docs/errors#{}", code.as_str()),
            title: code.title().to_owned(),
            status: status.as_u16(),
            detail,
            code: code.as_str().to_owned(),
            request_id: crate::http::request_id::current(),
            errors,
            members,
        };
        let mut response = (status, axum::Json(problem)).into_response();
        let media_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, media_type);
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// The error and everything behind it, outermost first.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
