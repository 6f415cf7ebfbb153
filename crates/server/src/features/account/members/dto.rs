//! The JSON of members.

use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{access::Role, http::Validate};

/// A member, as colleagues know them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Colleague {
    /// The user's id.
    #[schema(value_type = Uuid)]
    pub id: UserId,
    /// The user's name.
    pub name: String,
    /// The user's address; of agents, none that mail could be sent to.
    pub email: String,
}

/// Somebody who belongs to the tenant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Member {
    /// Who it is.
    pub user: Colleague,
    /// What they may do.
    pub role: Role,
    /// Since when they belong to it.
    pub joined_at: Timestamp,
    /// When a device or token of theirs was last seen here; null: never.
    pub last_seen_at: Option<Timestamp>,
    /// Whether it is a machine, not a person.
    pub is_agent: bool,
}

/// A member's new role.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ChangeRole {
    /// What they may do from now on.
    pub role: Role,
}

impl Validate for ChangeRole {}
