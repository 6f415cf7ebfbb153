//! `POST /sessions`

use axum::{
    Json,
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::{
    dto::{Session, StartSession},
    present, service,
};
use crate::{
    access::{Access, permissions::RunSessions},
    error::{ApiResult, Problem},
    http::Body,
};

/// Start a session
///
/// It runs the flow's published version to the end, whatever becomes of the flow. Those who may edit a flow may run its draft.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "Sessions", operation_id = "start_session", request_body = StartSession,
    responses(
    (status = CREATED, body = Session, headers(("Location" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the version was never published, and the caller may not edit the flow"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: the flow or the version"),
    (status = CONFLICT, body = Problem, description = "`conflict`: the flow is archived or deleted. `tree_not_runnable`: it is a map, or has no first step. `variables_missing`: `errors` says which"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`; `invalid_value`: a value does not fit its variable, or is secret"),
))]
pub async fn start(access: Access<RunSessions>, Body(body): Body<StartSession>) -> ApiResult<impl IntoResponse> {
    let session = present::session(&access, service::start(&access, body).await?).await?;
    let location = [(header::LOCATION, format!("/api/v1/sessions/{}", session.id))];
    Ok((StatusCode::CREATED, location, Json(session)))
}
