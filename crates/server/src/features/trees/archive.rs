//! `POST /trees/{id}/archive`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;

use super::{dto::Tree, life, present, service};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::Path,
};

/// Archive a flow
///
/// No new sessions can be started on it; open ones finish.
#[utoipa::path(post, path = "/api/v1/trees/{id}/archive", tag = "Flows", operation_id = "archive_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow")), responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn archive(access: Access<WriteTrees>, Path(id): Path<TreeId>) -> ApiResult<impl IntoResponse> {
    let found = access
        .db
        .write(access.actor, move |tx, actor| {
            Box::pin(async move {
                life::archive(tx, actor, id).await?;
                service::get(tx, actor, id).await
            })
        })
        .await?;
    present::tree(found)
}
