//! Tags and categories, and the exact counts of the active flows that bear them.

use std::collections::BTreeSet;

use branchbook_db::{Error, Tx, params};
use branchbook_domain::id::TreeId;

use super::store::TreeRow;

/// What a flow adds to the counts: nothing while it is deleted.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    tags: BTreeSet<String>,
    category: Option<String>,
}

impl Labels {
    /// The labels that this row counts for.
    #[must_use]
    pub fn of(tree: &TreeRow) -> Self {
        if !tree.is_active {
            return Self::default();
        }
        Self {
            tags: tree.tags.iter().cloned().collect(),
            category: tree.category.clone(),
        }
    }
}

/// Tags as they are kept: trimmed, in alphabetical order, none twice.
#[must_use]
pub fn normalized(tags: &[String]) -> Vec<String> {
    tags.iter()
        .map(|tag| tag.trim().to_owned())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Moves the counts from what a flow bore before to what it bears after. Names are taken in alphabetical order, so that two
/// transactions never wait for each other in a ring.
pub async fn change(tx: &mut Tx, id: TreeId, before: &Labels, after: &Labels) -> Result<(), Error> {
    for tag in before.tags.union(&after.tags) {
        match (before.tags.contains(tag), after.tags.contains(tag)) {
            (true, false) => {
                count(tx, Table::Tags, tag, -1).await?;
                let sql = "DELETE FROM tree_tags WHERE tenant_id = $1 AND tree_id = $2 AND tag = $3";
                tx.execute(sql, params![id, tag]).await?;
            }
            (false, true) => {
                count(tx, Table::Tags, tag, 1).await?;
                let sql = "INSERT INTO tree_tags (tenant_id, tree_id, tag) VALUES ($1, $2, $3)";
                tx.execute(sql, params![id, tag]).await?;
            }
            _ => {}
        }
    }
    if before.category != after.category {
        let mut moves = [(&before.category, -1), (&after.category, 1)];
        moves.sort();
        for (category, by) in moves {
            if let Some(category) = category {
                count(tx, Table::Categories, category, by).await?;
            }
        }
    }
    Ok(())
}

/// A label that is borne.
#[derive(Debug, Clone)]
pub struct LabelCount {
    pub name: String,
    pub count: i64,
}

/// Every tag in use, by name.
pub async fn tags(tx: &mut Tx) -> Result<Vec<LabelCount>, Error> {
    counts(
        tx,
        "SELECT name, usage_count FROM tags WHERE tenant_id = $1 AND usage_count > 0 ORDER BY name",
    )
    .await
}

/// Every category in use, by name.
pub async fn categories(tx: &mut Tx) -> Result<Vec<LabelCount>, Error> {
    counts(
        tx,
        "SELECT name, usage_count FROM categories WHERE tenant_id = $1 AND usage_count > 0 ORDER BY name",
    )
    .await
}

async fn counts(tx: &mut Tx, sql: &'static str) -> Result<Vec<LabelCount>, Error> {
    tx.all(sql, params![], |row| {
        Ok(LabelCount {
            name: row.get(0)?,
            count: row.get(1)?,
        })
    })
    .await
}

enum Table {
    Tags,
    Categories,
}

async fn count(tx: &mut Tx, table: Table, name: &str, by: i64) -> Result<(), Error> {
    let sql = match table {
        Table::Tags => {
            "INSERT INTO tags (tenant_id, name, usage_count) VALUES ($1, $2, $3) \
             ON CONFLICT (tenant_id, name) DO UPDATE SET usage_count = tags.usage_count + excluded.usage_count"
        }
        Table::Categories => {
            "INSERT INTO categories (tenant_id, name, usage_count) VALUES ($1, $2, $3) \
             ON CONFLICT (tenant_id, name) DO UPDATE SET usage_count = categories.usage_count + excluded.usage_count"
        }
    };
    tx.execute(sql, params![name, by]).await?;
    Ok(())
}
