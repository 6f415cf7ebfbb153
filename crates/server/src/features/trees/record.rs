//! What of a flow's life somebody may have to answer for, put on record with what was so before and is now. Edits are not: each is
//! a version of its own, with who made it.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::TreeId;
use serde_json::{Value, json};

use super::store;
use crate::features::audit::Deed;

/// A flow as the log tells of it; nothing when there is none.
pub async fn told(tx: &mut Tx, id: TreeId) -> Result<Option<Value>, Error> {
    let tree = store::lock(tx, id).await?;
    Ok(tree.map(|tree| {
        json!({
            "name": tree.name,
            "status": tree.status,
            "visibility": tree.visibility,
            "published_version": tree.published_version,
            "is_active": tree.is_active,
        })
    }))
}

/// Puts a deed on record that was done to a flow. What changed nothing is none.
pub async fn deed(
    tx: &mut Tx,
    deed: &Deed,
    action: &'static str,
    id: TreeId,
    before: Option<Value>,
) -> Result<(), Error> {
    let after = told(tx, id).await?;
    if before == after {
        return Ok(());
    }
    deed.record(tx, action, ("tree", id.uuid()), before, after).await
}
