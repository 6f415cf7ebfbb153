//! `POST /trees/{id}/publish`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;

use super::{dto::Tree, life, present, record, service};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Caller, IfMatch, Path},
};

/// Publish a flow
///
/// The newest version becomes the one that new sessions run. Findings of severity error block it.
#[utoipa::path(post, path = "/api/v1/trees/{id}/publish", tag = "Flows", operation_id = "publish_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow"),
        ("If-Match" = Option<String>, Header, description = "Only if this is the newest version")), responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = PRECONDITION_FAILED, body = Problem, description = "`version_conflict`, with `current_version`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`validation_failed`, with the findings in `errors`"),
))]
pub async fn publish(
    access: Access<WriteTrees>,
    caller: Caller,
    Path(id): Path<TreeId>,
    if_match: IfMatch,
) -> ApiResult<impl IntoResponse> {
    let deed = Deed::new(&access, &caller);
    let found = access
        .db
        .write(deed, move |tx, deed| {
            Box::pin(async move {
                let before = record::told(tx, id).await?;
                life::publish(tx, &deed.actor, id, if_match.version()).await?;
                record::deed(tx, deed, "tree.published", id, before).await?;
                service::get(tx, &deed.actor, id).await
            })
        })
        .await?;
    present::tree(found)
}
