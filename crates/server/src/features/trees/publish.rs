//! `POST /trees/{id}/publish`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;

use super::{dto::Tree, life, present, service};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::Path,
};

/// Publish a flow
///
/// The newest version becomes the one that new sessions run. Findings of severity error block it.
#[utoipa::path(post, path = "/api/v1/trees/{id}/publish", tag = "Flows", operation_id = "publish_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow")), responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`validation_failed`, with the findings in `errors`"),
))]
pub async fn publish(access: Access<WriteTrees>, Path(id): Path<TreeId>) -> ApiResult<impl IntoResponse> {
    let found = access
        .db
        .write(access.actor, move |tx, actor| {
            Box::pin(async move {
                life::publish(tx, actor, id).await?;
                service::get(tx, actor, id).await
            })
        })
        .await?;
    present::tree(found)
}
