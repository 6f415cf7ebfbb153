//! `PUT /trees/{id}`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;
use serde_json::json;

use super::{
    dto::{Tree, UpdateTree},
    merging, present, record,
    saving::{self, Change},
    service,
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Body, Caller, IfMatch, Path},
};

/// Change a flow
///
/// Absent members stay as they are. With `If-Match`, the change is made to that version only: when a newer one was saved
/// meanwhile, the answer is 412. With `base_version`, the document is merged, by node and field, with what was saved since that
/// version; where both changed the same thing in different ways, the answer is 409 with all `conflicts`, to be answered in
/// `resolutions`. Nothing is changed by a refused save. With neither, the document replaces what is there. The name and the other
/// members are set, not merged, but for labels with `base_labels`. Without those, a change of labels with an `If-Match` from before
/// one of them was renamed or removed everywhere is answered with 412 too, although the version is the same.
#[utoipa::path(put, path = "/api/v1/trees/{id}", tag = "Flows", operation_id = "update_tree", request_body = UpdateTree,
    params(("id" = uuid::Uuid, Path, description = "The flow"), ("If-Match" = Option<String>, Header, description = "The version that was read, as it came in `ETag`")),
    responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller may read this flow and not change it"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`merge_conflict`, with `conflicts` (see `Conflict`) and `current_version`; `conflict`: the flow is deleted"),
    (status = PRECONDITION_FAILED, body = Problem, description = "`version_conflict`, with `current_version`: a newer one was saved, or `base_version` is not kept any more"),
    (status = PAYLOAD_TOO_LARGE, body = Problem, description = "`too_large`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn update(
    access: Access<WriteTrees>,
    caller: Caller,
    Path(id): Path<TreeId>,
    if_match: IfMatch,
    Body(body): Body<UpdateTree>,
) -> ApiResult<impl IntoResponse> {
    let change = Change {
        if_match: if_match.0,
        base_version: body.base_version,
        base_labels: body.base_labels,
        answers: merging::answers(body.resolutions),
        name: body.name,
        description: body.description,
        category: body.category,
        tags: body.tags,
        visibility: body.visibility,
        review_due_at: body.review_due_at,
        tree_structure: body.tree_structure,
        change_description: body.change_description,
    };
    let deed = Deed::new(&access, &caller);
    let found = access
        .db
        .write((deed, change), move |tx, (deed, change)| {
            Box::pin(async move {
                let Some(_) = change.visibility else {
                    saving::update(tx, &deed.actor, id, deed.at, change).await?;
                    return service::get(tx, &deed.actor, id).await;
                };
                let before = record::told(tx, id).await?;
                saving::update(tx, &deed.actor, id, deed.at, change).await?;
                let found = service::get(tx, &deed.actor, id).await?;
                let shown = before.as_ref().map(|before| &before["visibility"]);
                if shown != Some(&json!(found.row.visibility)) {
                    // Who may see it is not content, which versions tell of.
                    record::deed(tx, deed, "tree.visibility_changed", id, before).await?;
                }
                Ok(found)
            })
        })
        .await?;
    present::tree(found)
}
