//! `GET /api/v1/account`

use axum::Json;

use super::{dto::Account, service};
use crate::{
    access::{Access, permissions::ReadAccount},
    error::ApiResult,
};

/// Read the account
///
/// The tenant that you are signed in to: what it is called, what its plan allows and what it has set.
#[utoipa::path(
    get, path = "/api/v1/account", tag = "Account", operation_id = "get_account",
    responses((status = OK, body = Account)),
)]
pub async fn get(access: Access<ReadAccount>) -> ApiResult<Json<Account>> {
    let read = access.db.read(access.actor.tenant, |tx, tenant| {
        Box::pin(service::account(tx, *tenant))
    });
    Ok(Json(read.await?))
}
