//! `GET /trees/{id}/parent-updates`

use std::collections::BTreeMap;

use axum::Json;
use branchbook_domain::{
    flow::{
        NodeId,
        change::{self, Answers, Conflict, Diff},
    },
    id::TreeId,
};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{
    super::{diff::titles, present, service as trees},
    lineage::{Lineage, Parent},
    parent, service,
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::Path,
};

/// What a fork's parent has changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParentUpdates {
    /// The parent.
    parent: Option<Parent>,
    /// Whether there is something to pull.
    has_parent_updates: bool,
    /// The version of the parent that was copied or last pulled.
    from_version: i64,
    /// The version of the parent that a pull would take. Say it with the pull, so that nothing else is pulled.
    to_version: i64,
    /// What the parent has changed since.
    #[schema(value_type = super::schema::Diff)]
    diff: Diff,
    /// What the fork has changed since: what it could propose to the parent.
    #[schema(value_type = super::schema::Diff)]
    own_diff: Diff,
    /// The titles of the nodes that the diffs name.
    #[schema(value_type = BTreeMap<String, String>)]
    titles: BTreeMap<NodeId, String>,
    /// What a pull would have to be told: `ours` is the fork's, `theirs` the parent's.
    #[schema(value_type = Vec<super::schema::Conflict>)]
    conflicts: Vec<Conflict>,
    /// The parent's document as it was copied or last pulled: what both diffs begin with.
    #[schema(value_type = super::schema::FlowDocument)]
    base_structure: Box<RawValue>,
    /// The parent's document that a pull would take.
    #[schema(value_type = super::schema::FlowDocument)]
    parent_structure: Box<RawValue>,
}

/// Show what a fork's parent has changed
///
/// Since it was copied or last pulled, with the conflicts that a pull would have, and what the fork itself has changed since.
#[utoipa::path(get, path = "/api/v1/trees/{id}/parent-updates", tag = "Forks", operation_id = "parent_updates",
    params(("id" = uuid::Uuid, Path, description = "The fork")), responses(
    (status = OK, body = ParentUpdates),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`conflict`: the flow is no fork, or its parent is not available"),
))]
pub async fn updates(access: Access<WriteTrees>, Path(id): Path<TreeId>) -> ApiResult<Json<ParentUpdates>> {
    let foreign = service::foreign_parent(&access, id).await?;
    let updates = access
        .db
        .read((access.actor, foreign), move |tx, (actor, foreign)| {
            Box::pin(async move {
                trees::get(tx, actor, id).await?;
                let (row, parent_id) = service::with_parent(tx, id).await?;
                let parent = match foreign {
                    Some(foreign) => Some(foreign.clone()),
                    None => parent::own(tx, actor, parent_id).await?,
                };
                let parent = parent.ok_or_else(service::unavailable)?;
                let pull = service::merge(tx, id, &parent, &Answers::new()).await?;
                let diff = change::diff(&pull.base, &parent.document);
                let own_diff = change::diff(&pull.base, &pull.ours);
                let mut titles_of_both = titles(&own_diff, &pull.base, &pull.ours);
                titles_of_both.extend(titles(&diff, &pull.base, &parent.document));
                let from_version = row.parent_version;
                let lineage = Lineage::of(actor, row);
                ApiResult::Ok(ParentUpdates {
                    has_parent_updates: lineage.has_parent_updates,
                    parent: lineage.parent,
                    from_version,
                    to_version: parent.version,
                    titles: titles_of_both,
                    diff,
                    own_diff,
                    base_structure: present::raw(pull.base_structure)?,
                    parent_structure: present::raw(parent.structure)?,
                    conflicts: pull.merged.conflicts,
                })
            })
        })
        .await?;
    Ok(Json(updates))
}
