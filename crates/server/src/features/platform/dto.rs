//! The JSON of the platform.

use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    features::{
        account::dto::{Account, Usage},
        identity::{Plan, one_time::OneTime},
    },
    http::{Faults, Validate, nullable},
    jobs::Listed,
};

/// A tenant, as operators see it: nothing of what is in it but how much.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlatformTenant {
    /// What its members see of it.
    #[serde(flatten)]
    pub account: Account,
    /// Whether it may be used.
    pub is_active: bool,
    /// Whether it is the platform's own: it owns the default flows, has no members, and stays active.
    pub is_system: bool,
    /// How much it has, of how much it may have.
    pub usage: Usage,
}

/// What is to be changed of a tenant; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct UpdateTenant {
    /// The plan.
    pub plan: Option<Plan>,
    /// What goes over the plan.
    pub settings: Option<PlatformSettings>,
    /// Whether it may be used. When not, its devices and tokens are refused within seconds, until it is again.
    pub is_active: Option<bool>,
}

/// What goes over the plan; what is left out stays, null is no limit.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct PlatformSettings {
    /// How many people may be members.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    pub max_members: Option<Option<u32>>,
    /// How many flows there may be.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    pub max_trees: Option<Option<u32>>,
    /// How many workspaces each member may keep.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    pub max_workspaces: Option<Option<u32>>,
    /// What else is switched on.
    pub features: Option<Vec<String>>,
    /// Whether members may share sessions with anybody who has the link.
    pub allow_public_shares: Option<bool>,
    /// For how many days completed sessions are kept; null is for ever.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    pub session_retention_days: Option<Option<u32>>,
    /// Whether members must confirm their address.
    pub require_verified_email: Option<bool>,
}

impl Validate for UpdateTenant {
    fn validate(&self, faults: &mut Faults) {
        let features = self
            .settings
            .iter()
            .flat_map(|settings| settings.features.iter().flatten());
        for (at, feature) in features.enumerate() {
            if feature.is_empty() || feature.len() > 64 {
                faults.add(
                    format!("/settings/features/{at}"),
                    "A feature is 1 to 64 characters long.",
                );
            }
        }
    }
}

/// A code that is to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewCode {
    /// What it is for, for you: 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub label: String,
    /// How many people may register with it: 1 to 10 000.
    #[schema(minimum = 1, maximum = 10_000)]
    pub max_uses: u32,
    /// For how many days it is good: 1 to 365, 30 when absent.
    pub expires_in_days: Option<u32>,
}

impl Validate for NewCode {
    fn validate(&self, faults: &mut Faults) {
        if self.label.trim().is_empty() || self.label.chars().count() > 100 || self.label.contains('\0') {
            faults.add("/label", "This is 1 to 100 characters long.");
        }
        if !(1..=10_000).contains(&self.max_uses) {
            faults.add("/max_uses", "This is a number from 1 to 10 000.");
        }
        if self.expires_in_days.is_some_and(|days| !(1..=365).contains(&days)) {
            faults.add("/expires_in_days", "This is a number from 1 to 365.");
        }
    }
}

/// A code with which people may register.
#[derive(Debug, Serialize, ToSchema)]
pub struct InviteCode {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub label: String,
    /// How many people may register with it.
    pub max_uses: u32,
    /// How many have.
    pub uses: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

impl From<OneTime> for InviteCode {
    fn from(row: OneTime) -> Self {
        Self {
            id: row.id,
            label: row.label.unwrap_or_default(),
            max_uses: row.max_uses,
            uses: row.uses,
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    }
}

/// A code that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct InviteCodeMade {
    /// What is known of it later, too.
    #[serde(flatten)]
    pub of: InviteCode,
    /// The code itself: shown this once.
    pub code: String,
}

/// The codes that are good for something.
#[derive(Debug, Serialize, ToSchema)]
pub struct InviteCodes {
    /// The newest first.
    pub items: Vec<InviteCode>,
}

/// Work beside requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct Jobs {
    /// The newest first, at most 200.
    pub items: Vec<Listed>,
}

/// Somebody who has an account, as operators see them.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlatformUser {
    /// The user's id.
    #[schema(value_type = Uuid)]
    pub id: UserId,
    /// The user's name.
    pub name: String,
    /// The user's address.
    pub email: String,
    /// Whether they may sign in.
    pub is_active: bool,
    /// Whether they are an operator too.
    pub is_operator: bool,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When they last signed in; null: never.
    pub last_login_at: Option<Timestamp>,
}

/// Where a list of people goes on.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct UserPlace(pub UserId);

/// Where a list of tenants goes on.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Place(pub TenantId);
