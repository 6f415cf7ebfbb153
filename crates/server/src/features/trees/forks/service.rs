//! What forking and pulling do.

use branchbook_db::Tx;
use branchbook_domain::{
    flow::{
        FlowDocument,
        change::{Answers, Merged},
    },
    id::TreeId,
};
use jiff::Timestamp;

use super::{
    super::{
        merging,
        model::Visibility,
        saving::{self, Next, check_version},
        service::{self as trees, NewTree, editable, stored_document},
        store as tree_store,
    },
    parent::{self, ParentNow},
    store::{self, ForkRow, NewFork},
};
use crate::{
    access::{Access, Actor},
    error::{ApiError, ApiResult, Code},
};

/// Copies a flow: the copy is the caller's own, private, a draft, version 1.
pub async fn fork(
    tx: &mut Tx,
    actor: &Actor,
    (id, now): (TreeId, Timestamp),
    parent: &ParentNow,
    reason: &str,
    name: Option<&str>,
) -> ApiResult<()> {
    let new = NewTree {
        name: name.unwrap_or(&parent.name).to_owned(),
        description: parent.description.clone(),
        category: parent.category.clone(),
        tags: parent.tags.clone(),
        visibility: Visibility::Private,
        document: parent.document.clone(),
        change: format!("Forked from version {} of {}", parent.version, parent.name),
    };
    trees::create(tx, actor, id, now, &new).await?;
    let fork = NewFork {
        tree_id: id,
        owner: actor.tenant,
        parent_id: parent.id,
        fork_reason: reason.trim(),
        created_at: now,
        snapshot: parent.snapshot(),
    };
    Ok(store::insert(tx, &fork).await?)
}

/// A fork's row. A flow that is no fork, or whose parent is gone, is refused.
pub async fn with_parent(tx: &mut Tx, id: TreeId) -> ApiResult<(ForkRow, TreeId)> {
    let refused = |detail: &str| ApiError::new(Code::Conflict, detail);
    let row = store::forks(tx, &[id]).await?.pop();
    let row = row.ok_or_else(|| refused("This flow is no fork: it has no parent."))?;
    let parent = row.parent_id;
    let parent = parent.ok_or_else(|| refused("The flow that this was forked from was deleted for good."))?;
    Ok((row, parent))
}

/// The parent of a fork that the caller may see, if it is another tenant's: to be read before a transaction in the own tenant.
pub async fn foreign_parent<P>(access: &Access<P>, fork: TreeId) -> ApiResult<Option<ParentNow>> {
    let read = access.db.read((access.actor, fork), |tx, (actor, fork)| {
        Box::pin(async move {
            trees::get(tx, actor, *fork).await?;
            with_parent(tx, *fork).await
        })
    });
    let (_, parent) = read.await?;
    parent::foreign(access, parent).await
}

/// The answer when a parent is there and the caller may not see it, or not any more.
pub fn unavailable() -> ApiError {
    let detail =
        "The flow that this was forked from is not available: it was deleted, or is not shown to you any more.";
    ApiError::new(Code::Conflict, detail)
}

/// What a pull would merge.
pub struct Pull {
    pub base: FlowDocument,
    /// The base as it is stored.
    pub base_structure: String,
    pub ours: FlowDocument,
    pub merged: Merged,
}

/// Merges what a fork has made of its parent's document with what the parent is now.
pub async fn merge(tx: &mut Tx, fork: TreeId, parent: &ParentNow, answers: &Answers) -> ApiResult<Pull> {
    let ours = stored_document(&tree_store::structure(tx, fork).await?)?;
    let base_structure = store::base(tx, fork)
        .await?
        .ok_or_else(|| ApiError::not_found("fork"))?;
    let base = stored_document(&base_structure)?;
    let merged = merging::merge(&base, &ours, &parent.document, answers, "")?;
    Ok(Pull {
        base,
        base_structure,
        ours,
        merged,
    })
}

/// What a pull is asked to do.
#[derive(Debug, Clone)]
pub struct PullRequest {
    pub if_match: Option<i64>,
    pub parent_version: Option<i64>,
    pub answers: Answers,
    pub foreign: Option<ParentNow>,
}

/// Brings what the parent has changed into a fork. Nothing happens when it has changed nothing.
pub async fn pull(tx: &mut Tx, actor: &Actor, id: TreeId, now: Timestamp, request: &PullRequest) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    check_version(&tree, request.if_match)?;
    let (row, parent_id) = with_parent(tx, id).await?;
    let parent = parent::held(tx, actor, parent_id, request.foreign.as_ref()).await?;
    let parent = parent.ok_or_else(unavailable)?;
    if let Some(wanted) = request.parent_version.filter(|wanted| *wanted != parent.version) {
        let detail = format!(
            "You looked at version {wanted} of the parent, and it has version {} now. Look at its changes again.",
            parent.version
        );
        return Err(ApiError::new(Code::VersionConflict, detail).with("current_version", parent.version));
    }
    if parent.updated_at <= row.parent_updated_at {
        return Ok(());
    }
    let pull = merge(tx, id, &parent, &request.answers).await?;
    let document = merging::settled(pull.merged).map_err(|conflict| conflict.with("parent_version", parent.version))?;
    let next = Next {
        before: &pull.ours,
        document,
        change: &format!("Pulled version {} of {}", parent.version, parent.name),
        users: &[actor.user],
    };
    saving::save(tx, actor, &mut tree, now, next).await?;
    Ok(store::pulled(tx, id, parent.snapshot()).await?)
}
