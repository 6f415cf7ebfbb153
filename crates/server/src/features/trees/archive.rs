//! `POST /trees/{id}/archive`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;

use super::{dto::Tree, life, present, record, service};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Caller, Path},
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
pub async fn archive(
    access: Access<WriteTrees>,
    caller: Caller,
    Path(id): Path<TreeId>,
) -> ApiResult<impl IntoResponse> {
    let deed = Deed::new(&access, &caller);
    let found = access
        .db
        .write(deed, move |tx, deed| {
            Box::pin(async move {
                let before = record::told(tx, id).await?;
                life::archive(tx, &deed.actor, id).await?;
                record::deed(tx, deed, "tree.archived", id, before).await?;
                service::get(tx, &deed.actor, id).await
            })
        })
        .await?;
    present::tree(found)
}
