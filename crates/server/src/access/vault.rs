//! The database, locked away: only this module's extractors open it.

use branchbook_db::{Db, Error, GlobalDb, TenantDb};
use branchbook_domain::id::TenantId;

/// Holds the database for [`super::Access`] and [`super::Public`].
#[derive(Clone)]
pub struct Vault(Db);

impl Vault {
    /// Locks the database away.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self(db)
    }

    /// Whether the database answers and has the schema that this build needs.
    pub(crate) async fn is_ready(&self) -> Result<bool, Error> {
        self.0.is_migrated().await
    }

    pub(super) fn tenant(&self, tenant: TenantId) -> TenantDb {
        self.0.tenant(tenant)
    }

    pub(super) fn global(&self) -> GlobalDb {
        self.0.global()
    }
}
