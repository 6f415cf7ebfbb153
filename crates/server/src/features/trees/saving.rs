//! What a save does: on which version it is made, what is merged, which version comes of it.

use branchbook_db::Tx;
use branchbook_domain::{
    flow::{
        FlowDocument,
        change::{self, Answers, Edit, diff},
    },
    id::{TreeId, UserId},
};
use jiff::Timestamp;
use serde_json::Value;

use super::{
    assess::{self, Assessed},
    dto::{BaseLabels, MOST_TAGS},
    labels::{self, Labels},
    merging,
    model::Visibility,
    search_index,
    service::{editable, list_publicly, stored_document},
    store::{self, TreeRow},
    versions::{self, Counts, Origin},
};
use crate::{
    access::Actor,
    error::{ApiError, ApiResult, Code},
    http::ETag,
};

/// A change of a flow; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Only on this version; labels only as they were then.
    pub if_match: Option<ETag>,
    /// What the document was made of: what was saved since is merged with it.
    pub base_version: Option<i64>,
    /// What the labels were made of: what became of them since is kept.
    pub base_labels: Option<BaseLabels>,
    pub answers: Answers,
    pub name: Option<String>,
    pub description: Option<String>,
    pub category: Option<Option<String>>,
    pub tags: Option<Vec<String>>,
    pub visibility: Option<Visibility>,
    pub review_due_at: Option<Option<Timestamp>>,
    pub tree_structure: Option<Value>,
    pub change_description: Option<String>,
}

/// Changes of single fields, made on a version.
#[derive(Debug, Clone)]
pub struct Changes {
    pub if_match: Option<i64>,
    pub base_version: i64,
    pub edits: Vec<Edit>,
    pub answers: Answers,
    pub change_description: Option<String>,
}

/// The next document of a flow, and how it came to be.
pub(super) struct Next<'n> {
    pub before: &'n FlowDocument,
    pub document: FlowDocument,
    /// For the version list.
    pub change: &'n str,
    /// Who has a part in it, the one who saves first.
    pub users: &'n [UserId],
}

/// Changes a flow.
pub async fn update(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp, change: &Change) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    check_version(&tree, change.if_match.map(|tag| tag.version))?;
    check_labels(tx, &tree, change).await?;
    let newest = stored_document(&store::structure(tx, id).await?)?;
    let document = match &change.tree_structure {
        None => newest.clone(),
        Some(structure) => {
            let ours = assess::parse(Some(tree.tree_type), structure.clone())?;
            match change.base_version {
                None => ours,
                Some(number) => {
                    let base = base(tx, &tree, &newest, number).await?;
                    merged(&tree, &base, &ours, &newest, &change.answers)?
                }
            }
        }
    };
    let before = Labels::of(&tree);
    describe(&mut tree, change, now);
    label(&mut tree, change)?;
    if let Some(visibility) = change.visibility {
        tree.visibility = visibility;
    }
    if let Some(review_due_at) = change.review_due_at {
        tree.review_due_at = review_due_at;
    }
    let next = Next {
        before: &newest,
        document,
        change: change.change_description.as_deref().unwrap_or_default(),
        users: &[actor.user],
    };
    save(tx, actor, &mut tree, now, next).await?;
    labels::change(tx, id, &before, &Labels::of(&tree)).await?;
    list_publicly(tx, &tree).await
}

/// Refuses labels that were read before they were changed everywhere.
async fn check_labels(tx: &mut Tx, tree: &TreeRow, change: &Change) -> ApiResult<()> {
    let changes_labels = change.tags.is_some() || change.category.is_some();
    let Some(read) = change
        .if_match
        .filter(|_| changes_labels && change.base_labels.is_none())
    else {
        return Ok(());
    };
    if store::label_changes(tx, tree.id).await? == read.changes {
        return Ok(());
    }
    let detail = "A tag or category of this flow was renamed or removed meanwhile. Read it and try again.";
    Err(ApiError::new(Code::VersionConflict, detail).with("current_version", tree.version))
}

/// Changes what the flow is called and said to be about.
fn describe(tree: &mut TreeRow, change: &Change, now: Timestamp) {
    let name = change.name.as_ref().map(|name| name.trim().to_owned());
    let (name, description) = (
        name.as_ref().unwrap_or(&tree.name),
        change.description.as_ref().unwrap_or(&tree.description),
    );
    if (name, description) != (&tree.name, &tree.description) {
        (tree.name, tree.description) = (name.clone(), description.clone());
        tree.updated_at = now;
    }
}

