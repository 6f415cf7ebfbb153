//! The documents that sessions run, by their digest.

use branchbook_db::{Error, Tx, params};

use crate::features::sessions::pinned::Digest;

/// Keeps a document, unless it is kept already.
pub async fn keep(tx: &mut Tx, digest: &Digest, document: &str) -> Result<(), Error> {
    let sql = "INSERT INTO session_flows (tenant_id, digest, document) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, digest) DO NOTHING";
    tx.execute(sql, params![digest, document]).await.map(drop)
}

/// A document's text.
pub async fn get(tx: &mut Tx, digest: &Digest) -> Result<String, Error> {
    let sql = "SELECT document FROM session_flows WHERE tenant_id = $1 AND digest = $2";
    tx.one(sql, params![digest], |row| row.get(0)).await
}
