//! The versions of a flow: one row for every significant change, kept and never changed.

use branchbook_db::{Error, Row, Tx, params};
use branchbook_domain::id::{TreeId, UserId};
use jiff::Timestamp;

use super::{assess::Assessed, store::TreeRow};

/// A version's row without its document.
#[derive(Debug, Clone)]
pub struct VersionRow {
    pub number: i64,
    pub change_description: String,
    pub author_id: UserId,
    pub is_published: bool,
    pub node_count: i64,
    pub created_at: Timestamp,
}

const COLUMNS: &str = "version_number, change_description, user_ids, is_published, node_count, created_at";

fn read_row(row: &Row<'_>) -> Result<VersionRow, Error> {
    let users: Vec<UserId> = serde_json::from_str(&row.get::<String>(2)?).map_err(Error::unreadable)?;
    Ok(VersionRow {
        number: row.get(0)?,
        change_description: row.get(1)?,
        author_id: users
            .into_iter()
            .next()
            .ok_or_else(|| Error::unreadable("a version without users"))?,
        is_published: row.get(3)?,
        node_count: row.get(4)?,
        created_at: row.get(5)?,
    })
}

/// Keeps what `tree` is now as its newest version.
pub async fn keep(tx: &mut Tx, tree: &TreeRow, assessed: &Assessed, user: UserId, change: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO tree_versions (tenant_id, tree_id, version_number, change_description, user_ids, is_published, node_count, \
             created_at, tree_structure) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            tree.id,
            tree.version,
            change,
            serde_json::json!([user]).to_string(),
            tree.published_version == Some(tree.version),
            assessed.node_count,
            tree.updated_at,
            assessed.structure,
        ],
    )
    .await?;
    Ok(())
}

/// Marks a version as one that sessions may run, for ever kept.
pub async fn mark_published(tx: &mut Tx, tree: TreeId, number: i64) -> Result<(), Error> {
    let sql =
        "UPDATE tree_versions SET is_published = TRUE WHERE tenant_id = $1 AND tree_id = $2 AND version_number = $3";
    tx.execute(sql, params![tree, number]).await?;
    Ok(())
}

/// Versions, newest first, beginning below `before`.
pub async fn list(
    tx: &mut Tx,
    tree: TreeId,
    before: Option<i64>,
    published_only: bool,
    limit: usize,
) -> Result<Vec<VersionRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tree_versions WHERE tenant_id = $1 AND tree_id = $2 AND version_number < $3 \
             AND (is_published OR NOT $4) \
         ORDER BY version_number DESC LIMIT $5"
    );
    tx.all(
        sql,
        params![
            tree,
            before.unwrap_or(i64::MAX),
            published_only,
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
    tx.optional(sql, params![tree, number], |row| Ok((read_row(row)?, row.get(6)?)))
        .await
}
