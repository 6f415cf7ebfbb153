//! `DELETE /sessions/{id}`

use axum::http::StatusCode;
use branchbook_domain::id::SessionId;

use super::service;
use crate::{
    access::{Access, permissions::RunSessions},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Caller, Path},
};

/// Delete a session
///
/// For good, with all its events. Who started it may, until it is completed; admins always.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", tag = "Sessions", operation_id = "delete_session",
    params(("id" = uuid::Uuid, Path, description = "The session")), responses(
    (status = NO_CONTENT, description = "It is deleted"),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn delete(access: Access<RunSessions>, caller: Caller, Path(id): Path<SessionId>) -> ApiResult<StatusCode> {
    let deed = Deed::new(&access, &caller);
    access
        .db
        .write(deed, move |tx, deed| Box::pin(service::delete(tx, deed, id)))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
