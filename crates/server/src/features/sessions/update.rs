//! `PUT /sessions/{id}`

use axum::Json;
use branchbook_domain::id::SessionId;

use super::{
    dto::{Session, UpdateSession},
    present, service,
};
use crate::{
    access::{Access, permissions::RunSessions},
    error::{ApiResult, Problem},
    http::{Body, Path},
};

/// Change what is noted about a session
///
/// Ticket and client, at any time, and a note and variables while it runs: each that is new becomes an event.
#[utoipa::path(put, path = "/api/v1/sessions/{id}", tag = "Sessions", operation_id = "update_session", request_body = UpdateSession,
    params(("id" = uuid::Uuid, Path, description = "The session")), responses(
    (status = OK, body = Session),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: somebody else carries it on"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`session_completed`: a note and new values need it reopened"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`; `invalid_value`: the note is too long or blank, or a value does not fit its variable, or is secret"),
))]
pub async fn update(
    access: Access<RunSessions>,
    Path(id): Path<SessionId>,
    Body(body): Body<UpdateSession>,
) -> ApiResult<Json<Session>> {
    let found = service::update(&access, id, body).await?;
    present::session(&access, found).await.map(Json)
}
