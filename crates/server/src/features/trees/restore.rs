//! `POST /trees/{id}/restore`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{dto::Tree, present, saving, service};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::{Body, Path, Validate},
};

/// Which version to go back to.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RestoreTree {
    /// A number from the list of versions.
    version_number: i64,
}

impl Validate for RestoreTree {}

/// Restore an old version
///
/// Makes a new version that equals the old one; nothing is lost.
#[utoipa::path(post, path = "/api/v1/trees/{id}/restore", tag = "Flows", operation_id = "restore_tree", request_body = RestoreTree,
    params(("id" = uuid::Uuid, Path, description = "The flow")), responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: the flow or the version"),
))]
pub async fn restore(
    access: Access<WriteTrees>,
    Path(id): Path<TreeId>,
    Body(body): Body<RestoreTree>,
) -> ApiResult<impl IntoResponse> {
    let now = access.app.clock.now();
    let found = access
        .db
        .write((access.actor, body.version_number), move |tx, (actor, number)| {
            Box::pin(async move {
                saving::restore(tx, actor, id, now, *number).await?;
                service::get(tx, actor, id).await
            })
        })
        .await?;
    present::tree(found)
}
