//! `POST /sessions/{id}/reopen`

use axum::Json;
use branchbook_domain::{id::SessionId, run::EventKind};

use super::{
    dto::Session,
    present,
    service::{self, NewEvent},
};
use crate::{
    access::{Access, permissions::RunSessions},
    error::{ApiResult, Problem},
    http::Path,
};

/// Reopen a completed session
///
/// Takes outcome and end away; what was written about them stays for the next completion. The same as the event `reopened`.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/reopen", tag = "Sessions", operation_id = "reopen_session",
    params(("id" = uuid::Uuid, Path, description = "The session")), responses(
    (status = OK, body = Session),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: somebody else carries it on"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`invalid_step`: it is open"),
))]
pub async fn reopen(access: Access<RunSessions>, Path(id): Path<SessionId>) -> ApiResult<Json<Session>> {
    let event = NewEvent {
        kind: EventKind::Reopened,
        expected_seq: None,
        seconds: 0,
    };
    let found = service::record(&access, id, event).await?;
    present::session(&access, found).await.map(Json)
}
