//! Who may see and change a flow, and what a new one begins as.

use branchbook_db::{Error, Tx};
use branchbook_domain::{
    flow::{FlowDocument, shapes},
    id::TreeId,
};
use jiff::Timestamp;

use super::{
    assess::Assessed,
    dto::TreePermissions,
    forks::lineage::{self, Lineage},
    labels::{self, Labels},
    model::{Status, Visibility},
    search_index,
    store::{self, TreeDocuments, TreeRow},
    versions::{self, Origin},
};
use crate::{
    access::{Access, Actor, Role},
    error::{ApiError, ApiResult, Code},
    features::account::limits,
};

/// A flow as its reader gets it.
#[derive(Debug, Clone)]
pub struct Found {
    pub row: TreeRow,
    pub documents: TreeDocuments,
    pub usage_count: i64,
    pub permissions: TreePermissions,
    pub lineage: Lineage,
}

/// What a new flow begins as.
#[derive(Debug, Clone)]
pub struct NewTree {
    pub name: String,
    pub description: String,
    pub category: Option<String>,
    pub tags: Vec<String>,
    pub visibility: Visibility,
    pub document: FlowDocument,
    /// For the version list.
    pub change: String,
}

/// How many flows the transaction's tenant has that are not deleted.
///
/// # Errors
/// Those of the database.
pub async fn count(tx: &mut Tx) -> Result<i64, Error> {
    store::count(tx).await
}

/// Whether the caller may see this flow of their own tenant.
#[must_use]
pub fn may_see(actor: &Actor, tree: &TreeRow) -> bool {
    let shown = tree.visibility != Visibility::Private || tree.author_id == actor.user || sees_private(actor);
    let ready = tree.status == Status::Published || !sees_published_only(actor);
    shown && ready && (tree.is_active || permissions(actor, tree).delete)
}

/// Whether the caller sees others' private flows: admins.
#[must_use]
pub fn sees_private(actor: &Actor) -> bool {
    actor.role == Role::Admin
}

/// Whether the caller reads only what was published: viewers.
#[must_use]
pub fn sees_published_only(actor: &Actor) -> bool {
    actor.role < Role::Engineer
}

/// What the caller may do with this flow of their own tenant: authors with their own, managers with the team's, admins with
/// all. Default flows are the system's.
#[must_use]
pub fn permissions(actor: &Actor, tree: &TreeRow) -> TreePermissions {
    let mine = actor.role >= Role::Engineer && tree.author_id == actor.user;
    let managed = actor.role >= Role::Manager && tree.visibility != Visibility::Private;
    let edit = !tree.is_default && (mine || managed || actor.role == Role::Admin);
    TreePermissions {
        edit,
        publish: edit,
        delete: !tree.is_default && (mine || actor.role == Role::Admin),
        hard_delete: !tree.is_default && actor.role == Role::Admin,
    }
}

