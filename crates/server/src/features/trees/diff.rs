//! `GET /trees/{id}/diff`

use std::collections::BTreeMap;

use axum::Json;
use branchbook_db::Tx;
use branchbook_domain::{
    flow::{
        FlowDocument, NodeId,
        change::{self, Diff},
    },
    id::TreeId,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    service::{self, Found, stored_document},
    versions,
};
use crate::{
    access::{Access, Actor, permissions::ReadTrees},
    error::{ApiError, ApiResult, Problem},
    http::{Path, Query},
};

/// Which versions are compared.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DiffQuery {
    /// The version to begin with.
    from: i64,
    /// The version to compare it with; the newest when absent.
    to: Option<i64>,
}

/// What changed from one version to another.
#[derive(Debug, Serialize, ToSchema)]
pub struct TreeDiff {
    /// The version it begins with.
    from: i64,
    /// The version it is compared with.
    to: i64,
    /// By node and field.
    #[serde(flatten)]
    #[schema(value_type = super::schema::Diff)]
    diff: Diff,
    /// The titles of the nodes that the diff names: as they are, or, of those that are gone, as they were.
    #[schema(value_type = BTreeMap<String, String>)]
    titles: BTreeMap<NodeId, String>,
}

/// Compare two versions of a flow
///
/// Which nodes were added, removed, moved, and which of their fields changed. The layout of the canvas is not compared. Viewers
/// compare published versions.
#[utoipa::path(get, path = "/api/v1/trees/{id}/diff", tag = "Flows", operation_id = "diff_versions",
    params(("id" = uuid::Uuid, Path, description = "The flow"), DiffQuery), responses(
    (status = OK, body = TreeDiff),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: the flow or a version"),
))]
pub async fn diff(
    access: Access<ReadTrees>,
    Path(id): Path<TreeId>,
    Query(query): Query<DiffQuery>,
) -> ApiResult<Json<TreeDiff>> {
    let (from, to) = access
        .db
        .read((access.actor, query), move |tx, (actor, query)| {
            Box::pin(async move {
                let found = service::get(tx, actor, id).await?;
                let from = document(tx, actor, &found, Some(query.from)).await?;
                let to = document(tx, actor, &found, query.to).await?;
                ApiResult::Ok((from, to))
            })
        })
        .await?;
    let diff = change::diff(&from.1, &to.1);
    Ok(Json(TreeDiff {
        titles: titles(&diff, &from.1, &to.1),
        diff,
        from: from.0,
        to: to.0,
    }))
}

/// The document of a version that the caller may read; of the newest such when none is named.
async fn document(tx: &mut Tx, actor: &Actor, found: &Found, number: Option<i64>) -> ApiResult<(i64, FlowDocument)> {
    let published_only = service::sees_published_only(actor);
    let missing = || ApiError::not_found("version");
    let newest = if published_only {
        found.row.published_version
    } else {
        Some(found.row.version)
    };
    let number = number.or(newest).ok_or_else(missing)?;
    let (_, structure) = versions::get(tx, found.row.id, number)
        .await?
        .filter(|(version, _)| version.is_published || !published_only)
        .ok_or_else(missing)?;
    Ok((number, stored_document(&structure)?))
}

/// The titles of the nodes that a diff names.
pub(super) fn titles(diff: &Diff, earlier: &FlowDocument, later: &FlowDocument) -> BTreeMap<NodeId, String> {
    let moved = diff
        .moved
        .iter()
        .flat_map(|node| [Some(&node.node_id), node.from.as_ref(), node.to.as_ref()])
        .flatten();
    let changed = diff.changed.iter().map(|change| &change.node_id);
    let named = diff.added.iter().chain(&diff.removed).chain(moved).chain(changed);
    let title = |id: &NodeId| Some((id.clone(), later.node(id).or_else(|| earlier.node(id))?.title.clone()));
    named.filter_map(title).collect()
}
