//! `POST /sessions/{id}/events`

use axum::Json;
use branchbook_domain::id::SessionId;

use super::{
    dto::{RecordEvent, Session},
    present,
    service::{self, NewEvent},
};
use crate::{
    access::{Access, permissions::RunSessions},
    error::{ApiResult, Problem},
    http::{Body, Path},
};

/// Record an event
///
/// The server takes no step that the flow does not offer. Send `expected_seq`, the `seq` you last saw: a retry is then recorded
/// once, and when others were faster you are told. The answer is the session after the event.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/events", tag = "Sessions", operation_id = "record_event",
    request_body = RecordEvent, params(("id" = uuid::Uuid, Path, description = "The session")), responses(
    (status = OK, body = Session),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: somebody else carries it on"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`invalid_step`, `variables_missing`, `session_completed`, `session_limit_reached`: \
        `detail` says what to do instead. `sequence_conflict`: other events came first, `current_seq` is the last"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`; `invalid_value`: a text or a value that is not accepted"),
))]
pub async fn record(
    access: Access<RunSessions>,
    Path(id): Path<SessionId>,
    Body(body): Body<RecordEvent>,
) -> ApiResult<Json<Session>> {
    let event = NewEvent {
        kind: body.event,
        expected_seq: body.expected_seq,
        seconds: body.seconds,
    };
    let found = service::record(&access, id, event).await?;
    present::session(&access, found).await.map(Json)
}
