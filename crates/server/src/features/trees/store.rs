//! The SQL of flows. Private to the slice.

use branchbook_db::{Error, Row, Sql, ToValue, Tx, Value, params};
use branchbook_domain::{
    flow::FlowKind,
    id::{TreeId, UserId},
};
use jiff::Timestamp;

use super::{
    assess::{Assessed, NodeCounts},
    conditions::{Conditions, like},
    filter::{Place, Sort, SortKey},
    labels::{Kind, LabelCount},
    model::{Status, Visibility},
    narrowing::Wanted,
};

/// A flow's row without its documents.
#[derive(Debug, Clone)]
pub struct TreeRow {
    pub id: TreeId,
    pub name: String,
    pub description: String,
    pub tree_type: FlowKind,
    pub status: Status,
    pub visibility: Visibility,
    pub category: Option<String>,
    pub tags: Vec<String>,
    pub author_id: UserId,
    pub author_name: String,
    pub is_default: bool,
    pub is_active: bool,
    pub is_fork: bool,
    pub version: i64,
    pub published_version: Option<i64>,
    pub node_count: i64,
    pub error_count: i64,
    pub completion_rate: f64,
    pub review_due_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl TreeRow {
    /// Shows it as it is at another version.
    pub fn show(&mut self, version: i64, counts: NodeCounts) {
        self.version = version;
        self.node_count = counts.nodes;
        self.error_count = counts.errors;
        self.completion_rate = counts.completion_rate;
    }

    /// Leaves out what is only for those whose flow it is: who works there, when they look at it again, and when they last saved a
    /// draft. `published_at` is when the version was made that everyone reads.
    pub fn show_to_others(&mut self, published_at: Timestamp) {
        self.author_id = UserId::from_uuid(uuid::Uuid::nil());
        self.author_name.clear();
        self.review_due_at = None;
        self.updated_at = published_at;
    }
}

/// The documents of a flow's row, as the JSON that is stored.
#[derive(Debug, Clone)]
pub struct TreeDocuments {
    pub findings: String,
    pub completion: String,
    pub structure: String,
    /// How often the labels were changed since this version was made. Read with the documents, behind which it stands.
    pub label_changes: i64,
}

/// The columns of a [`TreeRow`], in the order [`read_row`] wants them.
pub(super) const COLUMNS: &str = "id, name, description, tree_type, status, visibility, category, tags, author_id, is_default, \
     is_active, version, published_version, node_count, error_count, completion_rate, review_due_at, created_at, updated_at, \
     coalesce((SELECT users.name FROM users WHERE users.id = trees.author_id), ''), \
     EXISTS (SELECT 1 FROM tree_forks WHERE tree_forks.tenant_id = trees.tenant_id AND tree_forks.tree_id = trees.id)";

/// Reads [`COLUMNS`].
pub(super) fn read_row(row: &Row<'_>) -> Result<TreeRow, Error> {
    let word = |index| row.get::<String>(index);
    Ok(TreeRow {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        tree_type: known(FlowKind::from_word(&word(3)?), "tree_type")?,
        status: known(Status::from_word(&word(4)?), "status")?,
        visibility: known(Visibility::from_word(&word(5)?), "visibility")?,
        category: row.get(6)?,
        tags: serde_json::from_str(&word(7)?).map_err(Error::unreadable)?,
        author_id: row.get(8)?,
        is_default: row.get(9)?,
        is_active: row.get(10)?,
        version: row.get(11)?,
        published_version: row.get(12)?,
        node_count: row.get(13)?,
        error_count: row.get(14)?,
        completion_rate: row.get(15)?,
        review_due_at: row.get(16)?,
        created_at: row.get(17)?,
        updated_at: row.get(18)?,
        author_name: row.get(19)?,
        is_fork: row.get(20)?,
    })
}

fn known<T>(value: Option<T>, column: &str) -> Result<T, Error> {
    value.ok_or_else(|| Error::unreadable(format!("trees.{column} holds an unknown word")))
}

/// Adds a flow; false when there is one with this id.
pub async fn insert_if_absent(tx: &mut Tx, tree: &TreeRow, assessed: &Assessed) -> Result<bool, Error> {
    let inserted = tx.execute(
        "INSERT INTO trees (tenant_id, id, name, name_key, description, tree_type, status, visibility, category, tags, author_id, \
             is_default, is_active, version, published_version, node_count, error_count, completion_rate, review_due_at, \
             created_at, updated_at, findings, completion, tree_structure) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) \
         ON CONFLICT (tenant_id, id) DO NOTHING",
        params![
            tree.id,
            tree.name,
            tree.name.to_lowercase(),
            tree.description,
            tree.tree_type.as_str(),
            tree.status.as_str(),
            tree.visibility.as_str(),
            tree.category,
            tags_json(&tree.tags),
            tree.author_id,
            tree.is_default,
            tree.is_active,
            tree.version,
            tree.published_version,
            assessed.node_count,
            assessed.error_count,
            assessed.completion_rate,
            tree.review_due_at,
            tree.created_at,
            tree.updated_at,
            assessed.findings,
            assessed.completion,
            assessed.structure,
        ],
    )
    .await?;
    Ok(inserted == 1)
}

/// Writes back what a person may change, the status and the versions; not the document.
pub async fn update(tx: &mut Tx, tree: &TreeRow) -> Result<(), Error> {
    tx.execute(
        "UPDATE trees SET name = $3, name_key = $4, description = $5, status = $6, visibility = $7, category = $8, tags = $9, \
             is_active = $10, version = $11, published_version = $12, review_due_at = $13, updated_at = $14, \
             label_changes = CASE WHEN version = $11 THEN label_changes ELSE 0 END \
         WHERE tenant_id = $1 AND id = $2",
        params![
            tree.id,
            tree.name,
            tree.name.to_lowercase(),
            tree.description,
            tree.status.as_str(),
            tree.visibility.as_str(),
            tree.category,
            tags_json(&tree.tags),
            tree.is_active,
            tree.version,
            tree.published_version,
            tree.review_due_at,
            tree.updated_at,
        ],
    )
    .await?;
    Ok(())
}

/// Replaces the document and what follows from it.
pub async fn update_document(tx: &mut Tx, id: TreeId, assessed: &Assessed) -> Result<(), Error> {
    tx.execute(
        "UPDATE trees SET node_count = $3, error_count = $4, completion_rate = $5, findings = $6, completion = $7, \
             tree_structure = $8 \
         WHERE tenant_id = $1 AND id = $2",
        params![
            id,
            assessed.node_count,
            assessed.error_count,
            assessed.completion_rate,
            assessed.findings,
            assessed.completion,
            assessed.structure,
        ],
    )
    .await?;
    Ok(())
}

/// The flow with its documents and how often the tenant has used it.
pub async fn get(tx: &mut Tx, id: TreeId) -> Result<Option<(TreeRow, TreeDocuments, i64)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, \
             coalesce((SELECT usage_count FROM tree_usage WHERE tenant_id = $1 AND tree_id = trees.id), 0), \
             findings, completion, tree_structure, label_changes \
         FROM trees WHERE tenant_id = $1 AND id = $2"
    );
    tx.optional(sql, params![id], |row| {
        let documents = TreeDocuments {
            findings: row.get(22)?,
            completion: row.get(23)?,
            structure: row.get(24)?,
            label_changes: row.get(25)?,
        };
        Ok((read_row(row)?, documents, row.get(21)?))
    })
    .await
}

