//! The doors into other tenants: a flow that its owner has published for every tenant, and the default flows.

use branchbook_db::{Error, TenantDb, params};
use branchbook_domain::id::TreeId;

use super::Access;
use crate::features::identity::system;

impl<P> Access<P> {
    /// The database of the tenant that shares this flow with everyone; `None` when no tenant does. Only the flow itself and
    /// its published version may be read through it.
    pub(crate) async fn public_tree(&self, tree: TreeId) -> Result<Option<TenantDb>, Error> {
        let owner = self
            .app
            .vault
            .global()
            .read(tree, |tx, tree| {
                let sql = "SELECT owner_id FROM public_trees WHERE tree_id = $1";
                Box::pin(async move { tx.optional(sql, params![*tree], |row| row.get(0)).await })
            })
            .await?;
        Ok(owner.map(|owner| self.app.vault.tenant(owner)))
    }

    /// The database of the system tenant, where only published, public flows are.
    pub(crate) fn default_trees(&self) -> TenantDb {
        self.app.vault.tenant(system::TENANT)
    }
}
