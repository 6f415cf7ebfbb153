//! The versions of a flow: one row for every significant change, kept and never changed.

use std::collections::HashMap;

use branchbook_db::{Error, Row, Tx, params};
use branchbook_domain::{
    flow::{change::Diff, thinning::Moment},
    id::{TreeId, UserId},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    assess::{Assessed, NodeCounts},
    store::TreeRow,
};

/// A version's row without its document.
#[derive(Debug, Clone)]
pub struct VersionRow {
    pub number: i64,
    pub change_description: String,
    /// Who has a part in it, who saved it first; never empty.
    pub users: Vec<UserId>,
    pub name: Option<String>,
    pub counts: Option<Counts>,
    pub is_published: bool,
    pub node_count: i64,
    pub created_at: Timestamp,
}

/// How much a version has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    /// Nodes that were added.
    pub added: usize,
    /// Nodes that were removed.
    pub removed: usize,
    /// Nodes that are elsewhere.
    pub moved: usize,
    /// Nodes of which fields changed.
    pub changed: usize,
}

impl Counts {
    /// The counts of a diff.
    #[must_use]
    pub fn of(diff: &Diff) -> Self {
        Self {
            added: diff.added.len(),
            removed: diff.removed.len(),
            moved: diff.moved.len(),
            changed: diff.changed.len(),
        }
    }
}

/// Where a version comes from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'o> {
    /// Who has a part in it, who saved it first.
    pub users: &'o [UserId],
    /// What was done, in words.
    pub change: &'o str,
    /// When it was made.
    pub at: Timestamp,
    /// How much changed since the version before it, if there is one.
    pub counts: Option<Counts>,
}

const COLUMNS: &str = "version_number, change_description, user_ids, is_published, node_count, created_at, name, \
     changes";

fn read_row(row: &Row<'_>) -> Result<VersionRow, Error> {
    let users: Vec<UserId> = serde_json::from_str(&row.get::<String>(2)?).map_err(Error::unreadable)?;
    if users.is_empty() {
        return Err(Error::unreadable("a version without users"));
    }
    let counts = row.get::<Option<String>>(7)?;
    Ok(VersionRow {
        number: row.get(0)?,
        change_description: row.get(1)?,
        users,
        name: row.get(6)?,
        counts: counts
            .map(|counts| serde_json::from_str(&counts))
            .transpose()
            .map_err(Error::unreadable)?,
        is_published: row.get(3)?,
        node_count: row.get(4)?,
        created_at: row.get(5)?,
    })
}

/// Keeps what `tree` is now as its newest version.
pub async fn keep(tx: &mut Tx, tree: &TreeRow, assessed: &Assessed, origin: &Origin<'_>) -> Result<(), Error> {
    let changes = origin.counts.map(|counts| serde_json::json!(counts).to_string());
    tx.execute(
        "INSERT INTO tree_versions (tenant_id, tree_id, version_number, change_description, user_ids, is_published, node_count, \
             created_at, changes, error_count, completion_rate, tree_structure) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            tree.id,
            tree.version,
            origin.change,
            serde_json::json!(origin.users).to_string(),
            tree.published_version == Some(tree.version),
            assessed.node_count,
            origin.at,
            changes,
            assessed.error_count,
            assessed.completion_rate,
            assessed.structure,
        ],
    )
    .await?;
    Ok(())
}

/// Gives a version a name, or takes it away. Whether there is such a version.
pub async fn name(tx: &mut Tx, tree: TreeId, number: i64, name: Option<&str>) -> Result<bool, Error> {
    let sql = "UPDATE tree_versions SET name = $4 WHERE tenant_id = $1 AND tree_id = $2 AND version_number = $3";
    Ok(tx.execute(sql, params![tree, number, name]).await? == 1)
}

/// Marks a version as one that sessions may run, for ever kept.
pub async fn mark_published(tx: &mut Tx, tree: TreeId, number: i64) -> Result<(), Error> {
    let sql =
        "UPDATE tree_versions SET is_published = TRUE WHERE tenant_id = $1 AND tree_id = $2 AND version_number = $3";
    tx.execute(sql, params![tree, number]).await?;
    Ok(())
}

/// Which versions a list has.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Only those below this number.
    pub before: Option<i64>,
    pub published_only: bool,
    pub named_only: bool,
}

