//! `GET /api/v1/account/invites`

use axum::Json;

use super::dto::{Invite, Invites};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::identity::one_time,
};

/// List invites
///
/// Those that can be taken.
#[utoipa::path(
    get, path = "/api/v1/account/invites", tag = "Invites", operation_id = "list_invites",
    responses(
        (status = OK, body = Invites),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    ),
)]
pub async fn list(access: Access<ManageTenant>) -> ApiResult<Json<Invites>> {
    let input = (access.actor.tenant, access.app.clock.now());
    let read = access.db.read(input, |tx, (tenant, at)| {
        Box::pin(one_time::invites_to(tx, *tenant, *at))
    });
    let found = read.await?;
    let makers = found.iter().filter_map(|invite| invite.created_by);
    let names = access.app.identity.people.names(&access.db, makers).await?;
    let listed = found.into_iter().filter_map(|invite| {
        Some(Invite {
            id: invite.id,
            email: invite.email,
            role: invite.role?,
            max_uses: invite.max_uses,
            uses: invite.uses,
            expires_at: invite.expires_at,
            created_by: names.person(invite.created_by?),
        })
    });
    Ok(Json(Invites {
        items: listed.collect(),
    }))
}
