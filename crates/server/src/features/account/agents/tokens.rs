//! `/api/v1/account/agents/{id}/tokens`: as a person's own tokens, but made by an admin for an agent.

use axum::{Json, http::StatusCode, response::IntoResponse};
use branchbook_domain::id::{ApiTokenId, UserId};

use super::service;
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::identity::api_tokens::{self, ApiTokens, CreateApiToken, CreatedApiToken},
    http::{Body, Caller, Path},
};

/// List an agent's tokens
#[utoipa::path(
    get, path = "/api/v1/account/agents/{id}/tokens", tag = "Agents", operation_id = "list_agent_tokens",
    params(("id" = uuid::Uuid, Path, description = "The agent")),
    responses(
        (status = OK, body = ApiTokens),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    ),
)]
pub async fn list(access: Access<ManageTenant>, Path(id): Path<UserId>) -> ApiResult<Json<ApiTokens>> {
    let read = access.db.read((access.actor, id), |tx, (actor, id)| {
        Box::pin(async move {
            service::require(tx, actor.tenant, *id).await?;
            ApiResult::Ok(api_tokens::service::list(tx, *id, actor).await?)
        })
    });
    Ok(Json(ApiTokens { items: read.await? }))
}

/// Make a token for an agent
///
/// The token is in this answer only.
#[utoipa::path(
    post, path = "/api/v1/account/agents/{id}/tokens", tag = "Agents", operation_id = "create_agent_token",
    params(("id" = uuid::Uuid, Path, description = "The agent")), request_body = CreateApiToken,
    responses(
        (status = CREATED, body = CreatedApiToken),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
        (status = CONFLICT, body = Problem, description = "`conflict`: it has as many as there may be"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn create(
    access: Access<ManageTenant>,
    caller: Caller,
    Path(id): Path<UserId>,
    Body(wanted): Body<CreateApiToken>,
) -> ApiResult<impl IntoResponse> {
    let draft = api_tokens::service::draft(&access.app, access.actor, id, &wanted, &caller)?;
    let input = (access.actor.tenant, id, draft);
    let made = access.db.write(input, |tx, (tenant, id, draft)| {
        Box::pin(async move {
            service::require(tx, *tenant, *id).await?;
            api_tokens::service::create(tx, draft).await
        })
    });
    Ok((StatusCode::CREATED, api_tokens::service::NO_STORE, Json(made.await?)))
}

/// Revoke an agent's token
///
/// It stops working within seconds, everywhere.
#[utoipa::path(
    delete, path = "/api/v1/account/agents/{id}/tokens/{token_id}", tag = "Agents", operation_id = "revoke_agent_token",
    params(
        ("id" = uuid::Uuid, Path, description = "The agent"),
        ("token_id" = uuid::Uuid, Path, description = "The token"),
    ),
    responses(
        (status = NO_CONTENT, description = "It is revoked"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    ),
)]
pub async fn revoke(
    access: Access<ManageTenant>,
    caller: Caller,
    Path((id, token)): Path<(UserId, ApiTokenId)>,
) -> ApiResult<StatusCode> {
    let agent = access.db.read((access.actor.tenant, id), |tx, (tenant, id)| {
        Box::pin(service::require(tx, *tenant, *id))
    });
    agent.await?;
    api_tokens::service::revoke(&access, id, token, &caller).await?;
    Ok(StatusCode::NO_CONTENT)
}
