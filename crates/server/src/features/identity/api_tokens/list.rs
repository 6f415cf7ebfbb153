//! `GET /api/v1/auth/tokens`

use axum::Json;

use super::{dto::ApiTokens, service};
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiResult, Problem},
};

/// List your tokens
///
/// Those that act as you in the tenant that you are signed in to, and were not revoked.
#[utoipa::path(
    get, path = "/api/v1/auth/tokens", tag = "Tokens", operation_id = "list_tokens",
    responses(
        (status = OK, body = ApiTokens),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: asked with a token"),
    ),
)]
pub async fn list(access: Access<OwnAccount>) -> ApiResult<Json<ApiTokens>> {
    let read = access
        .db
        .read(access.actor, |tx, actor| Box::pin(service::list(tx, actor.user, actor)));
    Ok(Json(ApiTokens { items: read.await? }))
}
