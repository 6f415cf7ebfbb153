//! To which flows a search is narrowed.

use branchbook_domain::{flow::FlowKind, id::UserId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{model::Status, store::TreeRow};

/// To which flows a search is narrowed. All that are given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Narrowing {
    /// The kind of flow.
    #[serde(rename = "type")]
    #[param(value_type = Option<super::schema::TreeType>, inline)]
    pub tree_type: Option<FlowKind>,
    /// Where it is in its life.
    pub status: Option<Status>,
    /// In this category.
    pub category: Option<String>,
    /// Bears this tag.
    pub tag: Option<String>,
    /// True: only the caller's own.
    pub mine: Option<bool>,
    /// True: only the flows that came with Branchbook. False: only the tenant's own.
    pub default: Option<bool>,
}

impl Narrowing {
    /// Whether it leaves nothing out.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the tenant's own flows are looked through.
    pub fn wants_own(&self) -> bool {
        self.default != Some(true)
    }

    /// Whether the default flows are.
    pub fn wants_defaults(&self) -> bool {
        self.default != Some(false) && self.mine != Some(true)
    }

    /// Whether this flow is one of those that are left, for `user`.
    pub fn admits(&self, row: &TreeRow, user: UserId) -> bool {
        self.tree_type.is_none_or(|kind| row.tree_type == kind)
            && self.status.is_none_or(|status| row.status == status)
            && (self.category.as_ref()).is_none_or(|category| row.category.as_ref() == Some(category))
            && self.tag.as_ref().is_none_or(|tag| row.tags.contains(tag))
            && (self.mine != Some(true) || row.author_id == user)
    }
}
