//! `DELETE /api/v1/account/members/{user_id}`

use axum::http::StatusCode;
use branchbook_domain::id::UserId;

use super::service;
use crate::{
    access::{Access, Scope, permissions::SignedIn},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Caller, Path},
};

/// Remove a member, or leave
///
/// Admins remove anybody, everybody may leave. The member's devices and tokens stop working here within seconds; what they wrote
/// stays, with their name.
#[utoipa::path(
    delete, path = "/api/v1/account/members/{user_id}", tag = "Members", operation_id = "remove_member",
    params(("user_id" = uuid::Uuid, Path, description = "The member")),
    responses(
        (status = NO_CONTENT, description = "They are no member any more"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
        (status = CONFLICT, body = Problem, description = "`last_admin`"),
    ),
)]
pub async fn remove(access: Access<SignedIn>, caller: Caller, Path(user): Path<UserId>) -> ApiResult<StatusCode> {
    access.actor.require(if user == access.actor.user {
        Scope::OwnAccount
    } else {
        Scope::ManageTenant
    })?;
    let deed = Deed::new(&access, &caller);
    let removed = access.db.write((deed, user), |tx, (deed, user)| {
        Box::pin(service::remove(tx, deed, *user))
    });
    removed.await?.tell(&access.app);
    Ok(StatusCode::NO_CONTENT)
}
