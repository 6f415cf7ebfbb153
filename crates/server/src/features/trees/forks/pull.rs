//! `POST /trees/{id}/pull`

use axum::response::IntoResponse;
use branchbook_domain::id::TreeId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    super::{
        dto::Tree,
        merging::{self, Resolution},
        present, service as trees,
    },
    service::{self, PullRequest},
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::{Body, Faults, IfMatch, Path, Validate},
};

/// What a pull is told.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct PullParent {
    /// The answers to the conflicts: `ours` is the fork's, `theirs` the parent's.
    #[serde(default)]
    resolutions: Vec<Resolution>,
    /// `to_version` of `parent-updates`: pulls that version and no other.
    parent_version: Option<i64>,
}

impl Validate for PullParent {
    fn validate(&self, faults: &mut Faults) {
        merging::check(faults, &self.resolutions);
    }
}

/// Pull a parent's changes into a fork
///
/// Merged by node and field with what the fork has changed. Where both changed the same thing in different ways, the answer is 409
/// with all `conflicts`, and nothing is pulled until each is answered in `resolutions`. When the parent has changed nothing, nothing happens.
#[utoipa::path(post, path = "/api/v1/trees/{id}/pull", tag = "Forks", operation_id = "pull_parent", request_body = PullParent,
    params(("id" = uuid::Uuid, Path, description = "The fork"),
        ("If-Match" = Option<String>, Header, description = "Only if this is the fork's newest version")), responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller may read the fork and not change it"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`merge_conflict`, with `conflicts` (see `Conflict`) and `parent_version`; `conflict`: the flow is no fork, or its parent is not available"),
    (status = PRECONDITION_FAILED, body = Problem, description = "`version_conflict`, with `current_version`: of the fork for `If-Match`, else of the parent"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn pull(
    access: Access<WriteTrees>,
    Path(id): Path<TreeId>,
    if_match: IfMatch,
    body: Option<Body<PullParent>>,
) -> ApiResult<impl IntoResponse> {
    let body = body.map(|Body(body)| body).unwrap_or_default();
    let request = PullRequest {
        if_match: if_match.version(),
        parent_version: body.parent_version,
        answers: merging::answers(body.resolutions),
        foreign: service::foreign_parent(&access, id).await?,
    };
    let now = access.app.clock.now();
    let found = access
        .db
        .write((access.actor, request), move |tx, (actor, request)| {
            Box::pin(async move {
                service::pull(tx, actor, id, now, request).await?;
                trees::get(tx, actor, id).await
            })
        })
        .await?;
    present::tree(found)
}
