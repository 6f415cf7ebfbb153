//! `DELETE /api/v1/account/invites/{id}`

use axum::http::StatusCode;
use uuid::Uuid;

use super::service;
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Caller, Path},
};

/// Revoke an invite
///
/// Nobody can take it any more. Who has, stays.
#[utoipa::path(
    delete, path = "/api/v1/account/invites/{id}", tag = "Invites", operation_id = "revoke_invite",
    params(("id" = uuid::Uuid, Path, description = "The invite")),
    responses(
        (status = NO_CONTENT, description = "It is revoked"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    ),
)]
pub async fn revoke(access: Access<ManageTenant>, caller: Caller, Path(id): Path<Uuid>) -> ApiResult<StatusCode> {
    let input = (Deed::new(&access, &caller), id);
    let revoked = access
        .db
        .write(input, |tx, (deed, id)| Box::pin(service::revoke(tx, deed, *id)));
    revoked.await?;
    Ok(StatusCode::NO_CONTENT)
}
