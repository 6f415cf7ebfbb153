//! What is not in the route table.

use axum::http::{Method, Uri};

use crate::error::{ApiError, Code};

/// A path of the API that leads nowhere.
pub async fn not_found() -> ApiError {
    ApiError::new(
        Code::NotFound,
        "There is nothing at this path. /api/docs lists what there is.",
    )
}

/// A path that is offered, but not with this method; `Allow` says with which.
pub async fn method_not_allowed(method: Method, uri: Uri) -> ApiError {
    let detail = format!(
        "{} cannot be used on {}; the header Allow says what can.",
        method,
        uri.path()
    );
    ApiError::new(Code::MethodNotAllowed, detail)
}
