//! The SQL of flows. Private to the slice.

use branchbook_db::{Error, Row, Sql, ToValue, Tx, dialect::containing, params};
use branchbook_domain::{
    flow::FlowKind,
    id::{TreeId, UserId},
};
use jiff::Timestamp;

use super::{
    assess::Assessed,
    filter::{Place, Sort, SortKey, TreeFilter},
    model::{Status, Visibility},
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

/// The documents of a flow's row, as the JSON that is stored.
#[derive(Debug, Clone)]
pub struct TreeDocuments {
    pub findings: String,
    pub completion: String,
    pub structure: String,
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
             is_active = $10, version = $11, published_version = $12, review_due_at = $13, updated_at = $14 \
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
             findings, completion, tree_structure \
         FROM trees WHERE tenant_id = $1 AND id = $2"
    );
    tx.optional(sql, params![id], |row| {
        let documents = TreeDocuments {
            findings: row.get(22)?,
            completion: row.get(23)?,
            structure: row.get(24)?,
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

/// Who reads a list, as far as it decides which flows are in it.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub user: UserId,
    pub sees_private: bool,
    pub published_only: bool,
}

impl Reader {
    /// From another tenant: sees nobody's private flows and no drafts.
    pub const OUTSIDER: Self = Self {
        user: UserId::from_uuid(uuid::Uuid::nil()),
        sees_private: false,
        published_only: true,
    };
}

/// The part of a list that is wanted.
#[derive(Debug, Clone, Default)]
pub struct Span {
    pub after: Option<Place>,
    pub before: Option<Place>,
    pub limit: usize,
}

/// Flows without their documents, each with the tenant's use of it.
pub async fn list(
    tx: &mut Tx,
    reader: &Reader,
    filter: &TreeFilter,
    sort: Sort,
    span: &Span,
) -> Result<Vec<(TreeRow, i64)>, Error> {
    let key = match sort.key {
        SortKey::UpdatedAt => "trees.updated_at",
        SortKey::Name => "trees.name_key",
        SortKey::UsageCount => "coalesce(tree_usage.usage_count, 0)",
    };
    let (direction, later, earlier) = if sort.descending {
        ("DESC", "<", ">")
    } else {
        ("ASC", ">", "<")
    };
    let (mut bounds, mut places) = (String::new(), vec![]);
    for (bound, is) in [(&span.after, later), (&span.before, earlier)] {
        let Some(place) = bound else { continue };
        let first = 15 + places.len();
        bounds += &format!("AND ({key}, trees.id) {is} (${first}, ${}) ", first + 1);
        places.extend(match place {
            Place::UpdatedAt(at, id) => [at.to_value(), id.to_value()],
            Place::Name(name, id) => [name.to_value(), id.to_value()],
            Place::UsageCount(count, id) => [count.to_value(), id.to_value()],
        });
    }
    let sql = format!(
        "SELECT {COLUMNS}, coalesce(tree_usage.usage_count, 0) \
         FROM trees LEFT JOIN tree_usage ON tree_usage.tenant_id = $1 AND tree_usage.tree_id = trees.id \
         WHERE trees.tenant_id = $1 AND trees.is_active <> $2 AND (NOT $2 OR author_id = $3 OR $4) \
             AND (visibility <> 'private' OR author_id = $3 OR $4) AND (status = 'published' OR NOT $5) \
             AND ($6::text IS NULL OR tree_type = $6) AND ($7::text IS NULL OR status = $7) \
             AND ($8::text IS NULL OR category = $8) AND ($9::text IS NULL OR visibility = $9) \
             AND ($10::uuid IS NULL OR author_id = $10) \
             AND ($11::text IS NULL OR EXISTS (SELECT 1 FROM tree_tags \
                 WHERE tree_tags.tenant_id = $1 AND tree_tags.tree_id = trees.id AND tree_tags.tag = $11)) \
             AND ($12::text IS NULL OR name_key LIKE $12 ESCAPE '\\' OR lower(description) LIKE $12 ESCAPE '\\') \
             AND ($14::boolean IS NULL OR $14 = EXISTS (SELECT 1 FROM tree_forks \
                 WHERE tree_forks.tenant_id = $1 AND tree_forks.tree_id = trees.id)) \
             {bounds} \
         ORDER BY {key} {direction}, trees.id {direction} LIMIT $13"
    );
    let deleted = filter.deleted == Some(true);
    let author = if filter.mine == Some(true) {
        Some(reader.user)
    } else {
        filter.author
    };
    let like = filter
        .q
        .as_deref()
        .filter(|text| !text.trim().is_empty())
        .map(containing);
    let (tree_type, status) = (
        filter.tree_type.map(FlowKind::as_str),
        filter.status.map(Status::as_str),
    );
    let visibility = filter.visibility.map(Visibility::as_str);
    let limit = i64::try_from(span.limit).unwrap_or(i64::MAX);
    let mut params = params![
        deleted,
        reader.user,
        reader.sees_private,
        reader.published_only,
        tree_type,
        status,
        filter.category,
        visibility,
        author,
        filter.tag,
        like,
        limit,
        filter.forks,
    ]
    .to_vec();
    params.append(&mut places);
    tx.all(sql, &params, |row| Ok((read_row(row)?, row.get(21)?))).await
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
