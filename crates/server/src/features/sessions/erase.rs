//! Removing sessions without looking at them, when all of their tenant goes.

use branchbook_db::{Error, Tx};

use super::store::sessions;

/// Removes some of the transaction's tenant's sessions, at most `limit`, with their events: how many. Their documents stay.
///
/// # Errors
/// Those of the database.
pub async fn some(tx: &mut Tx, limit: i64) -> Result<u64, Error> {
    let locked = sessions::lock_some(tx, limit).await?;
    sessions::erase(tx, &locked).await
}
