//! Form bodies, as RFC 6749 wants them for sign-in.

use axum::{
    extract::{FromRequest, Request, rejection::FormRejection},
    response::IntoResponse,
};
use serde::de::DeserializeOwned;

use crate::error::{ApiError, Code};

/// An `application/x-www-form-urlencoded` body that was read.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let form = axum::Form::<T>::from_request(request, state).await;
        form.map(|axum::Form(form)| Self(form)).map_err(refusal)
    }
}

fn refusal(rejection: FormRejection) -> ApiError {
    match rejection {
        FormRejection::InvalidFormContentType(_) => ApiError::new(
            Code::UnsupportedMediaType,
            "Send the body as 'Content-Type: application/x-www-form-urlencoded'.",
        ),
        FormRejection::FailedToDeserializeForm(error) => unfit(&error.body_text()),
        FormRejection::FailedToDeserializeFormBody(error) => unfit(&error.body_text()),
        FormRejection::BytesRejection(error) => super::body::unreadable(error),
        other => {
            tracing::debug!(status = %other.into_response().status(), "a form that cannot be read");
            ApiError::new(Code::InvalidRequest, "The body cannot be read.")
        }
    }
}

/// A form that can be read but lacks a field; the text says which at its end.
fn unfit(text: &str) -> ApiError {
    ApiError::invalid_field("", text.rsplit(": ").next().unwrap_or_default())
}
