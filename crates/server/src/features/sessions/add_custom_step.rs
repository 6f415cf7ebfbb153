//! `POST /sessions/{id}/custom-steps`

use axum::{Json, http::StatusCode};
use branchbook_domain::{
    id::SessionId,
    run::{CustomStepSource, EventKind, NewCustomStep},
};

use super::{
    dto::{AddCustomStep, Session},
    present,
    service::{self, NewEvent},
};
use crate::{
    access::{Access, permissions::RunSessions},
    error::{ApiResult, Problem},
    http::{Body, Path},
};

/// Add a step that the flow does not have
///
/// The same as the event `custom_step_inserted`.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/custom-steps", tag = "Sessions", operation_id = "add_custom_step",
    request_body = AddCustomStep, params(("id" = uuid::Uuid, Path, description = "The session")), responses(
    (status = CREATED, body = Session),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: somebody else carries it on"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`session_completed`, `session_limit_reached`, `sequence_conflict`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`; `invalid_value`: it says nothing, or too much"),
))]
pub async fn add(
    access: Access<RunSessions>,
    Path(id): Path<SessionId>,
    Body(body): Body<AddCustomStep>,
) -> ApiResult<(StatusCode, Json<Session>)> {
    let step = NewCustomStep {
        step_type: body.step_type,
        title: body.title,
        content: body.content,
        notes: body.notes,
        source: CustomStepSource::AdHoc,
        source_step_id: None,
    };
    let event = NewEvent {
        kind: EventKind::CustomStepInserted {
            step,
            inserted_after_node_id: body.inserted_after_node_id,
        },
        expected_seq: body.expected_seq,
        seconds: body.seconds,
    };
    let found = service::record(&access, id, event).await?;
    Ok((StatusCode::CREATED, Json(present::session(&access, found).await?)))
}
