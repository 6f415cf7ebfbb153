//! The JSON of agents.

use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{dto::check_name, members::Member};
use crate::{
    access::Role,
    http::{Faults, Validate},
};

/// A machine that belongs to the tenant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Agent {
    /// The agent's id; it is also the id of the user that what it does is attributed to.
    #[schema(value_type = Uuid)]
    pub id: UserId,
    /// What it is called.
    pub name: String,
    /// What it may do, as far as the scopes of its tokens allow.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// When one of its tokens was last used, to the minute; null: never.
    pub last_used_at: Option<Timestamp>,
}

impl From<Member> for Agent {
    fn from(member: Member) -> Self {
        Self {
            id: member.user.id,
            name: member.user.name,
            role: member.role,
            created_at: member.joined_at,
            last_used_at: member.last_seen_at,
        }
    }
}

/// All agents.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Agents {
    /// By name.
    pub items: Vec<Agent>,
}

/// A new agent.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CreateAgent {
    /// What it is called, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100, example = "Ticket bot")]
    pub name: String,
    /// What it may do.
    pub role: Role,
}

impl Validate for CreateAgent {
    fn validate(&self, faults: &mut Faults) {
        check_name(&self.name, faults);
    }
}

/// A change of an agent; what is absent stays.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UpdateAgent {
    /// What it is called, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// What it may do.
    pub role: Option<Role>,
}

impl Validate for UpdateAgent {
    fn validate(&self, faults: &mut Faults) {
        if let Some(name) = &self.name {
            check_name(name, faults);
        }
    }
}
