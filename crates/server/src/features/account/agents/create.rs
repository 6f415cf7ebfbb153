//! `POST /api/v1/account/agents`

use axum::{Json, http::StatusCode};

use super::{
    dto::{Agent, CreateAgent},
    service,
};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Body, Caller},
};

/// Add an agent
///
/// It acts with tokens that you make for it, and never signs in. Agents do not count as members of the plan.
#[utoipa::path(
    post, path = "/api/v1/account/agents", tag = "Agents", operation_id = "create_agent",
    request_body = CreateAgent,
    responses(
        (status = CREATED, body = Agent),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = CONFLICT, body = Problem, description = "`conflict`: there are as many as there may be"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn create(
    access: Access<ManageTenant>,
    caller: Caller,
    Body(new): Body<CreateAgent>,
) -> ApiResult<(StatusCode, Json<Agent>)> {
    let input = (Deed::new(&access, &caller), access.app.ids.next(), new);
    let made = access.db.write(input, |tx, (deed, id, new)| {
        Box::pin(service::create(tx, deed, *id, new))
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
