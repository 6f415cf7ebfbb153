//! The rules of a flow's life: who may see and change it, what each change does to its version, its labels and its index.

use branchbook_db::{Error, Tx};
use branchbook_domain::{
    flow::{FlowDocument, shapes},
    id::TreeId,
};
use jiff::Timestamp;
use serde_json::Value;

use super::{
    assess::{self, Assessed},
    dto::TreePermissions,
    labels::{self, Labels},
    model::{Status, Visibility},
    search_index,
    store::{self, TreeDocuments, TreeRow},
    versions,
};
use crate::{
    access::{Access, Actor, Role},
    error::{ApiError, ApiResult, Code, FieldError},
    features::account::limits,
};

/// A flow as its reader gets it.
#[derive(Debug, Clone)]
pub struct Found {
    pub row: TreeRow,
    pub documents: TreeDocuments,
    pub usage_count: i64,
    pub permissions: TreePermissions,
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

/// A change of a flow; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub base_version: Option<i64>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub category: Option<Option<String>>,
    pub tags: Option<Vec<String>>,
    pub visibility: Option<Visibility>,
    pub review_due_at: Option<Option<Timestamp>>,
    pub tree_structure: Option<Value>,
    pub change_description: Option<String>,
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
    Ok(found.map(|(row, documents, usage_count)| {
        let permissions = permissions(actor, &row);
        Found {
            row,
            documents,
            usage_count,
            permissions,
        }
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
                };
                at_version(tx, found, *version, true).await.map(Some)
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
        return Ok(found);
    }
    let (version, structure) = versions::get(tx, found.row.id, number)
        .await?
        .filter(|(version, _)| version.is_published || !published_only)
        .ok_or_else(|| ApiError::not_found("version"))?;
    let assessed = Assessed::new(stored_document(&structure)?, Some(found.row.id))?;
    found.row.version = version.number;
    found.row.node_count = assessed.node_count;
    found.row.error_count = assessed.error_count;
    found.row.completion_rate = assessed.completion_rate;
    found.documents = TreeDocuments {
        findings: assessed.findings,
        completion: assessed.completion,
        structure,
    };
    Ok(found)
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
    versions::keep(tx, &tree, &assessed, actor.user, &new.change).await?;
    labels::change(tx, id, &Labels::default(), &Labels::of(&tree)).await?;
    Ok(search_index::put(tx, actor.tenant, &tree, &assessed.document).await?)
}

/// Changes a flow on top of the version that the caller has read.
pub async fn update(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp, change: &Change) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    check_base(&tree, change.base_version)?;
    let before = Labels::of(&tree);
    if let Some(name) = &change.name {
        tree.name = name.trim().to_owned();
    }
    if let Some(description) = &change.description {
        tree.description.clone_from(description);
    }
    if let Some(category) = &change.category {
        tree.category = category.as_deref().map(|category| category.trim().to_owned());
    }
    if let Some(tags) = &change.tags {
        tree.tags = labels::normalized(tags);
    }
    if let Some(visibility) = change.visibility {
        tree.visibility = visibility;
    }
    if let Some(review_due_at) = change.review_due_at {
        tree.review_due_at = review_due_at;
    }
    let document = match &change.tree_structure {
        Some(structure) => assess::parse(Some(tree.tree_type), structure.clone())?,
        None => stored_document(&store::structure(tx, id).await?)?,
    };
    let description = change.change_description.as_deref().unwrap_or_default();
    save(tx, actor, &mut tree, now, document, description).await?;
    labels::change(tx, id, &before, &Labels::of(&tree)).await?;
    list_publicly(tx, actor, &tree).await
}

/// Makes the newest version the one that new sessions run.
pub async fn publish(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    let assessed = Assessed::new(stored_document(&store::structure(tx, id).await?)?, Some(id))?;
    if assessed.error_count > 0 {
        return Err(blocked(&assessed));
    }
    tree.status = Status::Published;
    tree.published_version = Some(tree.version);
    tree.updated_at = now;
    store::update(tx, &tree).await?;
    versions::mark_published(tx, id, tree.version).await?;
    list_publicly(tx, actor, &tree).await
}

/// Hides a flow from new sessions.
pub async fn archive(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    tree.status = Status::Archived;
    tree.updated_at = now;
    store::update(tx, &tree).await?;
    list_publicly(tx, actor, &tree).await
}

/// Makes a new version that equals an old one.
pub async fn restore(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp, number: i64) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    let (_, structure) = versions::get(tx, id, number)
        .await?
        .ok_or_else(|| ApiError::not_found("version"))?;
    let change = format!("Restored version {number}");
    save(tx, actor, &mut tree, now, stored_document(&structure)?, &change).await
}