/// Changes the flow's labels.
fn label(tree: &mut TreeRow, change: &Change) -> ApiResult<()> {
    let read = change.base_labels.as_ref();
    if let Some(category) = &change.category {
        let category = category.as_deref().map(|category| category.trim().to_owned());
        if read.is_none_or(|read| read.category != category) {
            tree.category = category;
        }
    }
    if let Some(tags) = &change.tags {
        let tags = labels::normalized(tags);
        tree.tags = match read {
            Some(read) => labels::merged_tags(&read.tags, &tags, &tree.tags),
            None => tags,
        };
        if tree.tags.len() > MOST_TAGS {
            let message = format!("With what others have added these are more than {MOST_TAGS} tags.");
            return Err(ApiError::invalid_field("/tags", message));
        }
    }
    Ok(())
}

/// Makes changes of single fields, which were made on an older version perhaps, to the newest one.
pub async fn sync(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp, changes: &Changes) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    check_version(&tree, changes.if_match)?;
    let newest = stored_document(&store::structure(tx, id).await?)?;
    let base = base(tx, &tree, &newest, changes.base_version).await?;
    let ours = change::apply(&base, &changes.edits).map_err(|rejected| assess::rejection(&rejected, ""))?;
    let document = merged(&tree, &base, &ours, &newest, &changes.answers)?;
    if document == newest {
        // Sent again, or made by somebody else meanwhile.
        return Ok(());
    }
    let next = Next {
        before: &newest,
        document,
        change: changes.change_description.as_deref().unwrap_or_default(),
        users: &[actor.user],
    };
    save(tx, actor, &mut tree, now, next).await
}

/// Makes a new version that equals an old one.
pub async fn restore(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp, number: i64) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    let (_, structure) = versions::get(tx, id, number)
        .await?
        .ok_or_else(|| ApiError::not_found("version"))?;
    let newest = stored_document(&store::structure(tx, id).await?)?;
    let next = Next {
        before: &newest,
        document: stored_document(&structure)?,
        change: &format!("Restored version {number}"),
        users: &[actor.user],
    };
    save(tx, actor, &mut tree, now, next).await
}

/// Writes the next version of a flow. Only another document is an edit, which forks hear of.
pub(super) async fn save(
    tx: &mut Tx,
    actor: &Actor,
    tree: &mut TreeRow,
    now: Timestamp,
    next: Next<'_>,
) -> ApiResult<()> {
    let counts = Counts::of(&diff(next.before, &next.document));
    if next.document != *next.before {
        tree.updated_at = now;
    }
    let assessed = Assessed::new(next.document, Some(tree.id))?;
    tree.version += 1;
    store::update(tx, tree).await?;
    store::update_document(tx, tree.id, &assessed).await?;
    let origin = Origin {
        users: next.users,
        change: next.change,
        at: now,
        counts: Some(counts),
    };
    versions::keep(tx, tree, &assessed, &origin).await?;
    Ok(search_index::put(tx, actor.tenant, tree, &assessed.document).await?)
}

/// The document of the version that a change was made on.
async fn base(tx: &mut Tx, tree: &TreeRow, newest: &FlowDocument, number: i64) -> ApiResult<FlowDocument> {
    if number == tree.version {
        return Ok(newest.clone());
    }
    if !(1..tree.version).contains(&number) {
        let message = format!("There is no version {number}; the newest is {}.", tree.version);
        return Err(ApiError::invalid_field("/base_version", message));
    }
    match versions::get(tx, tree.id, number).await? {
        Some((_, structure)) => stored_document(&structure),
        None => {
            let detail =
                format!("Version {number} is not kept any more, so nothing can be merged with it. Read the newest.");
            Err(ApiError::new(Code::VersionConflict, detail).with("current_version", tree.version))
        }
    }
}

fn merged(
    tree: &TreeRow,
    base: &FlowDocument,
    ours: &FlowDocument,
    newest: &FlowDocument,
    answers: &Answers,
) -> ApiResult<FlowDocument> {
    if base == newest && answers.is_empty() {
        return Ok(ours.clone());
    }
    let merged = merging::merge(base, ours, newest, answers, "/tree_structure")?;
    merging::settled(merged).map_err(|conflict| conflict.with("current_version", tree.version))
}

/// Refuses a change that was meant for another version.
pub(super) fn check_version(tree: &TreeRow, wanted: Option<i64>) -> ApiResult<()> {
    match wanted {
        Some(wanted) if wanted != tree.version => {
            let detail = format!(
                "You changed version {wanted}, and version {} was saved meanwhile. Read it and try again.",
                tree.version
            );
            Err(ApiError::new(Code::VersionConflict, detail).with("current_version", tree.version))
        }
        _ => Ok(()),
    }
}
