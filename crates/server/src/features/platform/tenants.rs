//! The tenants, as the operator names them.

use branchbook_db::Error;
use branchbook_domain::id::TenantId;

pub use super::store::tenants::Named;
use super::{
    dto::PlatformTenant,
    store::{tenants as store, users},
};
use crate::{
    access::OwnWork,
    error::ApiResult,
    features::{account, identity::system},
};

/// The tenant with this id or slug.
///
/// # Errors
/// Those of the database.
pub async fn find(work: &OwnWork, id_or_slug: &str) -> Result<Option<Named>, Error> {
    let db = work.global();
    let id: Option<TenantId> = id_or_slug.parse().ok();
    db.read((id, id_or_slug.to_owned()), |tx, (id, slug)| {
        Box::pin(store::find(tx, *id, slug))
    })
    .await
}

/// Every tenant, in the order of their ids: at most `limit` that come after this one.
///
/// # Errors
/// Those of the database.
pub async fn after(work: &OwnWork, after: Option<TenantId>, limit: i64) -> Result<Vec<Named>, Error> {
    let db = work.global();
    db.read((after, limit), |tx, (after, limit)| {
        Box::pin(store::after(tx, *after, *limit))
    })
    .await
}

/// Tenants whose name or slug has this in it, the oldest first, with whether each is active: at most `limit` that come after this one.
///
/// # Errors
/// Those of the database.
pub async fn search(
    work: &OwnWork,
    q: Option<&str>,
    after: Option<TenantId>,
    limit: usize,
) -> Result<Vec<(TenantId, bool)>, Error> {
    let db = work.global();
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    db.read((q.map(str::to_owned), after, limit), |tx, (q, after, limit)| {
        Box::pin(store::search(tx, q.as_deref(), *after, *limit))
    })
    .await
}

/// Whether a tenant may be used.
///
/// # Errors
/// Those of the database.
pub async fn is_active(work: &OwnWork, tenant: TenantId) -> Result<bool, Error> {
    let db = work.global();
    db.read(tenant, |tx, tenant| Box::pin(store::is_active(tx, *tenant)))
        .await
}

/// Whether a tenant is gone, or goes: its rows are removed one after the other.
///
/// # Errors
/// Those of the database.
pub async fn is_going(work: &OwnWork, tenant: TenantId) -> Result<bool, Error> {
    let db = work.global();
    db.read(tenant, |tx, tenant| {
        Box::pin(async move {
            let is_active = store::is_active(tx, *tenant).await?;
            Ok(!is_active && (!store::exists(tx, *tenant).await? || users::is_being_deleted(tx, *tenant).await?))
        })
    })
    .await
}

/// A tenant as operators see it; none if it is gone.
///
/// # Errors
/// Those of the database.
pub async fn describe(work: &OwnWork, tenant: TenantId, is_active: bool) -> ApiResult<Option<PlatformTenant>> {
    let db = work.tenant(tenant);
    let described = db.read(tenant, |tx, tenant| {
        Box::pin(async move {
            let account = account::service::account(tx, *tenant).await?;
            Ok::<_, Error>((account, account::service::usage(tx, *tenant).await?))
        })
    });
    match described.await {
        Ok((account, usage)) => Ok(Some(PlatformTenant {
            account,
            is_active,
            is_system: tenant == system::TENANT,
            usage,
        })),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
