//! `GET /api/v1/auth/scopes`

use axum::Json;

use super::dto::{ScopeDescription, ScopeDescriptions};
use crate::{
    access::{Access, ByToken, Scope, permissions::SignedIn},
    error::ApiResult,
};

/// List what tokens can be made for
#[utoipa::path(
    get, path = "/api/v1/auth/scopes", tag = "Tokens", operation_id = "list_scopes",
    responses((status = OK, body = ScopeDescriptions)),
)]
pub async fn scopes(_: Access<SignedIn>) -> ApiResult<Json<ScopeDescriptions>> {
    let given = Scope::ALL.iter().filter(|scope| scope.by_token() == ByToken::WhenGiven);
    let described = given.map(|scope| ScopeDescription {
        scope: scope.as_str(),
        least_role: scope.least_role(),
        description: scope.description(),
    });
    Ok(Json(ScopeDescriptions {
        items: described.collect(),
    }))
}
