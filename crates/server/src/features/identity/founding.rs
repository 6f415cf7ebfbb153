//! Making a tenant, for registration and for whoever makes another.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::UserId;
use jiff::Timestamp;

use super::{
    dto::Tenant,
    store::{accounts, families::Owner},
};
use crate::{
    access::Role,
    error::{ApiError, ApiResult},
};

pub use super::slug::candidates as slugs;

async fn insert_tenant(tx: &mut Tx, tenant: &Tenant, slugs: &[String], at: Timestamp) -> ApiResult<Tenant> {
    for slug in slugs {
        if accounts::insert_tenant(tx, tenant, slug, at).await? {
            let slug = slug.clone();
            return Ok(Tenant { slug, ..tenant.clone() });
        }
    }
    Err(ApiError::internal("every slug that was tried is taken"))
}

/// Adds a tenant under the first of these slugs that is free, with the user who founds it as its admin.
///
/// # Errors
/// Those of the database.
pub async fn found(
    tx: &mut Tx,
    founder: UserId,
    tenant: &Tenant,
    slugs: &[String],
    at: Timestamp,
) -> ApiResult<Tenant> {
    let tenant = insert_tenant(tx, tenant, slugs, at).await?;
    accounts::insert_membership(tx, founder, tenant.id, Role::Admin, at).await?;
    Ok(tenant)
}

/// Makes a user a member of a tenant. False, and nothing is changed, if they are one.
///
/// # Errors
/// Those of the database.
pub async fn insert_membership(tx: &mut Tx, member: Owner, role: Role, at: Timestamp) -> Result<bool, Error> {
    accounts::insert_membership(tx, member.user, member.tenant, role, at).await
}
