//! `POST /api/v1/invites/{code}/accept`

use axum::Json;
use serde_json::json;

use super::{
    dto::Joined,
    service::{self, Taker},
};
use crate::{
    access::{Access, Public, permissions::OwnAccount},
    error::{ApiError, ApiResult, Problem},
    features::{
        audit::Deed,
        identity::{self, Owner, standing},
    },
    http::{Caller, Path},
};

/// Take an invite
///
/// Makes you a member where it leads. Switch there with `POST /auth/switch-tenant`.
#[utoipa::path(
    post, path = "/api/v1/invites/{code}/accept", tag = "Invites", operation_id = "accept_invite",
    params(("code" = String, Path, description = "The code: `bb_inv_…`")),
    responses(
        (status = OK, body = Joined),
        (status = FORBIDDEN, body = Problem, description = "`invite_for_another`; `plan_limit_reached`, with `limit` and `current`; `forbidden`: asked with a token"),
        (status = CONFLICT, body = Problem, description = "`already_member`"),
        (status = GONE, body = Problem, description = "`invite_invalid`"),
    ),
)]
pub async fn accept(
    access: Access<OwnAccount>,
    public: Public,
    caller: Caller,
    Path(code): Path<String>,
) -> ApiResult<Json<Joined>> {
    let (token, invitation) = service::find(&public, &code).await?;
    let tenant = invitation.tenant;
    let user = identity::service::user(&access).await?;
    let deed = Deed::new(&access, &caller);
    let at = deed.at;
    let taker = Taker {
        user: user.id,
        email: user.email,
        at,
    };
    let db = access.proven_tenant(Owner { user: user.id, tenant });
    let input = (token, taker, deed, user.name);
    let joined = db.write(input, move |tx, (token, taker, deed, name)| {
        Box::pin(async move {
            let joined = service::take(tx, token, tenant, taker).await?;
            let after = json!({ "name": name, "role": joined.role, "invite_id": token.id() });
            let target = ("member", taker.user.uuid());
            deed.record(tx, "member.joined", target, None, Some(after)).await?;
            Ok::<_, ApiError>(joined)
        })
    });
    let joined = joined.await?;
    // They may have been something else here before.
    standing::role_changed(&access.app, user.id, tenant, joined.role, at);
    Ok(Json(joined))
}
