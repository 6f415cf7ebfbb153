//! `POST /trees/{id}/fork`

use axum::{
    Json,
    http::{StatusCode, header},
    response::IntoResponse,
};
use branchbook_domain::id::TreeId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    super::{dto::Tree, present, service as trees},
    parent, service,
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiError, ApiResult, Problem},
    http::{Body, Faults, Path, Validate},
};

/// Why a flow is copied, and as what.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ForkTree {
    /// 1–255 characters.
    fork_reason: String,
    /// What the copy is called, 1–200 characters; as the flow when absent.
    name: Option<String>,
}

impl Validate for ForkTree {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/fork_reason", &self.fork_reason, 1, 255);
        if let Some(name) = &self.name {
            faults.length("/name", name, 1, 200);
        }
    }
}

/// Fork a flow
///
/// Copies a flow that the caller may read, of their own tenant or shared with everyone. The copy is the caller's: private, a draft,
/// version 1. It remembers its parent and can pull what that changes later.
#[utoipa::path(post, path = "/api/v1/trees/{id}/fork", tag = "Forks", operation_id = "fork_tree", request_body = ForkTree,
    params(("id" = uuid::Uuid, Path, description = "The flow to copy")), responses(
    (status = CREATED, body = Tree, headers(("ETag" = String), ("Location" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`; `plan_limit_reached`, with `limit` and `current`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn fork(
    access: Access<WriteTrees>,
    Path(parent): Path<TreeId>,
    Body(body): Body<ForkTree>,
) -> ApiResult<impl IntoResponse> {
    let foreign = parent::foreign(&access, parent).await?;
    let (id, now): (TreeId, _) = (access.app.ids.next(), access.app.clock.now());
    let found = access
        .db
        .write((access.actor, body, foreign), move |tx, (actor, body, foreign)| {
            Box::pin(async move {
                let parent = parent::held(tx, actor, parent, foreign.as_ref()).await?;
                let parent = parent.ok_or_else(|| ApiError::not_found("flow"))?;
                service::fork(tx, actor, (id, now), &parent, &body.fork_reason, body.name.as_deref()).await?;
                trees::get(tx, actor, id).await
            })
        })
        .await?;
    let (tag, Json(tree)) = present::tree(found)?;
    let location = [(header::LOCATION, format!("/api/v1/trees/{id}"))];
    Ok((StatusCode::CREATED, location, tag, Json(tree)))
}
