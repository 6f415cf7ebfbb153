//! The JSON of devices.

use branchbook_domain::id::{TenantId, TokenFamilyId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    features::identity::dto::{Client, Secret},
    http::Validate,
};

/// The caller's signed-in devices.
#[derive(Debug, Serialize, ToSchema)]
pub struct Devices {
    /// The most recently used first.
    pub items: Vec<DeviceItem>,
}

/// A signed-in device.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Device)]
pub struct DeviceItem {
    /// The device's id.
    #[schema(value_type = uuid::Uuid)]
    pub id: TokenFamilyId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// What it says it is, in words.
    #[schema(example = "Firefox on Linux")]
    pub agent: String,
    /// What it says it is, word for word.
    pub user_agent: Option<String>,
    /// The address it was last used from.
    pub ip: Option<String>,
    /// The tenant it is signed in to.
    pub tenant: DeviceTenant,
    /// When it was signed in.
    pub created_at: Timestamp,
    /// When it was last used, to a quarter of an hour.
    pub last_used_at: Timestamp,
}

/// A tenant, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceTenant {
    /// The tenant's id.
    #[schema(value_type = uuid::Uuid)]
    pub id: TenantId,
    /// What people call it.
    pub name: String,
}

/// Where to go.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SwitchTenant {
    /// One of the caller's tenants.
    #[schema(value_type = uuid::Uuid)]
    pub tenant_id: TenantId,
    /// `web` for browsers, whose refresh token is in the cookie.
    pub client: Option<Client>,
    /// The newest refresh token of a program. Without it the program gets an access token only, and its device stays where it is.
    pub refresh_token: Option<Secret>,
}

impl Validate for SwitchTenant {}