/// The flow's row, held against other writers until the transaction ends.
pub async fn lock(tx: &mut Tx, id: TreeId) -> Result<Option<TreeRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM trees WHERE tenant_id = $1 AND id = $2 FOR UPDATE");
    tx.optional(sql, params![id], read_row).await
}

/// Whether the flow is active, and its status, which nobody changes until the transaction ends.
pub async fn hold(tx: &mut Tx, id: TreeId) -> Result<Option<(bool, Status)>, Error> {
    let sql = "SELECT is_active, status FROM trees WHERE tenant_id = $1 AND id = $2 FOR SHARE";
    tx.optional(sql, params![id], |row| {
        let status = Status::from_word(&row.get::<String>(1)?);
        Ok((row.get(0)?, known(status, "status")?))
    })
    .await
}

/// Flows that bear this label, deleted ones too: some, if there are more.
pub async fn bearing(tx: &mut Tx, kind: Kind, name: &str, most: i64) -> Result<Vec<TreeId>, Error> {
    if kind == Kind::Category {
        let sql = "SELECT id FROM trees WHERE tenant_id = $1 AND category = $2 ORDER BY id LIMIT $3";
        return tx.all(sql, params![name, most], |row| row.get(0)).await;
    }
    let sql = "SELECT tree_id FROM tree_tags WHERE tenant_id = $1 AND tag = $2 ORDER BY tree_id LIMIT $3";
    let mut found: Vec<TreeId> = tx.all(sql, params![name, most], |row| row.get(0)).await?;
    let left = most - i64::try_from(found.len()).unwrap_or(most);
    if left > 0 {
        // Deleted flows have no rows there. The engines compare letters differently; who asks looks again.
        let sql = "SELECT id FROM trees WHERE tenant_id = $1 AND NOT is_active AND tags LIKE $2 ESCAPE '\\' ORDER BY id LIMIT $3";
        let like = like(&serde_json::Value::from(name).to_string());
        found.extend(tx.all(sql, params![like, left], |row| row.get::<TreeId>(0)).await?);
    }
    Ok(found)
}

