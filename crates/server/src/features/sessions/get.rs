//! `GET /sessions/{id}`

use axum::Json;
use branchbook_domain::id::SessionId;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{dto::Session, present, service};
use crate::{
    access::{Access, permissions::ReadSessions},
    error::{ApiResult, Problem},
    http::{Path, Query},
};

/// What is wanted besides the session.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GetSessionQuery {
    /// `flow`: also the document that it runs.
    #[param(inline)]
    include: Option<Include>,
}

/// Something besides the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    /// The document that it runs.
    Flow,
}

/// Read a session
///
/// What its events amount to. Variables are not filled into the document: the client does that, and adds the secret ones, which
/// the server never has.
#[utoipa::path(get, path = "/api/v1/sessions/{id}", tag = "Sessions", operation_id = "get_session",
    params(("id" = uuid::Uuid, Path, description = "The session"), GetSessionQuery), responses(
    (status = OK, body = Session),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn get(
    access: Access<ReadSessions>,
    Path(id): Path<SessionId>,
    Query(query): Query<GetSessionQuery>,
) -> ApiResult<Json<Session>> {
    let found = service::find(&access, id).await?;
    let flow = query.include.map(|Include::Flow| found.flow.json.clone());
    let session = present::session(&access, found).await?;
    Ok(Json(Session { flow, ..session }))
}
