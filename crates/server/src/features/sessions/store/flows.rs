//! The documents that sessions run, by their digest.

use branchbook_db::{Error, Tx, params};

use crate::features::sessions::pinned::Digest;

/// Keeps a document, unless it is kept already. It stays until the transaction has ended, for the session that is to run it.
pub async fn keep(tx: &mut Tx, digest: &Digest, document: &str) -> Result<(), Error> {
    let held = "SELECT 1 FROM session_flows WHERE tenant_id = $1 AND digest = $2 FOR KEY SHARE";
    let add = "INSERT INTO session_flows (tenant_id, digest, document) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, digest) DO NOTHING";
    // Between the two others may add it; and remove it again, but nobody does that often.
    while tx
        .optional(held, params![digest], |row| row.get::<i64>(0))
        .await?
        .is_none()
        && tx.execute(add, params![digest, document]).await? == 0
    {}
    Ok(())
}

/// Removes a document that no session runs any more.
pub async fn sweep(tx: &mut Tx, digest: &Digest) -> Result<(), Error> {
    // First held, then looked at: who starts a session on it meanwhile waits, and so does this for who has begun to.
    let held = "SELECT 1 FROM session_flows WHERE tenant_id = $1 AND digest = $2 FOR UPDATE";
    tx.optional(held, params![digest], |row| row.get::<i64>(0)).await?;
    let sql = "DELETE FROM session_flows WHERE tenant_id = $1 AND digest = $2 \
         AND NOT EXISTS (SELECT 1 FROM sessions WHERE tenant_id = $1 AND flow_digest = $2)";
    tx.execute(sql, params![digest]).await.map(drop)
}

/// A document's text.
pub async fn get(tx: &mut Tx, digest: &Digest) -> Result<String, Error> {
    let sql = "SELECT document FROM session_flows WHERE tenant_id = $1 AND digest = $2";
    tx.one(sql, params![digest], |row| row.get(0)).await
}
