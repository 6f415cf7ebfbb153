//! Removing flows without looking at them, when all of their tenant goes.

use branchbook_db::{Error, Tx};

use super::{forks, proposals, search_index, store};

/// Removes some of the transaction's tenant's flows, at most `limit`, with all that is theirs: how many. For the deletion of the
/// tenant; nothing is counted or kept in order any more.
///
/// # Errors
/// Those of the database.
pub async fn some(tx: &mut Tx, limit: i64) -> Result<u64, Error> {
    let trees = store::lock_some(tx, limit).await?;
    search_index::remove_all(tx, &trees).await?;
    proposals::store::erase(tx, &trees).await?;
    forks::store::erase(tx, &trees).await?;
    store::erase(tx, &trees).await
}

/// Removes some of the proposals that were made to the transaction's tenant, or by it, at most `limit`: how many.
///
/// # Errors
/// Those of the database.
pub async fn proposals(tx: &mut Tx, limit: i64) -> Result<u64, Error> {
    proposals::store::erase_some(tx, limit).await
}
