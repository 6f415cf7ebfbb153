//! `DELETE /api/v1/settings/{key}`

use axum::http::StatusCode;

use super::{dto::check_key, store};
use crate::{
    access::{Access, permissions::SignedIn},
    error::{ApiError, ApiResult, Problem},
    http::Path,
};

/// Forget a preference
#[utoipa::path(
    delete, path = "/api/v1/settings/{key}", tag = "Preferences", operation_id = "delete_setting",
    params(("key" = String, Path, description = "Its key")),
    responses(
        (status = NO_CONTENT, description = "It is forgotten"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    ),
)]
pub async fn delete(access: Access<SignedIn>, Path(key): Path<String>) -> ApiResult<StatusCode> {
    check_key(&key)?;
    let deleted = access.db.write((access.actor.user, key), |tx, (user, key)| {
        Box::pin(store::delete(tx, *user, key))
    });
    match deleted.await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ApiError::not_found("preference")),
    }
}