/// Deletes a flow so that [`undelete`] brings it back.
pub async fn delete(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp) -> ApiResult<()> {
    set_active(tx, actor, id, now, false).await
}

/// Brings back a deleted flow.
pub async fn undelete(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp) -> ApiResult<()> {
    set_active(tx, actor, id, now, true).await
}

async fn set_active(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp, active: bool) -> ApiResult<()> {
    let mut tree = locked(tx, actor, id).await?;
    if !permissions(actor, &tree).delete {
        return Err(ApiError::forbidden(
            "Only a flow's author or an admin deletes it or brings it back.",
        ));
    }
    if active && !tree.is_active {
        limits::room_for_tree(tx, actor.tenant).await?;
    }
    let before = Labels::of(&tree);
    tree.is_active = active;
    tree.updated_at = now;
    store::update(tx, &tree).await?;
    labels::change(tx, id, &before, &Labels::of(&tree)).await?;
    if active {
        let document = stored_document(&store::structure(tx, id).await?)?;
        search_index::put(tx, actor.tenant, &tree, &document).await?;
    } else {
        search_index::remove(tx, id).await?;
    }
    list_publicly(tx, actor, &tree).await
}

/// Deletes a flow for good, with its versions. Sessions keep the document that they run.
pub async fn delete_for_good(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<()> {
    let mut tree = locked(tx, actor, id).await?;
    if !permissions(actor, &tree).hard_delete {
        return Err(ApiError::forbidden("Only an admin deletes a flow for good."));
    }
    labels::change(tx, id, &Labels::of(&tree), &Labels::default()).await?;
    search_index::remove(tx, id).await?;
    tree.is_active = false;
    list_publicly(tx, actor, &tree).await?;
    store::delete(tx, id).await?;
    Ok(())
}

/// Writes the next version of a flow.
async fn save(
    tx: &mut Tx,
    actor: &Actor,
    tree: &mut TreeRow,
    now: Timestamp,
    document: FlowDocument,
    change: &str,
) -> ApiResult<()> {
    let assessed = Assessed::new(document, Some(tree.id))?;
    tree.version += 1;
    tree.updated_at = now;
    store::update(tx, tree).await?;
    store::update_document(tx, tree.id, &assessed).await?;
    versions::keep(tx, tree, &assessed, actor.user, change).await?;
    Ok(search_index::put(tx, actor.tenant, tree, &assessed.document).await?)
}

/// The flow, held for writing, if the caller may see it.
async fn locked(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<TreeRow> {
    let tree = store::lock(tx, id).await?.filter(|tree| may_see(actor, tree));
    tree.ok_or_else(|| ApiError::not_found("flow"))
}

/// The flow, held for writing, if the caller may edit it.
async fn editable(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<TreeRow> {
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

fn check_base(tree: &TreeRow, base: Option<i64>) -> ApiResult<()> {
    match base {
        Some(base) if base != tree.version => {
            let detail = format!(
                "You changed version {base}, and version {} was saved meanwhile. Read it and try again.",
                tree.version
            );
            Err(ApiError::new(Code::VersionConflict, detail).with("current_version", tree.version))
        }
        _ => Ok(()),
    }
}

fn blocked(assessed: &Assessed) -> ApiError {
    let findings: Vec<Value> = serde_json::from_str(&assessed.findings).unwrap_or_default();
    let text = |finding: &Value, member: &str| finding[member].as_str().map(str::to_owned);
    let place = |node: Option<&str>| {
        let index = assessed
            .document
            .nodes
            .iter()
            .position(|candidate| Some(candidate.id.as_str()) == node);
        index.map_or_else(
            || "/tree_structure".to_owned(),
            |index| format!("/tree_structure/nodes/{index}"),
        )
    };
    let errors = findings
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| FieldError {
            pointer: place(finding["node_id"].as_str()),
            message: text(finding, "message").unwrap_or_default(),
            code: text(finding, "code"),
            node_id: text(finding, "node_id"),
        });
    let detail = format!(
        "Mend {} first: see errors.",
        if assessed.error_count == 1 {
            "one error"
        } else {
            "the errors"
        }
    );
    ApiError::new(Code::ValidationFailed, detail).with_errors(errors.collect())
}

/// Keeps the list of what every tenant may read true: public, published and not deleted.
pub(super) async fn list_publicly(tx: &mut Tx, actor: &Actor, tree: &TreeRow) -> ApiResult<()> {
    let listed = tree.is_active && tree.status == Status::Published && tree.visibility == Visibility::Public;
    Ok(store::list_publicly(tx, actor.tenant, tree.id, listed).await?)
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
