//! Limits that hold however many ask at once.
//!
//! Whatever adds a member or a flow asks here, in the transaction that adds it. Where there is a limit, the tenant's row is held
//! until that transaction ends, so those who come at once count one after the other; where there is none, nobody waits.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::TenantId;

use super::{settings::TenantSettings, store};
use crate::{
    error::{ApiError, ApiResult, Code},
    features::trees,
};

/// Refuses one flow too many. Call it before the flow is added or brought back.
///
/// # Errors
/// `plan_limit_reached` with `limit` and `current`.
pub async fn room_for_tree(tx: &mut Tx, tenant: TenantId) -> ApiResult<()> {
    match limit(tx, tenant, |settings| settings.max_trees).await? {
        Some(limit) => refuse_over(limit, trees::count(tx).await?, "flows"),
        None => Ok(()),
    }
}

/// Refuses one member too many. Call it before the member is added.
///
/// # Errors
/// `plan_limit_reached` with `limit` and `current`.
pub async fn room_for_member(tx: &mut Tx, tenant: TenantId) -> ApiResult<()> {
    match limit(tx, tenant, |settings| settings.max_members).await? {
        Some(limit) => refuse_over(limit, store::members::count(tx, tenant).await?, "members"),
        None => Ok(()),
    }
}

/// The limit, and, if there is one, the tenant's row held.
async fn limit(tx: &mut Tx, tenant: TenantId, which: fn(&TenantSettings) -> Option<u32>) -> Result<Option<u32>, Error> {
    let read = store::tenants::find(tx, tenant).await?;
    if which(&read.effective()).is_none() {
        return Ok(None);
    }
    // Once more: it may have been changed by whoever held it.
    let held = store::tenants::hold(tx, tenant).await?;
    Ok(which(&held.effective()))
}

fn refuse_over(limit: u32, current: i64, what: &str) -> ApiResult<()> {
    if current < i64::from(limit) {
        return Ok(());
    }
    let detail = format!(
        "The plan allows {limit} {what}, and there are {current}. Remove some, or ask whoever runs this server for a larger plan."
    );
    Err(ApiError::new(Code::PlanLimitReached, detail)
        .with("limit", limit)
        .with("current", current))
}
