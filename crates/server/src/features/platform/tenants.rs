//! The tenants, as the operator names them.

use branchbook_db::Error;
use branchbook_domain::id::TenantId;

use super::store::tenants as store;
pub use super::store::tenants::Named;
use crate::access::OwnWork;

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
