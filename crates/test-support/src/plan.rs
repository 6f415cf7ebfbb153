//! What the platform decides for a tenant. Personas have the plan without limits, so that tests meet one only if they want to.

use branchbook_db::{Error, Sql, params};
use branchbook_domain::id::TenantId;

use crate::app::TestApp;

impl TestApp {
    /// Gives a tenant this plan.
    ///
    /// # Panics
    /// When there is no such plan or tenant.
    pub async fn set_plan(&self, tenant: TenantId, plan: &'static str) {
        self.set(tenant, "UPDATE tenants SET plan = $2 WHERE id = $1", plan)
            .await;
    }

    /// Sets these settings over the tenant's plan, in the place of all others.
    ///
    /// # Panics
    /// When there is no such tenant.
    pub async fn set_settings(&self, tenant: TenantId, settings: &'static str) {
        self.set(tenant, "UPDATE tenants SET settings = $2 WHERE id = $1", settings)
            .await;
    }

    async fn set(&self, tenant: TenantId, sql: &'static str, value: &'static str) {
        let changed: Result<u64, Error> = self
            .db
            .global()
            .write((), move |tx, ()| {
                Box::pin(async move { tx.execute(Sql::global(sql), params![tenant, value]).await })
            })
            .await;
        assert_eq!(changed.expect("a plan there is"), 1);
    }
}
