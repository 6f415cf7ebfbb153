//! Proposals as JSON.

use branchbook_domain::{
    flow::NodeId,
    id::{ProposalId, TreeId},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::dto::Author;

/// Where a proposal is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalStatus {
    /// Nobody has decided.
    Open,
    /// Some or all of it was taken.
    Accepted,
    /// It was refused.
    Declined,
    /// Its author has taken it back.
    Withdrawn,
}

impl ProposalStatus {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The reverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Open, Self::Accepted, Self::Declined, Self::Withdrawn]
            .into_iter()
            .find(|status| status.as_str() == word)
    }
}

/// What the caller has to do with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalRole {
    /// They made it.
    Author,
    /// They may decide about it.
    Reviewer,
}

/// A flow that a proposal is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProposalTree {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    pub id: TreeId,
    /// Its name when the proposal was made.
    pub name: String,
}

/// A proposal without its documents.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Proposal {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    pub id: ProposalId,
    /// The flow that is to be changed.
    pub tree: ProposalTree,
    /// The fork that it comes from; null when that is another tenant's or deleted for good.
    pub fork: Option<ProposalTree>,
    /// Who made it.
    pub author: Author,
    /// Whether it comes from another tenant than the flow's.
    pub is_from_elsewhere: bool,
    /// What the caller has to do with it: an author who may also decide is `reviewer`.
    pub role: ProposalRole,
    /// What the author says to it.
    pub message: String,
    /// Where it is in its life.
    pub status: ProposalStatus,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was decided or withdrawn.
    pub decided_at: Option<Timestamp>,
    /// Who decided; null while nobody has, and for authors from another tenant.
    pub decided_by: Option<Author>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// The nodes that were taken.
    #[schema(value_type = Option<Vec<String>>)]
    pub accepted_nodes: Option<Vec<NodeId>>,
}
