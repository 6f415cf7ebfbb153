//! `POST /trees/{id}/undelete`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;

use super::{dto::Tree, life, present, service};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::Path,
};

/// Bring back a deleted flow
///
/// Undoes a delete that was not for good.
#[utoipa::path(post, path = "/api/v1/trees/{id}/undelete", tag = "Flows", operation_id = "undelete_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow")), responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`, `plan_limit_reached`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn undelete(access: Access<WriteTrees>, Path(id): Path<TreeId>) -> ApiResult<impl IntoResponse> {
    let found = access
        .db
        .write(access.actor, move |tx, actor| {
            Box::pin(async move {
                life::undelete(tx, actor, id).await?;
                service::get(tx, actor, id).await
            })
        })
        .await?;
    present::tree(found)
}