/// The rows of these flows, in the order of their ids, held against other writers until the transaction ends.
pub async fn lock_all(tx: &mut Tx, ids: &[TreeId]) -> Result<Vec<TreeRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM trees WHERE tenant_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE");
    tx.all(sql, params![*ids], read_row).await
}

/// Writes a flow's tags and category, without a new version.
pub async fn label(tx: &mut Tx, tree: &TreeRow) -> Result<(), Error> {
    tx.execute(
        "UPDATE trees SET category = $3, tags = $4, label_changes = label_changes + 1 WHERE tenant_id = $1 AND id = $2",
        params![tree.id, tree.category, tags_json(&tree.tags)],
    )
    .await?;
    Ok(())
}

/// How often the flow's labels were changed since its version was made.
pub async fn label_changes(tx: &mut Tx, id: TreeId) -> Result<i64, Error> {
    let sql = "SELECT label_changes FROM trees WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, params![id], |row| row.get(0)).await
}

/// The flow's document.
pub async fn structure(tx: &mut Tx, id: TreeId) -> Result<String, Error> {
    tx.one(
        "SELECT tree_structure FROM trees WHERE tenant_id = $1 AND id = $2",
        params![id],
        |row| row.get(0),
    )
    .await
}

fn tags_json(tags: &[String]) -> String {
    serde_json::Value::from(tags.to_vec()).to_string()
}

/// Removes the flow and everything that is only its own.
pub async fn delete(tx: &mut Tx, id: TreeId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM tree_versions WHERE tenant_id = $1 AND tree_id = $2",
        params![id],
    )
    .await?;
    tx.execute(
        "DELETE FROM tree_usage WHERE tenant_id = $1 AND tree_id = $2",
        params![id],
    )
    .await?;
    tx.execute("DELETE FROM trees WHERE tenant_id = $1 AND id = $2", params![id])
        .await?;
    Ok(())
}

/// Some flows, whatever they are like, which nobody else changes until the transaction has ended.
pub async fn lock_some(tx: &mut Tx, limit: i64) -> Result<Vec<TreeId>, Error> {
    let sql = "SELECT id FROM trees WHERE tenant_id = $1 LIMIT $2 FOR UPDATE";
    tx.all(sql, params![limit], |row| row.get(0)).await
}

