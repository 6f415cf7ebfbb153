//! `PATCH /api/v1/account/members/{user_id}`

use axum::Json;
use branchbook_domain::id::UserId;

use super::{
    dto::{ChangeRole, Member},
    service,
};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::{audit::Deed, identity::standing},
    http::{Body, Caller, Path},
};

/// Change a member's role
///
/// It counts within seconds, everywhere, also for devices and tokens that are in use.
#[utoipa::path(
    patch, path = "/api/v1/account/members/{user_id}", tag = "Members", operation_id = "change_role",
    params(("user_id" = uuid::Uuid, Path, description = "The member")), request_body = ChangeRole,
    responses(
        (status = OK, body = Member),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
        (status = CONFLICT, body = Problem, description = "`last_admin`"),
    ),
)]
pub async fn change_role(
    access: Access<ManageTenant>,
    caller: Caller,
    Path(user): Path<UserId>,
    Body(ChangeRole { role }): Body<ChangeRole>,
) -> ApiResult<Json<Member>> {
    let deed = Deed::new(&access, &caller);
    let changed = access.db.write((deed, user, role), |tx, (deed, user, role)| {
        Box::pin(service::change_role(tx, deed, *user, *role))
    });
    let (member, at) = changed.await?;
    standing::role_changed(&access.app, user, access.actor.tenant, role, at);
    Ok(Json(member))
}
