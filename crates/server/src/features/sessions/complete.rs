//! `POST /sessions/{id}/complete`

use axum::Json;
use branchbook_domain::{id::SessionId, run::EventKind};

use super::{
    dto::{CompleteSession, Session},
    present,
    service::{self, NewEvent},
};
use crate::{
    access::{Access, permissions::RunSessions},
    error::{ApiResult, Problem},
    http::{Body, Path},
};

/// Complete a session
///
/// Possible at any time: an escalation does not wait for the end of the flow. The same as the event `completed`.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/complete", tag = "Sessions", operation_id = "complete_session",
    request_body = CompleteSession, params(("id" = uuid::Uuid, Path, description = "The session")), responses(
    (status = OK, body = Session),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: somebody else carries it on"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`session_completed`, `sequence_conflict`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`; `invalid_value`: a text that is too long"),
))]
pub async fn complete(
    access: Access<RunSessions>,
    Path(id): Path<SessionId>,
    Body(body): Body<CompleteSession>,
) -> ApiResult<Json<Session>> {
    let event = NewEvent {
        kind: EventKind::Completed {
            outcome: body.outcome,
            outcome_notes: body.outcome_notes,
            next_steps: body.next_steps,
        },
        expected_seq: body.expected_seq,
        seconds: body.seconds,
    };
    let found = service::record(&access, id, event).await?;
    present::session(&access, found).await.map(Json)
}