/// Removes these flows and what refers to them. How many there were.
pub async fn erase(tx: &mut Tx, trees: &[TreeId]) -> Result<u64, Error> {
    for sql in [
        "DELETE FROM tree_tags WHERE tenant_id = $1 AND tree_id = ANY($2)",
        "DELETE FROM tree_versions WHERE tenant_id = $1 AND tree_id = ANY($2)",
    ] {
        tx.execute(sql, params![*trees]).await?;
    }
    let sql = "DELETE FROM trees WHERE tenant_id = $1 AND id = ANY($2)";
    tx.execute(sql, params![*trees]).await
}

/// Enters or strikes the flow in the list of what every tenant may read.
pub async fn list_publicly(tx: &mut Tx, tree: &TreeRow, listed: bool) -> Result<(), Error> {
    let number = tree.published_version.filter(|_| listed);
    let Some(number) = number else {
        let sql = Sql::global("DELETE FROM public_trees WHERE tree_id = $1");
        tx.execute(sql, params![tree.id]).await?;
        return Ok(());
    };
    tx.execute(
        "INSERT INTO public_trees (tree_id, owner_id, name, version, updated_at) \
         SELECT tree_id, tenant_id, $4::text, version_number, created_at FROM tree_versions \
         WHERE tenant_id = $1 AND tree_id = $2 AND version_number = $3 \
         ON CONFLICT (tree_id) DO UPDATE SET name = excluded.name, version = excluded.version, updated_at = excluded.updated_at \
         WHERE public_trees.name <> excluded.name OR public_trees.version <> excluded.version",
        params![tree.id, number, tree.name],
    )
    .await?;
    Ok(())
}

/// How many sessions the tenant has started on a flow, its own or another's.
pub async fn usage_count(tx: &mut Tx, id: TreeId) -> Result<i64, Error> {
    let sql = "SELECT usage_count FROM tree_usage WHERE tenant_id = $1 AND tree_id = $2";
    Ok(tx.optional(sql, params![id], |row| row.get(0)).await?.unwrap_or(0))
}

/// Counts one more started session.
pub async fn count_use(tx: &mut Tx, id: TreeId) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO tree_usage (tenant_id, tree_id, usage_count) VALUES ($1, $2, 1) \
         ON CONFLICT (tenant_id, tree_id) DO UPDATE SET usage_count = tree_usage.usage_count + 1",
        params![id],
    )
    .await?;
    Ok(())
}

/// The part of a list that is wanted.
#[derive(Debug, Clone, Default)]
pub struct Span {
    pub after: Option<Place>,
    pub before: Option<Place>,
    pub limit: usize,
}

/// Flows without their documents, each with the tenant's use of it.
pub async fn list(tx: &mut Tx, wanted: &Wanted, sort: Sort, span: &Span) -> Result<Vec<(TreeRow, i64)>, Error> {
    let key = match sort.key {
        SortKey::UpdatedAt => "trees.updated_at",
        SortKey::Name => "trees.name_key",
        SortKey::UsageCount => USE,
    };
    let (direction, later, earlier) = if sort.descending {
        ("DESC", "<", ">")
    } else {
        ("ASC", ">", "<")
    };
    let mut conditions = Conditions::of(wanted);
    for (bound, is) in [(&span.after, later), (&span.before, earlier)] {
        let Some(place) = bound else { continue };
        let (value, id) = match place {
            Place::UpdatedAt(at, id) => (at.to_value(), id),
            Place::Name(name, id) => (name.to_value(), id),
            Place::UsageCount(count, id) => (count.to_value(), id),
        };
        let (value, id) = (conditions.param(value), conditions.param(id.to_value()));
        conditions.sql += &format!(" AND ({key}, trees.id) {is} ({value}, {id})");
    }
    let limit = i64::try_from(span.limit).unwrap_or(i64::MAX);
    let limit = conditions.param(Value::Integer(limit));
    let Conditions { sql, params } = conditions;
    // What is narrowed by is in the indices; the rows themselves, which are as long as their documents, are read for the page only.
    let sql = format!(
        "SELECT {COLUMNS}, {USE} FROM ( \
             SELECT trees.id AS listed_id, {key} AS place FROM trees \
             WHERE {sql} ORDER BY place {direction}, listed_id {direction} LIMIT {limit}) AS listed \
         JOIN trees ON trees.tenant_id = $1 AND trees.id = listed.listed_id \
         ORDER BY listed.place {direction}, listed.listed_id {direction}"
    );
    tx.all(sql, &params, |row| Ok((read_row(row)?, row.get(21)?))).await
}

