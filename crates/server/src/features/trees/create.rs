//! `POST /trees`

use axum::{
    Json,
    http::{HeaderName, StatusCode, header},
    response::IntoResponse,
};

use super::{
    assess,
    dto::{CreateTree, Tree},
    present,
    service::{self, NewTree},
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::{Body, ETag},
};

/// Create a flow
///
/// The document is taken in any accepted shape. The flow begins as a draft of the caller's, version 1.
#[utoipa::path(post, path = "/api/v1/trees", tag = "Flows", operation_id = "create_tree", request_body = CreateTree, responses(
    (status = CREATED, body = Tree, headers(("ETag" = String), ("Location" = String))),
    (status = FORBIDDEN, body = Problem, description = "`plan_limit_reached`, with `limit` and `current`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`: every fault with its place"),
    (status = PAYLOAD_TOO_LARGE, body = Problem, description = "`too_large`: more than 5 000 nodes or 2 MiB"),
))]
pub async fn create(access: Access<WriteTrees>, Body(body): Body<CreateTree>) -> ApiResult<impl IntoResponse> {
    let new = NewTree {
        document: assess::parse(Some(body.tree_type), body.tree_structure)?,
        name: body.name,
        description: body.description,
        category: body.category,
        tags: body.tags,
        visibility: body.visibility,
        change: "Created".to_owned(),
    };
    let (location, tag, tree) = add(&access, new).await?;
    Ok((StatusCode::CREATED, location, tag, tree))
}

/// Adds a flow for the caller: where it is, its version, and itself.
pub(super) async fn add(access: &Access<WriteTrees>, new: NewTree) -> ApiResult<(Location, ETag, Json<Tree>)> {
    let (id, now) = (access.app.ids.next(), access.app.clock.now());
    let found = access
        .db
        .write((access.actor, new), move |tx, (actor, new)| {
            Box::pin(async move {
                service::create(tx, actor, id, now, new).await?;
                service::get(tx, actor, id).await
            })
        })
        .await?;
    let (tag, tree) = present::tree(found)?;
    Ok(([(header::LOCATION, format!("/api/v1/trees/{id}"))], tag, tree))
}

type Location = [(HeaderName, String); 1];
