//! Flows as JSON.

use branchbook_domain::{
    flow::{FlowKind, completion::Completion, validation::Finding},
    id::{TreeId, UserId},
};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use utoipa::ToSchema;

use super::{
    forks::lineage::Lineage,
    labels::Kind,
    merging::{self, Resolution},
    model::{Status, Visibility},
    versions::Counts,
};
use crate::http::{self, Faults, Validate};

/// Who wrote something.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Author {
    /// The user's id. All zeros for readers from other tenants.
    #[schema(value_type = uuid::Uuid)]
    pub id: UserId,
    /// The user's name; empty when the user is gone, and for readers from other tenants.
    pub name: String,
}

/// What the caller may do with a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct TreePermissions {
    /// Change, publish and archive it.
    pub edit: bool,
    /// Publish and archive it.
    pub publish: bool,
    /// Delete it so that it can be brought back.
    pub delete: bool,
    /// Delete it for good.
    pub hard_delete: bool,
}

impl TreePermissions {
    /// For readers from other tenants.
    pub const NONE: Self = Self {
        edit: false,
        publish: false,
        delete: false,
        hard_delete: false,
    };
}

/// A flow without its document: what lists show.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TreeSummary {
    /// The flow's id.
    #[schema(value_type = uuid::Uuid)]
    pub id: TreeId,
    /// At most 200 characters.
    pub name: String,
    /// What it is for. Markdown, at most 10 000 characters.
    pub description: String,
    /// The kind of flow.
    #[schema(value_type = super::schema::TreeType)]
    pub tree_type: FlowKind,
    /// Where it is in its life.
    pub status: Status,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether every tenant may read it: `visibility` is `public`.
    pub is_public: bool,
    /// The one category it is in.
    pub category: Option<String>,
    /// Its tags, in alphabetical order.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub author: Author,
    /// Whether it came with Branchbook and is visible to all.
    pub is_default: bool,
    /// False when it was deleted and can be brought back.
    pub is_active: bool,
    /// Counts its significant changes, from 1.
    pub version: i64,
    /// The version that new sessions run; null while it was never published.
    pub published_version: Option<i64>,
    /// Sessions that the caller's tenant has started on it.
    pub usage_count: i64,
    /// How much of it is filled in, 0 to 1.
    pub completion_rate: f64,
    /// The number of nodes.
    pub node_count: i64,
    /// Findings that block publishing.
    pub error_count: i64,
    /// When somebody should look at it again.
    pub review_due_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its content last changed.
    pub updated_at: Timestamp,
    /// What the caller may do with it.
    pub permissions: TreePermissions,
    /// Where it comes from.
    #[serde(flatten)]
    pub lineage: Lineage,
}

/// A flow with its document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tree {
    /// Everything that lists show.
    #[serde(flatten)]
    pub summary: TreeSummary,
    /// How complete it is, by node and section.
    #[schema(value_type = super::schema::Completion)]
    pub completion: Box<RawValue>,
    /// What is wrong with it, errors first.
    #[schema(value_type = Vec<super::schema::Finding>)]
    pub findings: Box<RawValue>,
    /// The document, in the shape that was asked for.
    #[schema(value_type = super::schema::FlowDocument)]
    pub tree_structure: Box<RawValue>,
}

/// A new flow.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CreateTree {
    /// 1–200 characters.
    pub name: String,
    /// The kind of flow.
    #[schema(value_type = super::schema::TreeType)]
    pub tree_type: FlowKind,
    /// The document, canonical or in any other accepted shape.
    #[schema(value_type = super::schema::FlowDocument)]
    pub tree_structure: Value,
    /// Markdown, at most 10 000 characters.
    #[serde(default)]
    pub description: String,
    /// At most 100 characters.
    #[serde(default)]
    pub category: Option<String>,
    /// At most 20, each 1–50 characters.
    #[serde(default)]
    pub tags: Vec<String>,
    /// `team` when absent.
    #[serde(default)]
    pub visibility: Visibility,
}

impl Validate for CreateTree {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/name", &self.name, 1, 200);
        check_labels(
            faults,
            Some(&self.description),
            self.category.as_deref(),
            Some(&self.tags),
        );
    }
}

