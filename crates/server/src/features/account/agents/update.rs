//! `PATCH /api/v1/account/agents/{id}`

use axum::Json;
use branchbook_domain::id::UserId;

use super::{
    dto::{Agent, UpdateAgent},
    service,
};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::{audit::Deed, identity::standing},
    http::{Body, Caller, Path},
};

/// Change an agent
///
/// Another role counts within seconds, everywhere.
#[utoipa::path(
    patch, path = "/api/v1/account/agents/{id}", tag = "Agents", operation_id = "update_agent",
    params(("id" = uuid::Uuid, Path, description = "The agent")), request_body = UpdateAgent,
    responses(
        (status = OK, body = Agent),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn update(
    access: Access<ManageTenant>,
    caller: Caller,
    Path(id): Path<UserId>,
    Body(change): Body<UpdateAgent>,
) -> ApiResult<Json<Agent>> {
    let deed = Deed::new(&access, &caller);
    let changed = access.db.write((deed, id, change), |tx, (deed, id, change)| {
        Box::pin(service::update(tx, deed, *id, change))
    });
    let (agent, at) = changed.await?;
    standing::role_changed(&access.app, id, access.actor.tenant, agent.role, at);
    Ok(Json(agent))
}
