//! What an answer tells of a flow's parent.

use std::collections::HashMap;

use branchbook_db::{Error, Tx};
use branchbook_domain::id::TreeId;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::store::{self, ForkRow};
use crate::access::Actor;

/// Where a flow comes from.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Lineage {
    /// Whether it was copied from another flow.
    pub is_fork: bool,
    /// Why it was; null when it is no fork.
    pub fork_reason: Option<String>,
    /// The flow that it was copied from; null when it is no fork, or when that flow was deleted for good.
    pub parent: Option<Parent>,
    /// The version of the parent that it was copied from, or that was last pulled.
    pub parent_version: Option<i64>,
    /// When that version was made.
    pub parent_updated_at: Option<Timestamp>,
    /// Whether the parent has changed since, so that there is something to pull.
    pub has_parent_updates: bool,
}

/// The flow that a fork was copied from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Parent {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    pub id: TreeId,
    /// Its name; while the caller may not see it, its name at that time.
    pub name: String,
    /// Whether the caller may read it: it is not deleted and still shown to them.
    pub is_available: bool,
    /// Whether changes can be proposed to it: it is available and no default flow.
    pub takes_proposals: bool,
}

impl Lineage {
    pub(super) fn of(actor: &Actor, row: ForkRow) -> Self {
        let seen = row.seen_by(actor);
        let parent = row.parent_id.map(|id| Parent {
            id,
            name: seen.as_ref().map_or(row.parent_name, |seen| seen.name.clone()),
            is_available: seen.is_some(),
            takes_proposals: seen.as_ref().is_some_and(|seen| !seen.is_default),
        });
        Self {
            is_fork: true,
            fork_reason: Some(row.fork_reason),
            parent,
            parent_version: Some(row.parent_version),
            parent_updated_at: Some(row.parent_updated_at),
            has_parent_updates: seen.is_some_and(|seen| seen.updated_at > row.parent_updated_at),
        }
    }
}

/// Where those of these flows come from that are forks, as the caller may know it.
///
/// # Errors
/// Those of the database.
pub async fn of_all(tx: &mut Tx, actor: &Actor, ids: &[TreeId]) -> Result<HashMap<TreeId, Lineage>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = store::forks(tx, ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.tree_id, Lineage::of(actor, row)))
        .collect())
}

/// Where this flow comes from.
///
/// # Errors
/// Those of the database.
pub async fn of(tx: &mut Tx, actor: &Actor, id: TreeId) -> Result<Lineage, Error> {
    Ok(of_all(tx, actor, &[id]).await?.remove(&id).unwrap_or_default())
}