/// A change of a flow. Absent members stay as they are.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct UpdateTree {
    /// 1–200 characters.
    pub name: Option<String>,
    /// Markdown, at most 10 000 characters.
    pub description: Option<String>,
    /// At most 100 characters; null takes it out of its category.
    #[serde(default, deserialize_with = "http::nullable")]
    #[schema(value_type = Option<String>)]
    pub category: Option<Option<String>>,
    /// At most 20, each 1–50 characters.
    pub tags: Option<Vec<String>>,
    /// The labels that `category` and `tags` were made of: what was done to the flow's labels since is kept.
    pub base_labels: Option<BaseLabels>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// When somebody should look at it again; null for never.
    #[serde(default, deserialize_with = "http::nullable")]
    #[schema(value_type = Option<Timestamp>)]
    pub review_due_at: Option<Option<Timestamp>>,
    /// The whole new document, in any accepted shape.
    #[schema(value_type = Option<super::schema::FlowDocument>)]
    pub tree_structure: Option<Value>,
    /// For the version list, at most 500 characters.
    pub change_description: Option<String>,
    /// The version that the document was made of: what was saved since is merged with it.
    pub base_version: Option<i64>,
    /// The answers to the conflicts of the merge.
    #[serde(default)]
    pub resolutions: Vec<Resolution>,
}

/// The labels of a flow as somebody has read them.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct BaseLabels {
    /// The category.
    #[serde(default)]
    pub category: Option<String>,
    /// The tags.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// A flow bears at most so many tags.
pub const MOST_TAGS: usize = 20;

impl Validate for UpdateTree {
    fn validate(&self, faults: &mut Faults) {
        if let Some(name) = &self.name {
            faults.length("/name", name, 1, 200);
        }
        if let Some(change) = &self.change_description {
            faults.length("/change_description", change, 0, 500);
        }
        if self
            .review_due_at
            .flatten()
            .is_some_and(|at| !(1970..9999).contains(&year(at)))
        {
            faults.add("/review_due_at", "A date from 1970 to 9998 is wanted.");
        }
        merging::check(faults, &self.resolutions);
        let category = self.category.as_ref().and_then(Option::as_deref);
        check_labels(faults, self.description.as_deref(), category, self.tags.as_deref());
    }
}

fn year(at: Timestamp) -> i16 {
    at.to_zoned(TimeZone::UTC).year()
}

fn check_labels(faults: &mut Faults, description: Option<&str>, category: Option<&str>, tags: Option<&[String]>) {
    if let Some(description) = description {
        faults.length("/description", description, 0, 10_000);
    }
    if let Some(category) = category {
        faults.length("/category", category, 1, Kind::Category.most_characters());
    }
    let tags = tags.unwrap_or_default();
    if tags.len() > MOST_TAGS {
        let message = format!("At most {MOST_TAGS} tags are allowed; these are {}.", tags.len());
        faults.add("/tags", message);
    }
    for (index, tag) in tags.iter().enumerate() {
        faults.length(&format!("/tags/{index}"), tag, 1, Kind::Tag.most_characters());
    }
}

/// One version of a flow, without its document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TreeVersion {
    /// Counts from 1 without gaps.
    pub version_number: i64,
    /// What changed, in the words of who changed it.
    pub change_description: String,
    /// Who saved it.
    pub author: Author,
    /// All who have a part in it, who saved it first.
    pub authors: Vec<Author>,
    /// What somebody called it; versions with a name are kept for ever.
    pub name: Option<String>,
    /// How much changed since the version before it; null for the first.
    pub changes: Option<Counts>,
    /// When.
    pub created_at: Timestamp,
    /// Whether it is or was what new sessions run.
    pub is_published: bool,
    /// The number of nodes.
    pub node_count: i64,
}

/// One version of a flow with its document.
#[derive(Debug, Serialize, ToSchema)]
pub struct TreeVersionDocument {
    /// Which version.
    #[serde(flatten)]
    pub version: TreeVersion,
    /// The document as it was.
    #[schema(value_type = super::schema::FlowDocument)]
    pub tree_structure: Box<RawValue>,
}

/// What is wrong with a flow and how complete it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assessment {
    /// What is wrong with it, errors first.
    #[schema(value_type = Vec<super::schema::Finding>)]
    pub findings: Vec<Finding>,
    /// How complete it is, by node and section.
    #[schema(value_type = super::schema::Completion)]
    pub completion: Completion,
}