/// Versions, newest first.
pub async fn list(tx: &mut Tx, tree: TreeId, wanted: Wanted, limit: usize) -> Result<Vec<VersionRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tree_versions WHERE tenant_id = $1 AND tree_id = $2 AND version_number < $3 \
             AND (is_published OR NOT $4) AND (name IS NOT NULL OR NOT $5) \
         ORDER BY version_number DESC LIMIT $6"
    );
    tx.all(
        sql,
        params![
            tree,
            wanted.before.unwrap_or(i64::MAX),
            wanted.published_only,
            wanted.named_only,
            i64::try_from(limit).unwrap_or(i64::MAX)
        ],
        read_row,
    )
    .await
}

/// One version with its document.
pub async fn get(tx: &mut Tx, tree: TreeId, number: i64) -> Result<Option<(VersionRow, String)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, tree_structure FROM tree_versions WHERE tenant_id = $1 AND tree_id = $2 AND version_number = $3"
    );
    tx.optional(sql, params![tree, number], |row| Ok((read_row(row)?, row.get(8)?)))
        .await
}

/// When a version was made.
pub async fn made_at(tx: &mut Tx, tree: TreeId, number: i64) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT created_at FROM tree_versions WHERE tenant_id = $1 AND tree_id = $2 AND version_number = $3";
    tx.optional(sql, params![tree, number], |row| row.get(0)).await
}

/// The published versions of these flows and what lists show of them, if that is known.
pub async fn published(tx: &mut Tx, trees: &[TreeId]) -> Result<HashMap<TreeId, (i64, Option<NodeCounts>)>, Error> {
    let sql = format!("SELECT v.tree_id, v.version_number, v.node_count, v.error_count, v.completion_rate {PUBLISHED}");
    let read = |row: &Row<'_>| {
        let nodes = row.get(2)?;
        let counts = row.get::<Option<i64>>(3)?.zip(row.get::<Option<f64>>(4)?);
        let counts = counts.map(|(errors, completion_rate)| NodeCounts {
            nodes,
            errors,
            completion_rate,
        });
        Ok((row.get(0)?, (row.get(1)?, counts)))
    };
    Ok(tx.all(sql, params![trees], read).await?.into_iter().collect())
}

/// The documents of the published versions of these flows.
pub async fn published_structures(tx: &mut Tx, trees: &[TreeId]) -> Result<Vec<(TreeId, String)>, Error> {
    if trees.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!("SELECT v.tree_id, v.tree_structure {PUBLISHED}");
    tx.all(sql, params![trees], |row| Ok((row.get(0)?, row.get(1)?))).await
}

const PUBLISHED: &str = "FROM trees JOIN tree_versions AS v \
         ON v.tenant_id = $1 AND v.tree_id = trees.id AND v.version_number = trees.published_version \
     WHERE trees.tenant_id = $1 AND trees.id = ANY($2)";

/// Flows of the tenant, from after `after` on, that have versions from before this time which need not be kept for ever.
pub async fn thick(tx: &mut Tx, after: TreeId, before: Timestamp, limit: i64) -> Result<Vec<TreeId>, Error> {
    let sql = "SELECT DISTINCT tree_id FROM tree_versions \
         WHERE tenant_id = $1 AND tree_id > $2 AND created_at < $3 AND NOT is_published AND name IS NULL \
         ORDER BY tree_id LIMIT $4";
    tx.all(sql, params![after, before, limit], |row| row.get(0)).await
}

/// All versions of a flow, as far as it decides which are kept.
pub async fn moments(tx: &mut Tx, tree: TreeId) -> Result<Vec<Moment>, Error> {
    let sql = "SELECT version_number, created_at, is_published OR name IS NOT NULL FROM tree_versions \
         WHERE tenant_id = $1 AND tree_id = $2";
    tx.all(sql, params![tree], |row| {
        Ok(Moment {
            number: row.get(0)?,
            created_at: row.get(1)?,
            is_for_ever: row.get(2)?,
        })
    })
    .await
}

/// Removes these versions, but not those that were published or named meanwhile: how many.
pub async fn remove(tx: &mut Tx, tree: TreeId, numbers: &[i64]) -> Result<u64, Error> {
    let sql = "DELETE FROM tree_versions WHERE tenant_id = $1 AND tree_id = $2 AND version_number = ANY($3) \
         AND NOT is_published AND name IS NULL";
    tx.execute(sql, params![tree, numbers]).await
}