/// The flow of the caller's tenant, if they may see it.
pub async fn get(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<Found> {
    find(tx, actor, id).await?.ok_or_else(|| ApiError::not_found("flow"))
}

/// The same, or nothing.
pub(super) async fn find(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<Option<Found>> {
    let found = store::get(tx, id).await?.filter(|(row, ..)| may_see(actor, row));
    let Some((row, documents, usage_count)) = found else {
        return Ok(None);
    };
    let lineage = if row.is_fork {
        lineage::of(tx, actor, id).await?
    } else {
        Lineage::default()
    };
    Ok(Some(Found {
        permissions: permissions(actor, &row),
        row,
        documents,
        usage_count,
        lineage,
    }))
}

/// The flow for whoever may read it: members of its tenant, and everyone if it is public. Viewers and other tenants get the
/// published version; `version` asks for an older one of the caller's own.
pub async fn read<P>(access: &Access<P>, id: TreeId, version: Option<i64>) -> ApiResult<Found> {
    let input = (access.actor, id, version);
    let own = access
        .db
        .read(input, |tx, (actor, id, version)| {
            Box::pin(async move {
                let Some(found) = find(tx, actor, *id).await? else {
                    return Ok(None);
                };
                at_version(tx, found, *version, sees_published_only(actor))
                    .await
                    .map(Some)
            })
        })
        .await?;
    if let Some(found) = own {
        return Ok(found);
    }
    read_public(access, id, version)
        .await?
        .ok_or_else(|| ApiError::not_found("flow"))
}

/// The published version of a flow that another tenant shares with everyone.
async fn read_public<P>(access: &Access<P>, id: TreeId, version: Option<i64>) -> ApiResult<Option<Found>> {
    let Some(owner) = access.public_tree(id).await? else {
        return Ok(None);
    };
    let mut found = owner
        .read((id, version), |tx, (id, version)| {
            Box::pin(async move {
                let Some((row, documents, _)) = store::get(tx, *id).await? else {
                    return ApiResult::Ok(None);
                };
                let found = Found {
                    row,
                    documents,
                    usage_count: 0,
                    permissions: TreePermissions::NONE,
                    lineage: Lineage::default(),
                };
                let mut found = at_version(tx, found, *version, true).await?;
                if !found.row.is_default {
                    let made = versions::made_at(tx, *id, found.row.version).await?;
                    let made = made.ok_or_else(|| ApiError::not_found("version"))?;
                    found.row.show_to_others(made);
                }
                Ok(Some(found))
            })
        })
        .await?;
    if let Some(found) = &mut found {
        found.usage_count = access
            .db
            .read(id, |tx, id| Box::pin(async move { store::usage_count(tx, *id).await }))
            .await?;
    }
    Ok(found)
}

/// Puts the document of the wanted version in place of the newest.
async fn at_version(tx: &mut Tx, mut found: Found, wanted: Option<i64>, published_only: bool) -> ApiResult<Found> {
    let newest = if published_only {
        found.row.published_version
    } else {
        Some(found.row.version)
    };
    let Some(number) = wanted.or(newest) else {
        return Err(ApiError::not_found("flow"));
    };
    if number == found.row.version {
        // A draft's number is easily guessed.
        if published_only && found.row.published_version != Some(number) {
            return Err(ApiError::not_found("version"));
        }
        return Ok(found);
    }
    let (version, structure) = versions::get(tx, found.row.id, number)
        .await?
        .filter(|(version, _)| version.is_published || !published_only)
        .ok_or_else(|| ApiError::not_found("version"))?;
    let assessed = Assessed::new(stored_document(&structure)?, Some(found.row.id))?;
    found.row.show(version.number, assessed.counts());
    found.documents = TreeDocuments {
        label_changes: found.documents.label_changes,
        findings: assessed.findings,
        completion: assessed.completion,
        structure,
    };
    Ok(found)
}

/// Shows rows as readers of what was published get them: of flows with a later draft, the published version.
pub(super) async fn as_published(tx: &mut Tx, rows: impl Iterator<Item = &mut TreeRow>) -> ApiResult<()> {
    let has_draft = |row: &&mut TreeRow| row.published_version.is_some_and(|number| number != row.version);
    let mut rows: Vec<&mut TreeRow> = rows.filter(has_draft).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let ids: Vec<TreeId> = rows.iter().map(|row| row.id).collect();
    let mut published = versions::published(tx, &ids).await?;
    // Published before they were counted.
    let uncounted: Vec<TreeId> = published
        .iter()
        .filter(|(_, (_, counts))| counts.is_none())
        .map(|(id, _)| *id)
        .collect();
    for (id, structure) in versions::published_structures(tx, &uncounted).await? {
        let counts = Assessed::new(stored_document(&structure)?, Some(id))?.counts();
        published.entry(id).and_modify(|version| version.1 = Some(counts));
    }
    for row in &mut rows {
        let (number, counts) = published
            .get(&row.id)
            .and_then(|(number, counts)| Some((*number, (*counts)?)))
            .ok_or_else(|| ApiError::internal("a published version that is not kept"))?;
        row.show(number, counts);
    }
    Ok(())
}

/// Adds a flow as a draft of the caller's, version 1.
pub async fn create(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp, new: &NewTree) -> ApiResult<()> {
    limits::room_for_tree(tx, actor.tenant).await?;
    let assessed = Assessed::new(new.document.clone(), Some(id))?;
    let tree = TreeRow {
        id,
        name: new.name.trim().to_owned(),
        description: new.description.clone(),
        tree_type: new.document.kind,
        status: Status::Draft,
        visibility: new.visibility,
        category: new.category.as_deref().map(|category| category.trim().to_owned()),
        tags: labels::normalized(&new.tags),
        author_id: actor.user,
        author_name: String::new(), // read with the row, never written
        is_default: false,
        is_active: true,
        is_fork: false, // read with the row
        version: 1,
        published_version: None,
        node_count: assessed.node_count,
        error_count: assessed.error_count,
        completion_rate: assessed.completion_rate,
        review_due_at: None,
        created_at: now,
        updated_at: now,
    };
    store::insert_if_absent(tx, &tree, &assessed).await?;
    let origin = Origin {
        users: &[actor.user],
        change: &new.change,
        at: now,
        counts: None,
    };
    versions::keep(tx, &tree, &assessed, &origin).await?;
    search_index::put(tx, actor.tenant, &tree, &assessed.document).await?;
    Ok(labels::change(tx, id, &Labels::default(), &Labels::of(&tree)).await?)
}

/// The flow, held for writing, if the caller may see it.
pub(super) async fn locked(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<TreeRow> {
    let tree = store::lock(tx, id).await?.filter(|tree| may_see(actor, tree));
    tree.ok_or_else(|| ApiError::not_found("flow"))
}

/// The flow, held for writing, if the caller may edit it.
pub(super) async fn editable(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<TreeRow> {
    let tree = locked(tx, actor, id).await?;
    if !permissions(actor, &tree).edit {
        return Err(ApiError::forbidden(
            "Only the flow's author, a manager (for team flows) or an admin changes it.",
        ));
    }
    if !tree.is_active {
        return Err(ApiError::new(
            Code::Conflict,
            "This flow is deleted. Bring it back first.",
        ));
    }
    Ok(tree)
}

/// Keeps the list of what every tenant may read true: public, published and not deleted.
pub(super) async fn list_publicly(tx: &mut Tx, tree: &TreeRow) -> ApiResult<()> {
    let listed = tree.is_active && tree.status == Status::Published && tree.visibility == Visibility::Public;
    Ok(store::list_publicly(tx, tree, listed).await?)
}

/// A document as it was stored: always canonical.
pub(super) fn stored_document(structure: &str) -> ApiResult<FlowDocument> {
    serde_json::from_str(structure).map_err(ApiError::internal)
}

/// The document of `tree` in this shape, as JSON text.
pub fn shaped(structure: String, shape: shapes::Shape) -> ApiResult<String> {
    match shape {
        shapes::Shape::Canonical => Ok(structure),
        other => Ok(shapes::render(&stored_document(&structure)?, other).to_string()),
    }
}
