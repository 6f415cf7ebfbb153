//! Tenants that are not active: deactivated by the platform, or being deleted. Access tokens for them are refused, on every node
//! within seconds, whoever they were made for and however recently.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use branchbook_db::Error;
use branchbook_domain::id::TenantId;
use jiff::{SignedDuration, Timestamp};

use super::{access_token, service, store::accounts};
use crate::{access::Public, app::App, error::ApiResult};

/// How much longer than an access token lives a tenant is remembered that is gone: nodes' clocks may differ.
const LONGER: SignedDuration = SignedDuration::from_secs(60);

/// The tenants that are known not to be active, with when they were last found to be so.
#[derive(Default)]
pub struct InactiveTenants(RwLock<HashMap<TenantId, Timestamp>>);

impl InactiveTenants {
    /// Refuses tokens for a tenant that is not active.
    pub(super) fn check(&self, tenant: TenantId) -> ApiResult<()> {
        if self.read().contains_key(&tenant) {
            return Err(service::inactive());
        }
        Ok(())
    }

    /// One that is neither inactive nor active any more is gone: it is remembered until its last token has ended.
    fn learn(&self, inactive: Vec<TenantId>, active_again: &[TenantId], now: Timestamp) {
        let mut known = self.write();
        known.retain(|tenant, seen| !active_again.contains(tenant) && *seen > now - access_token::LIFETIME - LONGER);
        known.extend(inactive.into_iter().map(|tenant| (tenant, now)));
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<TenantId, Timestamp>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<TenantId, Timestamp>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks the database once which tenants are not active.
pub(super) async fn poll(app: &App) -> Result<(), Error> {
    let known: Vec<TenantId> = app.identity.inactive.read().keys().copied().collect();
    let now = app.clock.now();
    let public = Public::of(app);
    let asked = public.db.read(known, |tx, known| {
        Box::pin(async move {
            let inactive = accounts::inactive_tenants(tx).await?;
            let active_again = if known.is_empty() {
                vec![]
            } else {
                accounts::active_tenants_of(tx, known).await?
            };
            Ok::<_, Error>((inactive, active_again))
        })
    });
    let (inactive, active_again) = asked.await?;
    app.identity.inactive.learn(inactive, &active_again, now);
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-20T{text}Z").parse().unwrap()
    }

    #[test]
    fn a_tenant_that_is_gone_is_refused_until_its_last_token_has_ended() {
        let tenants = InactiveTenants::default();
        let [gone, back] = [1, 2].map(|number| TenantId::from_uuid(Uuid::from_u128(number)));
        tenants.learn(vec![gone, back], &[], at("12:00:00"));
        assert!(tenants.check(gone).is_err() && tenants.check(back).is_err());
        tenants.learn(vec![], &[back], at("12:00:02"));
        assert!(tenants.check(gone).is_err() && tenants.check(back).is_ok());
        tenants.learn(vec![], &[], at("12:16:00"));
        assert!(tenants.check(gone).is_ok());
    }
}
