//! `GET /account/audit/verify`

use axum::Json;

use super::{dto::Verification, verification};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::ApiResult,
};

/// Verify the log
///
/// Finds any row of the tenant's audit log that was edited, removed or swapped behind the server's back.
#[utoipa::path(get, path = "/api/v1/account/audit/verify", tag = "Account", operation_id = "verify_audit_log", responses(
    (status = OK, body = Verification),
))]
pub async fn verify(access: Access<ManageTenant>) -> ApiResult<Json<Verification>> {
    Ok(Json(verification::of_tenant(&access.app, access.actor.tenant).await?))
}
