//! Putting all of a tenant's flows into the index of search, when they came by another way than the rules.

use branchbook_db::{Error, Tx, params};
use branchbook_domain::{
    flow::FlowDocument,
    id::{TenantId, TreeId},
};
use uuid::Uuid;

use super::{search_index, store};

/// Flows that are looked up at once.
const PIECE: i64 = 100;

/// Puts every active flow of the transaction's tenant into the index.
///
/// # Errors
/// Those of the database, and that a stored document cannot be read.
pub async fn all(tx: &mut Tx, tenant: TenantId) -> Result<(), Error> {
    let mut after = TreeId::from_uuid(Uuid::nil());
    loop {
        let sql = "SELECT id FROM trees WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3";
        let ids: Vec<TreeId> = tx.all(sql, params![after, PIECE], |row| row.get(0)).await?;
        let Some(last) = ids.last() else {
            return Ok(());
        };
        after = *last;
        for id in ids {
            if let Some((tree, documents, _)) = store::get(tx, id).await?
                && tree.is_active
            {
                let document: FlowDocument = serde_json::from_str(&documents.structure).map_err(Error::unreadable)?;
                search_index::put(tx, tenant, &tree, &document).await?;
            }
        }
    }
}
