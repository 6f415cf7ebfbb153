//! `DELETE /api/v1/account/agents/{id}`

use axum::http::StatusCode;
use branchbook_domain::id::UserId;

use super::service;
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Caller, Path},
};

/// Remove an agent
///
/// Its tokens stop working within seconds. What it did stays attributed to it.
#[utoipa::path(
    delete, path = "/api/v1/account/agents/{id}", tag = "Agents", operation_id = "remove_agent",
    params(("id" = uuid::Uuid, Path, description = "The agent")),
    responses(
        (status = NO_CONTENT, description = "It is removed"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    ),
)]
pub async fn remove(access: Access<ManageTenant>, caller: Caller, Path(id): Path<UserId>) -> ApiResult<StatusCode> {
    let input = (Deed::new(&access, &caller), id);
    let removed = access
        .db
        .write(input, |tx, (deed, id)| Box::pin(service::remove(tx, deed, *id)));
    removed.await?.tell(&access.app);
    Ok(StatusCode::NO_CONTENT)
}