/// How often the tenant has used a flow.
const USE: &str = "coalesce((SELECT usage_count FROM tree_usage WHERE tree_usage.tenant_id = $1 AND tree_usage.tree_id = trees.id), 0)";

/// The ids of the wanted flows, in no order, at most so many.
pub async fn ids(tx: &mut Tx, wanted: &Wanted, most: usize) -> Result<Vec<TreeId>, Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut conditions = Conditions::of(wanted);
    let most = conditions.param(Value::Integer(most));
    let sql = format!("SELECT trees.id FROM trees WHERE {} LIMIT {most}", conditions.sql);
    tx.all(sql, &conditions.params, |row| row.get(0)).await
}

/// The wanted flows without their documents, in no order, each with the tenant's use of it.
pub async fn wanted(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<(TreeRow, i64)>, Error> {
    let Conditions { sql, params } = Conditions::of(wanted);
    let sql = format!("SELECT {COLUMNS}, {USE} FROM trees WHERE {sql}");
    tx.all(sql, &params, |row| Ok((read_row(row)?, row.get(21)?))).await
}

/// The labels of the wanted flows, with how many of them bear each.
pub async fn labels_of(tx: &mut Tx, kind: Kind, wanted: &Wanted) -> Result<Vec<LabelCount>, Error> {
    let Conditions { sql, params } = Conditions::of(wanted);
    let sql = match kind {
        Kind::Tag => format!(
            "SELECT tag, COUNT(*) FROM tree_tags WHERE tenant_id = $1 AND tree_id IN (SELECT trees.id FROM trees WHERE {sql}) \
             GROUP BY tag"
        ),
        Kind::Category => format!(
            "SELECT trees.category, COUNT(*) FROM trees WHERE {sql} AND trees.category IS NOT NULL GROUP BY trees.category"
        ),
    };
    tx.all(sql, &params, |row| {
        Ok(LabelCount {
            name: row.get(0)?,
            count: row.get(1)?,
        })
    })
    .await
}

/// How many sessions the tenant has started on each of these flows.
pub async fn usage_counts(tx: &mut Tx, ids: &[TreeId]) -> Result<Vec<(TreeId, i64)>, Error> {
    let sql = "SELECT tree_id, usage_count FROM tree_usage WHERE tenant_id = $1 AND tree_id = ANY($2)";
    tx.all(sql, params![ids], |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// These flows without their documents, each with the tenant's use of it.
pub async fn rows(tx: &mut Tx, ids: &[TreeId]) -> Result<Vec<(TreeRow, i64)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, coalesce((SELECT usage_count FROM tree_usage WHERE tenant_id = $1 AND tree_id = trees.id), 0) \
         FROM trees WHERE tenant_id = $1 AND id = ANY($2)"
    );
    tx.all(sql, params![ids], |row| Ok((read_row(row)?, row.get(21)?)))
        .await
}

/// The documents of these flows, with their versions.
pub async fn structures(tx: &mut Tx, ids: &[TreeId]) -> Result<Vec<(TreeId, i64, String)>, Error> {
    let sql = "SELECT id, version, tree_structure FROM trees WHERE tenant_id = $1 AND id = ANY($2)";
    tx.all(sql, params![ids], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .await
}

/// How many flows the tenant has that are not deleted.
pub async fn count(tx: &mut Tx) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM trees WHERE tenant_id = $1 AND is_active";
    tx.one(sql, params![], |row| row.get(0)).await
}
