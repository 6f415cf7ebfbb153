//! `GET /api/v1/account/usage`

use axum::Json;

use super::{dto::Usage, service};
use crate::{
    access::{Access, permissions::ReadAccount},
    error::ApiResult,
};

/// See what the account uses
///
/// How much there is of everything, beside how much there may be.
#[utoipa::path(
    get, path = "/api/v1/account/usage", tag = "Account", operation_id = "get_usage",
    responses((status = OK, body = Usage)),
)]
pub async fn usage(access: Access<ReadAccount>) -> ApiResult<Json<Usage>> {
    let read = access
        .db
        .read(access.actor.tenant, |tx, tenant| Box::pin(service::usage(tx, *tenant)));
    Ok(Json(read.await?))
}
