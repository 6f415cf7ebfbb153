//! `POST /platform/users/{id}/deactivate` and `/activate`

use axum::http::StatusCode;
use branchbook_domain::id::UserId;

use super::{operator::Operator, service};
use crate::{
    error::{ApiResult, Problem},
    http::Path,
};

/// Deactivate a user
///
/// They cannot sign in anywhere any more, and all their devices and tokens end within seconds. For operators; others find nothing here.
#[utoipa::path(post, path = "/api/v1/platform/users/{id}/deactivate", tag = "Platform", operation_id = "deactivate_user",
    params(("id" = uuid::Uuid, Path, description = "The user")), responses(
    (status = NO_CONTENT, description = "The user is not active"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: there is no such user, or you are no operator"),
    (status = CONFLICT, body = Problem, description = "`conflict`: it is yourself or the service account"),
))]
pub async fn deactivate(operator: Operator, Path(user): Path<UserId>) -> ApiResult<StatusCode> {
    service::set_user_active(&operator.app, &operator.by, user, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Activate a user
///
/// They can sign in again. For operators; others find nothing here.
#[utoipa::path(post, path = "/api/v1/platform/users/{id}/activate", tag = "Platform", operation_id = "activate_user",
    params(("id" = uuid::Uuid, Path, description = "The user")), responses(
    (status = NO_CONTENT, description = "The user is active"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: there is no such user, or you are no operator"),
    (status = CONFLICT, body = Problem, description = "`conflict`: it is yourself or the service account"),
))]
pub async fn activate(operator: Operator, Path(user): Path<UserId>) -> ApiResult<StatusCode> {
    service::set_user_active(&operator.app, &operator.by, user, true).await?;
    Ok(StatusCode::NO_CONTENT)
}
