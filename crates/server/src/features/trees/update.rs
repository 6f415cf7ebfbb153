//! `PUT /trees/{id}`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;

use super::{
    dto::{Tree, UpdateTree},
    present,
    service::{self, Change},
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::{Body, IfMatch, Path},
};

/// Change a flow
///
/// Absent members stay as they are. Say which version the change was made on with `If-Match` or `base_version`: when a newer
/// one was saved meanwhile, the answer is 412 and nothing is changed. Without either, the change replaces what is there.
#[utoipa::path(put, path = "/api/v1/trees/{id}", tag = "Flows", operation_id = "update_tree", request_body = UpdateTree,
    params(("id" = uuid::Uuid, Path, description = "The flow"), ("If-Match" = Option<String>, Header, description = "The version that was read, as it came in `ETag`")),
    responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller may read this flow and not change it"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = PRECONDITION_FAILED, body = Problem, description = "`version_conflict`, with `current_version`"),
    (status = PAYLOAD_TOO_LARGE, body = Problem, description = "`too_large`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn update(
    access: Access<WriteTrees>,
    Path(id): Path<TreeId>,
    IfMatch(if_match): IfMatch,
    Body(body): Body<UpdateTree>,
) -> ApiResult<impl IntoResponse> {
    let change = Change {
        base_version: if_match.or(body.base_version),
        name: body.name,
        description: body.description,
        category: body.category,
        tags: body.tags,
        visibility: body.visibility,
        review_due_at: body.review_due_at,
        tree_structure: body.tree_structure,
        change_description: body.change_description,
    };
    let now = access.app.clock.now();
    let found = access
        .db
        .write((access.actor, change), move |tx, (actor, change)| {
            Box::pin(async move {
                service::update(tx, actor, id, now, change).await?;
                service::get(tx, actor, id).await
            })
        })
        .await?;
    present::tree(found)
}
