//! The rules of a tenant's own data.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::TenantId;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{
    dto::{Account, UpdateAccount, Usage, Used, UsedOf},
    settings::{Overrides, TenantSettings},
    store::{members, tenants},
};
use crate::{
    error::{ApiError, ApiResult, Code},
    features::{identity::TenantType, platform::dto::UpdateTenant, sessions, trees},
};

/// What is so for a tenant.
///
/// # Errors
/// Those of the database.
pub async fn settings(tx: &mut Tx, tenant: TenantId) -> Result<TenantSettings, Error> {
    Ok(tenants::find(tx, tenant).await?.effective())
}

/// The tenant as its members see it.
pub(crate) async fn account(tx: &mut Tx, tenant: TenantId) -> Result<Account, Error> {
    tenants::find(tx, tenant).await.map(|row| row.to_account())
}

/// How much the tenant has, of how much it may have.
pub(crate) async fn usage(tx: &mut Tx, tenant: TenantId) -> Result<Usage, Error> {
    let settings = settings(tx, tenant).await?;
    Ok(Usage {
        members: UsedOf {
            used: members::count(tx, tenant).await?,
            limit: settings.max_members,
        },
        trees: UsedOf {
            used: trees::count(tx).await?,
            limit: settings.max_trees,
        },
        sessions: Used {
            used: sessions::count(tx).await?,
        },
        workspaces: UsedOf {
            used: 0,
            limit: settings.max_workspaces,
        },
    })
}

/// What a change has changed, for the audit log.
pub(super) struct Changed {
    pub account: Account,
    pub before: Value,
    pub after: Value,
}

/// Changes the tenant.
pub(super) async fn update(tx: &mut Tx, tenant: TenantId, change: &UpdateAccount, at: Timestamp) -> ApiResult<Changed> {
    let old = tenants::hold(tx, tenant).await?;
    let mut new = old.clone();
    if let Some(name) = &change.name {
        name.trim().clone_into(&mut new.tenant.name);
    }
    if let Some(slug) = &change.slug {
        new.tenant.slug.clone_from(slug);
    }
    if change.kind == Some(TenantType::Organization) {
        new.tenant.kind = TenantType::Organization;
    }
    if let Some(policy) = &change.settings {
        let Overrides {
            allow_public_shares,
            session_retention_days,
            require_verified_email,
            ..
        } = &mut new.set;
        *allow_public_shares = policy.allow_public_shares.or(*allow_public_shares);
        *session_retention_days = policy.session_retention_days.unwrap_or(*session_retention_days);
        *require_verified_email = policy.require_verified_email.or(*require_verified_email);
    }
    let taken = |error: Error| match error.is_unique("tenants_slug_key") {
        true => ApiError::new(Code::SlugTaken, "Another account has this slug. Choose another."),
        false => error.into(),
    };
    tenants::update(tx, &new, at).await.map_err(taken)?;
    let (before, after) = differences(&old.told(), &new.told());
    Ok(Changed {
        account: new.to_account(),
        before,
        after,
    })
}

/// Changes what the platform decides of a tenant: its plan and what goes over it. What was changed, as it was and as it is.
///
/// # Errors
/// Those of the database.
pub(crate) async fn set_by_platform(
    tx: &mut Tx,
    tenant: TenantId,
    change: &UpdateTenant,
    at: Timestamp,
) -> Result<(Map<String, Value>, Map<String, Value>), Error> {
    let old = tenants::hold(tx, tenant).await?;
    let mut new = old.clone();
    new.tenant.plan = change.plan.unwrap_or(new.tenant.plan);
    if let Some(settings) = &change.settings {
        let set = &mut new.set;
        set.max_members = settings.max_members.or(set.max_members);
        set.max_trees = settings.max_trees.or(set.max_trees);
        set.max_workspaces = settings.max_workspaces.or(set.max_workspaces);
        set.features = settings.features.clone().or_else(|| set.features.take());
        set.allow_public_shares = settings.allow_public_shares.or(set.allow_public_shares);
        set.session_retention_days = settings.session_retention_days.unwrap_or(set.session_retention_days);
        set.require_verified_email = settings.require_verified_email.or(set.require_verified_email);
    }
    tenants::update(tx, &new, at).await?;
    match differences(&old.told(), &new.told()) {
        (Value::Object(before), Value::Object(after)) => Ok((before, after)),
        _ => Ok(Default::default()),
    }
}

/// The members that differ, as they were and as they are.
fn differences(old: &Map<String, Value>, new: &Map<String, Value>) -> (Value, Value) {
    let only = |of: &Map<String, Value>, other: &Map<String, Value>| {
        let changed = of.iter().filter(|(name, value)| other.get(*name) != Some(value));
        Value::Object(changed.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    (only(old, new), only(new, old))
}
