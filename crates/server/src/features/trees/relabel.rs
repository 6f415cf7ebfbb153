//! Renaming a tag or a category on all of a tenant's flows, and removing it from them. Deleted flows too, so that none brings an old
//! name back.
//!
//! It is no edit: it makes no version and moves no `updated_at`, or every fork of every such flow would have something to pull. It
//! moves `label_changes`, and with it the entity tag of a flow, so that a save of labels that were read before is refused.

use branchbook_db::Tx;
use branchbook_domain::id::TreeId;
use serde_json::json;

use super::{
    labels::{self, Kind},
    search_index, service,
    store::{self, TreeRow},
};
use crate::{
    error::{ApiError, ApiResult, Code},
    features::audit::Deed,
};

/// So many flows are changed in one transaction. A label that more flows bear goes piece by piece: each flow bears one name or the
/// other and the counts are true between the pieces, and doing it again does the rest.
const PIECE: i64 = 200;

/// What is done with a label.
#[derive(Debug, Clone)]
pub struct Relabelling {
    pub kind: Kind,
    pub from: String,
    /// None takes it away.
    pub to: Option<String>,
    /// Also when flows bear the new name already.
    pub merge: bool,
}

/// What one transaction has done.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// Flows that were changed, without the deleted ones.
    pub flows: usize,
    /// Whether there may be more.
    pub is_last: bool,
}

/// Refuses a label that nothing bears, and a new name that something bears.
pub async fn check(tx: &mut Tx, change: &Relabelling) -> ApiResult<()> {
    let kind = change.kind;
    if labels::borne(tx, kind, &change.from).await? == 0 && store::bearing(tx, kind, &change.from, 1).await?.is_empty()
    {
        return Err(ApiError::not_found(kind.as_str()));
    }
    let Some(to) = change.to.as_deref().filter(|_| !change.merge) else {
        return Ok(());
    };
    let there = labels::borne(tx, kind, to).await?;
    if there == 0 {
        return Ok(());
    }
    let flows = if there == 1 {
        "1 flow bears"
    } else {
        &format!("{there} flows bear")
    };
    let detail = format!("{flows} this name already. To make one of the two, say merge.");
    Err(ApiError::new(Code::Conflict, detail).with("flows", there))
}

/// Changes some of the flows that bear the label, and puts it on record.
pub async fn piece(tx: &mut Tx, deed: &Deed, change: &Relabelling) -> ApiResult<Piece> {
    let bearing = store::bearing(tx, change.kind, &change.from, PIECE).await?;
    let is_last = bearing.len() < usize::try_from(PIECE).unwrap_or(usize::MAX);
    let (mut active, mut changed) = (vec![], vec![]);
    for mut tree in store::lock_all(tx, &bearing).await? {
        if !relabel(&mut tree, change) {
            continue; // it was changed while this waited for it
        }
        store::label(tx, &tree).await?;
        if tree.is_active {
            active.push(tree.id);
            changed.push(tree);
        }
    }
    index(tx, deed, &active, &changed).await?;
    labels::replace(tx, change.kind, &change.from, change.to.as_deref(), &active).await?;
    if !active.is_empty() {
        record(tx, deed, change, active.len()).await?;
    }
    Ok(Piece {
        flows: active.len(),
        is_last,
    })
}

/// Whether the flow bore the label.
fn relabel(tree: &mut TreeRow, change: &Relabelling) -> bool {
    match change.kind {
        Kind::Category if tree.category.as_ref() == Some(&change.from) => tree.category.clone_from(&change.to),
        Kind::Tag if tree.tags.contains(&change.from) => {
            tree.tags.retain(|tag| *tag != change.from);
            tree.tags.extend(change.to.clone());
            tree.tags = labels::normalized(&tree.tags);
        }
        _ => return false,
    }
    true
}

async fn index(tx: &mut Tx, deed: &Deed, active: &[TreeId], changed: &[TreeRow]) -> ApiResult<()> {
    for (id, _, structure) in store::structures(tx, active).await? {
        if let Some(tree) = changed.iter().find(|tree| tree.id == id) {
            let document = service::stored_document(&structure)?;
            search_index::put(tx, deed.actor.tenant, tree, &document).await?;
        }
    }
    Ok(())
}

async fn record(tx: &mut Tx, deed: &Deed, change: &Relabelling, flows: usize) -> ApiResult<()> {
    let action = match (change.kind, &change.to) {
        (Kind::Tag, Some(_)) => "tag.renamed",
        (Kind::Tag, None) => "tag.removed",
        (Kind::Category, Some(_)) => "category.renamed",
        (Kind::Category, None) => "category.removed",
    };
    let before = json!({ "name": change.from, "flows": flows });
    let after = (change.to.as_ref()).map(|to| json!({ "name": to, "flows": flows, "merged": change.merge }));
    let target = (change.kind.as_str(), deed.actor.tenant.uuid());
    Ok(deed.record(tx, action, target, Some(before), after).await?)
}
