//! An answer as it is kept.

use axum::{
    body::{self, Body},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde_json::{Map, Value};

use crate::error::{ApiError, ApiResult};

/// The headers that belong to an answer. The others belong to the moment, and the layers set them anew.
const KEPT: [HeaderName; 4] = [
    header::CONTENT_TYPE,
    header::CONTENT_DISPOSITION,
    header::LOCATION,
    header::ETAG,
];

/// Status, headers and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// A JSON object.
    pub(super) headers: String,
    pub(super) body: Bytes,
}

impl Answer {
    /// Takes a response apart.
    pub(super) async fn of(response: Response) -> ApiResult<Self> {
        let (parts, body) = response.into_parts();
        let headers: Map<String, Value> = KEPT
            .iter()
            .filter_map(|name| Some((name.to_string(), parts.headers.get(name)?.to_str().ok()?.into())))
            .collect();
        Ok(Self {
            status: parts.status.as_u16(),
            headers: Value::from(headers).to_string(),
            body: body::to_bytes(body, usize::MAX).await.map_err(ApiError::internal)?,
        })
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let headers: Map<String, Value> = serde_json::from_str(&self.headers).unwrap_or_default();
        for (name, value) in headers {
            let value = value.as_str().and_then(|value| HeaderValue::from_str(value).ok());
            if let (Ok(name), Some(value)) = (HeaderName::try_from(name), value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_comes_back_as_it_was_kept() {
        let headers = [
            (header::LOCATION, "/api/v1/trees/1"),
            (header::ETAG, "\"1\""),
            (header::VARY, "origin"),
        ];
        let response = (StatusCode::CREATED, headers, axum::Json(1)).into_response();
        let kept = Answer::of(response).await.unwrap();
        let again = kept.clone().into_response();
        assert_eq!(again.status(), StatusCode::CREATED);
        assert_eq!(again.headers()[header::LOCATION], "/api/v1/trees/1");
        assert_eq!(again.headers()[header::CONTENT_TYPE], "application/json");
        assert!(!again.headers().contains_key(header::VARY));
        assert_eq!(Answer::of(again).await.unwrap(), kept);
    }
}
