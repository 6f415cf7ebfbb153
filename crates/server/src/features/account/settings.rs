//! What a tenant has set, and the platform for it, over what its plan says.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::plan::allowance;
use crate::{features::identity::Plan, http::nullable};

/// What is stored: only what somebody has set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// Set by the platform; `Some(None)` is no limit.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub max_members: Option<Option<u32>>,
    /// Set by the platform; `Some(None)` is no limit.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub max_trees: Option<Option<u32>>,
    /// Set by the platform; `Some(None)` is no limit.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub max_workspaces: Option<Option<u32>>,
    /// Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// Set by the tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_public_shares: Option<bool>,
    /// Set by the tenant; `None` is for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_retention_days: Option<u32>,
    /// Set by the tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub require_verified_email: Option<bool>,
}

/// What is so for a tenant: what is set, and else what its plan says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TenantSettings {
    /// How many people may be members; null: as many as you like. Decided by the plan or the platform.
    pub max_members: Option<u32>,
    /// How many flows there may be; null: as many as you like. Decided by the plan or the platform.
    pub max_trees: Option<u32>,
    /// How many workspaces each member may keep; null: as many as they like. Decided by the plan or the platform.
    pub max_workspaces: Option<u32>,
    /// What else is switched on. Decided by the plan or the platform.
    pub features: Vec<String>,
    /// Whether members may share sessions with anybody who has the link.
    pub allow_public_shares: bool,
    /// For how many days completed sessions are kept; null: for ever.
    pub session_retention_days: Option<u32>,
    /// Whether members must confirm their address before they sign in here.
    pub require_verified_email: bool,
}

impl TenantSettings {
    /// What is so with this plan and what was set over it.
    #[must_use]
    pub fn of(plan: Plan, set: &Overrides) -> Self {
        let plan = allowance(plan);
        let plans = || plan.features.iter().map(ToString::to_string).collect();
        Self {
            max_members: set.max_members.unwrap_or(plan.members),
            max_trees: set.max_trees.unwrap_or(plan.trees),
            max_workspaces: set.max_workspaces.unwrap_or(plan.workspaces),
            features: set.features.clone().unwrap_or_else(plans),
            allow_public_shares: set.allow_public_shares.unwrap_or(true),
            session_retention_days: set.session_retention_days,
            require_verified_email: set.require_verified_email.unwrap_or(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(json: &str) -> Overrides {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_plan_says_what_nobody_has_set() {
        let limits = |plan| {
            let settings = TenantSettings::of(plan, &Overrides::default());
            (settings.max_members, settings.max_trees, settings.max_workspaces)
        };
        assert_eq!(limits(Plan::Free), (Some(3), Some(25), Some(5)));
        assert_eq!(limits(Plan::Starter), (Some(10), Some(200), Some(25)));
        assert_eq!(limits(Plan::Pro), (Some(100), Some(5_000), Some(100)));
        assert_eq!(limits(Plan::Enterprise), (None, None, None));
        assert!(TenantSettings::of(Plan::Free, &Overrides::default()).allow_public_shares);
    }

    #[test]
    fn what_is_set_goes_over_the_plan_and_null_is_no_limit() {
        let set = set(r#"{"max_members": null, "max_trees": 7, "allow_public_shares": false}"#);
        let settings = TenantSettings::of(Plan::Free, &set);
        assert_eq!((settings.max_members, settings.max_trees), (None, Some(7)));
        assert!(!settings.allow_public_shares);
    }

    #[test]
    fn what_is_stored_is_only_what_was_set() {
        let text = r#"{"max_members":null,"require_verified_email":true}"#;
        assert_eq!(serde_json::to_string(&set(text)).unwrap(), text);
        assert_eq!(serde_json::to_string(&set("{}")).unwrap(), "{}");
    }
}
