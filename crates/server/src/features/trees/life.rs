//! The rules of a flow's life: publishing, archiving, deleting and bringing back. None of it is an edit, so none moves `updated_at`.

use branchbook_db::Tx;
use branchbook_domain::id::TreeId;
use serde_json::Value;

use super::{
    assess::Assessed,
    forks,
    labels::{self, Labels},
    model::Status,
    proposals,
    saving::check_version,
    search_index,
    service::{editable, list_publicly, locked, permissions, stored_document},
    store, versions,
};
use crate::{
    access::Actor,
    error::{ApiError, ApiResult, Code, FieldError},
    features::account::limits,
};

/// Makes the newest version the one that new sessions run; if one is named, only if it is that.
pub async fn publish(tx: &mut Tx, actor: &Actor, id: TreeId, wanted: Option<i64>) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    check_version(&tree, wanted)?;
    let assessed = Assessed::new(stored_document(&store::structure(tx, id).await?)?, Some(id))?;
    if assessed.error_count > 0 {
        return Err(blocked(&assessed));
    }
    tree.status = Status::Published;
    tree.published_version = Some(tree.version);
    store::update(tx, &tree).await?;
    versions::mark_published(tx, id, tree.version).await?;
    search_index::put(tx, actor.tenant, &tree, &assessed.document).await?;
    list_publicly(tx, &tree).await
}

/// Hides a flow from new sessions.
pub async fn archive(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<()> {
    let mut tree = editable(tx, actor, id).await?;
    tree.status = Status::Archived;
    store::update(tx, &tree).await?;
    list_publicly(tx, &tree).await
}

/// Deletes a flow so that [`undelete`] brings it back.
pub async fn delete(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<()> {
    set_active(tx, actor, id, false).await
}

/// Brings back a deleted flow.
pub async fn undelete(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<()> {
    set_active(tx, actor, id, true).await
}

async fn set_active(tx: &mut Tx, actor: &Actor, id: TreeId, active: bool) -> ApiResult<()> {
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
    store::update(tx, &tree).await?;
    if active {
        let document = stored_document(&store::structure(tx, id).await?)?;
        search_index::put(tx, actor.tenant, &tree, &document).await?;
    } else {
        search_index::remove(tx, id).await?;
    }
    labels::change(tx, id, &before, &Labels::of(&tree)).await?;
    list_publicly(tx, &tree).await
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
    list_publicly(tx, &tree).await?;
    // After the flow was struck from the public list: a fork that is being made holds that, and is found then.
    forks::store::delete(tx, id).await?;
    proposals::store::tree_deleted(tx, id).await?;
    store::delete(tx, id).await?;
    Ok(())
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
