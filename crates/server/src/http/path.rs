//! Path and query parameters, with our errors instead of the framework's.

use axum::extract::{
    FromRequestParts,
    rejection::{PathRejection, QueryRejection},
};

use crate::error::{ApiError, Code};

/// The parameters in the path. One that cannot be (an id that is no UUID) names nothing: 404.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(ApiError))]
pub struct Path<T>(pub T);

/// The parameters after the `?`. Unknown ones are ignored, wrong ones are told.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(ApiError))]
pub struct Query<T>(pub T);

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
