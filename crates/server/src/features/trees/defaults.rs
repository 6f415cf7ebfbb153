//! The default flows: shipped in the binary, owned by the service account, read by every tenant.

use branchbook_db::{Db, Tx};
use branchbook_domain::{
    flow::{FlowDocument, FlowKind},
    id::TreeId,
};
use jiff::Timestamp;
use rust_embed::RustEmbed;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    assess::Assessed,
    labels::{self, Labels},
    model::{Status, Visibility},
    search_index, service,
    store::{self, TreeRow},
    versions::{self, Origin},
};
use crate::{
    error::{ApiError, ApiResult},
    features::identity::system,
};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/default-flows"]
struct Files;

/// One file of `default-flows`; see docs/default-flows.md.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DefaultFlow {
    slug: String,
    name: String,
    description: String,
    tree_type: FlowKind,
    category: String,
    tags: Vec<String>,
    tree_structure: FlowDocument,
}

/// What loading the default flows did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seeded {
    /// Flows that were not there.
    pub added: usize,
    /// Flows that this build has a newer text of.
    pub updated: usize,
    /// Flows that were there already.
    pub unchanged: usize,
}

/// Adds the default flows that are missing and renews those that have changed since an older build: all or none. Safe to repeat,
/// and for several processes at once.
pub async fn seed(db: &Db, now: Timestamp) -> ApiResult<Seeded> {
    let flows = tokio::task::spawn_blocking(read).await.map_err(ApiError::internal)??;
    // One transaction, for each is waited for until it is on the disk.
    db.tenant(system::TENANT)
        .write(flows, move |tx, flows| {
            Box::pin(async move {
                let mut seeded = Seeded::default();
                for (flow, assessed) in flows {
                    match put(tx, flow, assessed, now).await? {
                        Done::Added => seeded.added += 1,
                        Done::Updated => seeded.updated += 1,
                        Done::Unchanged => seeded.unchanged += 1,
                    }
                }
                ApiResult::Ok(seeded)
            })
        })
        .await
}

/// The flows of this build, each assessed. In the order of their files' names, so that two processes never wait for each other in
/// a ring.
fn read() -> ApiResult<Vec<(DefaultFlow, Assessed)>> {
    let mut files: Vec<_> = Files::iter().collect();
    files.sort_unstable();
    let read = |file: &std::borrow::Cow<'static, str>| {
        let content = Files::get(file).ok_or_else(|| ApiError::internal(format!("{file} is not in the binary")))?;
        let flow: DefaultFlow = serde_json::from_slice(&content.data).map_err(ApiError::internal)?;
        let assessed = Assessed::new(flow.tree_structure.clone(), Some(id(&flow.slug)))?;
        Ok((flow, assessed))
    };
    files.iter().map(read).collect()
}

enum Done {
    Added,
    Updated,
    Unchanged,
}

async fn put(tx: &mut Tx, flow: &DefaultFlow, assessed: &Assessed, now: Timestamp) -> ApiResult<Done> {
    let id = id(&flow.slug);
    let old = store::lock(tx, id).await?;
    let mut tree = row(flow, id, now, assessed);
    let Some(old) = old else {
        if !store::insert_if_absent(tx, &tree, assessed).await? {
            return Ok(Done::Unchanged);
        }
        finish(tx, &tree, assessed, &Labels::default(), "Came with Branchbook").await?;
        return Ok(Done::Added);
    };
    let same_labels = (&old.name, &old.description, &old.category, &old.tags)
        == (&tree.name, &tree.description, &tree.category, &tree.tags);
    if same_labels && old.is_active && store::structure(tx, id).await? == assessed.structure {
        return Ok(Done::Unchanged);
    }
    tree.version = old.version + 1;
    tree.published_version = Some(tree.version);
    tree.created_at = old.created_at;
    store::update(tx, &tree).await?;
    store::update_document(tx, id, assessed).await?;
    finish(tx, &tree, assessed, &Labels::of(&old), "Came with a newer Branchbook").await?;
    Ok(Done::Updated)
}

async fn finish(tx: &mut Tx, tree: &TreeRow, assessed: &Assessed, before: &Labels, change: &str) -> ApiResult<()> {
    let origin = Origin {
        users: &[system::USER],
        change,
        at: tree.updated_at,
        counts: None,
    };
    versions::keep(tx, tree, assessed, &origin).await?;
    search_index::put(tx, system::TENANT, tree, &assessed.document).await?;
    labels::change(tx, tree.id, before, &Labels::of(tree)).await?;
    service::list_publicly(tx, tree).await
}

fn row(flow: &DefaultFlow, id: TreeId, now: Timestamp, assessed: &Assessed) -> TreeRow {
    TreeRow {
        id,
        name: flow.name.clone(),
        description: flow.description.clone(),
        tree_type: flow.tree_type,
        status: Status::Published,
        visibility: Visibility::Public,
        category: Some(flow.category.clone()),
        tags: labels::normalized(&flow.tags),
        author_id: system::USER,
        author_name: String::new(),
        is_default: true,
        is_active: true,
        is_fork: false,
        version: 1,
        published_version: Some(1),
        node_count: assessed.node_count,
        error_count: assessed.error_count,
        completion_rate: assessed.completion_rate,
        review_due_at: None,
        created_at: now,
        updated_at: now,
    }
}

/// The same on every installation and in every version, so that an upgrade finds the flow again: a name-based UUID
/// (RFC 9562 §5.5) of the slug.
fn id(slug: &str) -> TreeId {
    const DEFAULT_FLOWS: Uuid = Uuid::from_u128(0x0192_6b0e_7c00_7000_8000_6465_6661_756c);
    TreeId::from_uuid(Uuid::new_v5(&DEFAULT_FLOWS, slug.as_bytes()))
}
