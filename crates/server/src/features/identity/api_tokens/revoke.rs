//! `DELETE /api/v1/auth/tokens/{id}`

use axum::http::StatusCode;
use branchbook_domain::id::ApiTokenId;

use super::service;
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiResult, Problem},
    http::{Caller, Path},
};

/// Revoke a token of yours
///
/// It stops working within seconds, everywhere.
#[utoipa::path(
    delete, path = "/api/v1/auth/tokens/{id}", tag = "Tokens", operation_id = "revoke_token",
    params(("id" = uuid::Uuid, Path, description = "The token")),
    responses(
        (status = NO_CONTENT, description = "It is revoked"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: asked with a token"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`: you have no such token here"),
    ),
)]
pub async fn revoke(access: Access<OwnAccount>, caller: Caller, Path(id): Path<ApiTokenId>) -> ApiResult<StatusCode> {
    service::revoke(&access, access.actor.user, id, &caller).await?;
    Ok(StatusCode::NO_CONTENT)
}
