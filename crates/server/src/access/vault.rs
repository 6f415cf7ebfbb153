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

    /// Asks the database for a sign of life.
    pub(crate) async fn ping(&self) -> Result<(), Error> {
        self.0.ping().await
    }

    pub(super) fn tenant(&self, tenant: TenantId) -> TenantDb {
        self.0.tenant(tenant)
    }

    pub(super) fn global(&self) -> GlobalDb {
        self.0.global()
    }
}
