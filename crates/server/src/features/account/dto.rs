//! The JSON of the account.

use branchbook_domain::id::TenantId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::settings::TenantSettings;
use crate::{
    features::identity::{Plan, TenantType},
    http::{Faults, Validate, nullable},
};

/// The tenant that the caller is signed in to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Account {
    /// The tenant's id.
    #[schema(value_type = Uuid)]
    pub id: TenantId,
    /// What people call it.
    pub name: String,
    /// Its name in URLs; unique.
    pub slug: String,
    /// Whether it is one person's own or a team's.
    #[serde(rename = "type")]
    pub kind: TenantType,
    /// What it may have.
    pub plan: Plan,
    /// What is so for it.
    pub settings: TenantSettings,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A change of the account; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct UpdateAccount {
    /// 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// 1 to 60 of a–z, 0–9 and single dashes between them.
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub slug: Option<String>,
    /// `organization` makes a person's own tenant a team's. There is no way back.
    #[serde(rename = "type")]
    pub kind: Option<TenantType>,
    /// What the tenant decides for itself.
    pub settings: Option<UpdatePolicy>,
}

/// What a tenant decides for itself; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct UpdatePolicy {
    /// Whether members may share sessions with anybody who has the link.
    pub allow_public_shares: Option<bool>,
    /// For how many days completed sessions are kept, 1 to 3 650; null: for ever.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>, minimum = 1, maximum = 3650)]
    pub session_retention_days: Option<Option<u32>>,
    /// Whether members must confirm their address before they sign in here.
    pub require_verified_email: Option<bool>,
}

impl Validate for UpdateAccount {
    fn validate(&self, faults: &mut Faults) {
        if let Some(name) = &self.name {
            check_name(name, faults);
        }
        let is_slug = |slug: &str| {
            let plain =
                |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            slug.len() <= 60 && slug.split('-').all(plain)
        };
        if self.slug.as_deref().is_some_and(|slug| !is_slug(slug)) {
            faults.add(
                "/slug",
                "1 to 60 of a–z, 0–9 and single dashes between them, such as support-team.",
            );
        }
        if self.kind == Some(TenantType::Own) {
            faults.add(
                "/type",
                "A team's account does not become one person's; leave this out.",
            );
        }
        let days = self
            .settings
            .as_ref()
            .and_then(|settings| settings.session_retention_days);
        if days.flatten().is_some_and(|days| !(1..=3650).contains(&days)) {
            faults.add(
                "/settings/session_retention_days",
                "1 to 3650, or null to keep sessions for ever.",
            );
        }
    }
}

/// A new organization.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CreateOrganization {
    /// 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100, example = "Support team")]
    pub name: String,
}

impl Validate for CreateOrganization {
    fn validate(&self, faults: &mut Faults) {
        check_name(&self.name, faults);
    }
}

/// Notes what is wrong with the name of a tenant, a person or an agent.
pub fn check_name(name: &str, faults: &mut Faults) {
    faults.length("/name", name, 1, 100);
    if name.chars().any(char::is_control) {
        faults.add("/name", "Control characters are not allowed.");
    }
}

/// How much of something there is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Used {
    /// How much there is.
    pub used: i64,
}

/// How much of something there is, of how much there may be.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct UsedOf {
    /// How much there is.
    pub used: i64,
    /// How much there may be; null: as much as you like.
    pub limit: Option<u32>,
}

/// What the account uses.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Usage {
    /// People; agents are not counted.
    pub members: UsedOf,
    /// Flows that are not deleted.
    pub trees: UsedOf,
    /// Sessions.
    pub sessions: Used,
    /// The caller's saved workspaces.
    pub workspaces: UsedOf,
}
