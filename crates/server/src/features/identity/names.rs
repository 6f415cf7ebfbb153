//! The names of users, for answers that say who did something.

use std::collections::{HashMap, HashSet};

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::UserId;

/// The names of these users, inside a tenant's transaction. Those who are gone are missing.
pub async fn names(tx: &mut Tx, users: impl IntoIterator<Item = UserId>) -> Result<HashMap<UserId, String>, Error> {
    let users: Vec<UserId> = users.into_iter().collect::<HashSet<_>>().into_iter().collect();
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = Sql::global("SELECT id, name FROM users WHERE id = ANY($1)");
    Ok(tx
        .all(sql, params![users], |row| Ok((row.get(0)?, row.get(1)?)))
        .await?
        .into_iter()
        .collect())
}
