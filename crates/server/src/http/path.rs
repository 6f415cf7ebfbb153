//! Path and query parameters, with our errors instead of the framework's.

use axum::{
    extract::{FromRequestParts, rejection::PathRejection},
    http::request::Parts,
};
use axum_extra::extract::QueryRejection;
use serde::de::DeserializeOwned;

use crate::error::{ApiError, Code};

/// The parameters in the path. One that cannot be (an id that is no UUID) names nothing: 404.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(ApiError))]
pub struct Path<T>(pub T);

/// The parameters after the `?`. Unknown ones are ignored, wrong ones are told; one that is a list is given several times.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(ApiError::new(
                Code::InvalidRequest,
                "A query parameter has the character U+0000.",
            ));
        }
        let axum_extra::extract::Query(query) = axum_extra::extract::Query::from_request_parts(parts, state).await?;
        Ok(Self(query))
    }
}

impl From<PathRejection> for ApiError {
    fn from(_: PathRejection) -> Self {
        Self::new(Code::NotFound, "There is nothing at this address. Ids are UUIDs.")
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        let text = rejection.body_text();
        let cause = text
            .rsplit_once("Failed to deserialize query string: ")
            .map_or(text.as_str(), |(_, cause)| cause);
        Self::new(Code::InvalidRequest, format!("A query parameter is wrong: {cause}."))
    }
}
