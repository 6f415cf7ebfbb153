//! `POST /trees/{id}/sync`

use axum::{Json, response::IntoResponse};
use branchbook_domain::{
    flow::{
        NodeId,
        change::{Conflict, Edit, POSITION, Place},
    },
    id::TreeId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    dto::Tree,
    merging::{self, Resolution},
    present,
    saving::{self, Changes},
    service,
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::{Body, Faults, IfMatch, Path, Validate},
};

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SyncOperation {
    /// Adds a node: `value` is the node.
    Add,
    /// Sets `field` to `value`.
    Update,
    /// Takes `field` away, or, without one, the node.
    Remove,
    /// Puts the node after the one that `value` names; null puts it first.
    Move,
}

/// A change of one field, or of a node as a whole.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SyncChange {
    /// What it does. Absent: sets `field` to `value` and takes it away when that is null; without `field`, the same with the node.
    #[serde(default)]
    op: Option<SyncOperation>,
    /// The node; absent for what belongs to none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    node_id: Option<NodeId>,
    /// Such as `title`, `options/up/label` or, without a node, `intake/port/required`. Items of a list are named by their id; a `/`
    /// in a name is written `~1`, a `~` as `~0`. `position` is where a step, an option or a question stands: its value is the id of
    /// the one before it.
    #[serde(default)]
    field: Option<String>,
    /// What it becomes; null takes it away.
    #[serde(default)]
    value: Value,
}

/// Changes that were made on a version, one after the other.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SyncTree {
    /// The version that they were made on.
    base_version: i64,
    /// At most 5 000.
    changes: Vec<SyncChange>,
    /// The answers to the conflicts of the merge.
    #[serde(default)]
    resolutions: Vec<Resolution>,
    /// For the version list, at most 500 characters.
    change_description: Option<String>,
}

const MOST: usize = 5_000;

impl Validate for SyncTree {
    fn validate(&self, faults: &mut Faults) {
        if self.changes.len() > MOST {
            faults.add(
                "/changes",
                format!("At most {MOST} changes are allowed; these are {}.", self.changes.len()),
            );
        }
        for (index, change) in self.changes.iter().enumerate() {
            if let Some(message) = change.contradiction() {
                faults.add(format!("/changes/{index}"), message);
            }
        }
        if let Some(change) = &self.change_description {
            faults.length("/change_description", change, 0, 500);
        }
        merging::check(faults, &self.resolutions);
    }
}

impl SyncChange {
    fn contradiction(&self) -> Option<&'static str> {
        let (node, field) = (self.node_id.is_some(), self.field.is_some());
        let op = self.op?;
        match op {
            SyncOperation::Add if !node || field || !self.value.is_object() => {
                Some("add takes a node_id and the node as value, and no field.")
            }
            SyncOperation::Update if !field => Some("update takes a field."),
            SyncOperation::Remove if !self.value.is_null() => Some("remove takes no value."),
            SyncOperation::Move if !node || field => Some("move takes a node_id and no field."),
            _ => None,
        }
    }

    fn into_edit(self) -> Edit {
        let field = match self.op {
            Some(SyncOperation::Move) => Some(POSITION.to_owned()),
            _ => self.field,
        };
        Edit {
            place: Place {
                node_id: self.node_id,
                field,
            },
            value: self.value,
        }
    }
}

/// The flow with the changes in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SyncedTree {
    /// True: all changes are saved.
    success: bool,
    /// Empty; conflicts come with the problem `merge_conflict`.
    #[schema(value_type = Vec<super::schema::Conflict>)]
    conflicts: Vec<Conflict>,
    /// The newest version.
    #[serde(flatten)]
    tree: Tree,
}

/// Save changes of single fields
///
/// They are made to the version that they name, and that is merged with what was saved since, by node and field. Where both
/// changed the same thing in different ways, the answer is 409 with all `conflicts`, and nothing is saved until each is answered in
/// `resolutions`. Changes that are saved already make no new version, so it is safe to send them again.
#[utoipa::path(post, path = "/api/v1/trees/{id}/sync", tag = "Flows", operation_id = "sync_tree", request_body = SyncTree,
    params(("id" = uuid::Uuid, Path, description = "The flow"),
        ("If-Match" = Option<String>, Header, description = "Only if this is the newest version")), responses(
    (status = OK, body = SyncedTree, headers(("ETag" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller may read this flow and not change it"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`merge_conflict`, with `conflicts` (see `Conflict`) and `current_version`; `conflict`: the flow is deleted"),
    (status = PRECONDITION_FAILED, body = Problem, description = "`version_conflict`, with `current_version`: a newer one was saved, or `base_version` is not kept any more"),
    (status = PAYLOAD_TOO_LARGE, body = Problem, description = "`too_large`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`: each change that fits nowhere"),
))]
pub async fn sync(
    access: Access<WriteTrees>,
    Path(id): Path<TreeId>,
    if_match: IfMatch,
    Body(body): Body<SyncTree>,
) -> ApiResult<impl IntoResponse> {
    let changes = Changes {
        if_match: if_match.version(),
        base_version: body.base_version,
        edits: body.changes.into_iter().map(SyncChange::into_edit).collect(),
        answers: merging::answers(body.resolutions),
        change_description: body.change_description,
    };
    let now = access.app.clock.now();
    let found = access
        .db
        .write((access.actor, changes), move |tx, (actor, changes)| {
            Box::pin(async move {
                saving::sync(tx, actor, id, now, changes).await?;
                service::get(tx, actor, id).await
            })
        })
        .await?;
    let (tag, Json(tree)) = present::tree(found)?;
    let synced = SyncedTree {
        success: true,
        conflicts: vec![],
        tree,
    };
    Ok((tag, Json(synced)))
}
