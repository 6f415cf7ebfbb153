//! `GET /api/v1/invites/{code}`

use axum::Json;

use super::{dto::InvitePreview, service};
use crate::{
    access::Public,
    error::{ApiResult, Problem},
    http::Path,
};

/// Look at an invite
///
/// Where it leads and who invites, for whoever has the code.
#[utoipa::path(
    get, path = "/api/v1/invites/{code}", tag = "Invites", operation_id = "get_invite", security(()),
    params(("code" = String, Path, description = "The code: `bb_inv_…`")),
    responses(
        (status = OK, body = InvitePreview),
        (status = GONE, body = Problem, description = "`invite_invalid`"),
    ),
)]
pub async fn look(public: Public, Path(code): Path<String>) -> ApiResult<Json<InvitePreview>> {
    service::preview(&public, &code).await.map(Json)
}
