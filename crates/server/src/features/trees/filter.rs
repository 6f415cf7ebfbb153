//! In which order a list is.

use std::cmp::Ordering;

use branchbook_db::dialect::containing;
use branchbook_domain::id::TreeId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::dto::TreeSummary;
use crate::error::{ApiError, ApiResult, Code};

/// What else a list can be told.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
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

impl ListQuery {
    /// The text that is looked for, if there is one.
    pub fn text(&self) -> Option<String> {
        let text = self.q.as_deref().filter(|text| !text.trim().is_empty());
        text.map(containing)
    }

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
