//! `GET /api/v1/account/agents`

use axum::Json;

use super::{dto::Agents, service};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
};

/// List agents
#[utoipa::path(
    get, path = "/api/v1/account/agents", tag = "Agents", operation_id = "list_agents",
    responses(
        (status = OK, body = Agents),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    ),
)]
pub async fn list(access: Access<ManageTenant>) -> ApiResult<Json<Agents>> {
    let read = access
        .db
        .read(access.actor.tenant, |tx, tenant| Box::pin(service::list(tx, *tenant)));
    Ok(Json(Agents { items: read.await? }))
}
