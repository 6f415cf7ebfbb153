//! What the server does by itself, for no caller: jobs, and the commands of its operator. No handler has one of these.

use branchbook_db::{Db, GlobalDb, TenantDb};
use branchbook_domain::id::TenantId;

use super::Vault;
use crate::app::App;

/// The database as the server's own work sees it: one tenant at a time, or what belongs to none.
#[derive(Clone)]
pub struct OwnWork(Vault);

impl OwnWork {
    /// For work of this application.
    #[must_use]
    pub fn of(app: &App) -> Self {
        Self(app.vault.clone())
    }

    /// For a command that runs without the rest of the application.
    #[must_use]
    pub fn on(db: &Db) -> Self {
        Self(Vault::new(db.clone()))
    }

    /// One tenant's rows.
    #[must_use]
    pub fn tenant(&self, tenant: TenantId) -> TenantDb {
        self.0.tenant(tenant)
    }

    /// The tables that belong to no tenant.
    #[must_use]
    pub fn global(&self) -> GlobalDb {
        self.0.global()
    }
}
