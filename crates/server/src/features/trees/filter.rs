//! Which flows a list has and in which order.

use std::cmp::Ordering;

use branchbook_domain::{
    flow::FlowKind,
    id::{TreeId, UserId},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{
    dto::TreeSummary,
    model::{Status, Visibility},
};
use crate::error::{ApiError, ApiResult, Code};

/// Which flows are wanted. All that are given must hold.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TreeFilter {
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
    /// Written by this user.
    #[param(value_type = Option<uuid::Uuid>)]
    pub author: Option<UserId>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// True: only the caller's own.
    pub mine: Option<bool>,
    /// True: only the flows that came with Branchbook. False: only the tenant's own.
    pub default: Option<bool>,
    /// True: only forks. False: only flows that are none.
    pub forks: Option<bool>,
    /// True: only deleted ones that the caller may bring back.
    pub deleted: Option<bool>,
    /// Has this text in its name or description; see `/trees/search` for more.
    pub q: Option<String>,
    /// `updated_at`, `name` or `usage_count`; with `-` before it from the greatest. `-updated_at` when absent.
    pub sort: Option<String>,
}

/// By what a list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    UpdatedAt,
    Name,
    UsageCount,
}

/// The order of a list. Rows that are equal in the key are ordered by id, in the same direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

impl TreeFilter {
    /// The order that `sort` asks for.
    pub fn order(&self) -> ApiResult<Sort> {
        let word = self.sort.as_deref().unwrap_or("-updated_at");
        let (descending, key) = word.strip_prefix('-').map_or((false, word), |key| (true, key));
        let key = match key {
            "updated_at" => SortKey::UpdatedAt,
            "name" => SortKey::Name,
            "usage_count" => SortKey::UsageCount,
            _ => {
                return Err(ApiError::new(
                    Code::InvalidRequest,
                    "sort is updated_at, name or usage_count, with - for descending.",
                ));
            }
        };
        Ok(Sort { key, descending })
    }

    /// Whether the tenant's own flows belong in the list.
    pub fn wants_own(&self) -> bool {
        self.default != Some(true)
    }

    /// Whether the default flows do.
    pub fn wants_defaults(&self) -> bool {
        self.default != Some(false) && self.mine != Some(true) && self.deleted != Some(true) && self.forks != Some(true)
    }
}

/// Where a row stands in a list: the cursor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// By last change.
    #[serde(rename = "u")]
    UpdatedAt(Timestamp, TreeId),
    /// By name in lower case.
    #[serde(rename = "n")]
    Name(String, TreeId),
    /// By use.
    #[serde(rename = "c")]
    UsageCount(i64, TreeId),
}

impl Sort {
    /// Where this row stands.
    pub fn place(self, tree: &TreeSummary) -> Place {
        match self.key {
            SortKey::UpdatedAt => Place::UpdatedAt(tree.updated_at, tree.id),
            SortKey::Name => Place::Name(tree.name.to_lowercase(), tree.id),
            SortKey::UsageCount => Place::UsageCount(tree.usage_count, tree.id),
        }
    }

    /// Which of two places comes first.
    pub fn compare(self, a: &Place, b: &Place) -> Ordering {
        if self.descending { b.cmp(a) } else { a.cmp(b) }
    }

    /// Refuses a cursor of a list in another order.
    pub fn check(self, after: Option<Place>) -> ApiResult<Option<Place>> {
        let fits = matches!(
            (&after, self.key),
            (None, _)
                | (Some(Place::UpdatedAt(..)), SortKey::UpdatedAt)
                | (Some(Place::Name(..)), SortKey::Name)
                | (Some(Place::UsageCount(..)), SortKey::UsageCount)
        );
        let wrong = || {
            ApiError::new(
                Code::InvalidCursor,
                "This cursor belongs to a list in another order. Begin again without it.",
            )
        };
        if fits { Ok(after) } else { Err(wrong()) }
    }
}
