//! Steps that a person added to their run because the flow did not have them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::flow::{Command, NodeId};

/// A custom step as the session holds it.
///
/// Sessions stored before a field existed still load: everything but `id`, `type` and `content` has a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomStep {
    /// Unique in its session. Made from the number of the event that inserted it.
    pub id: String,
    /// What kind of step it is.
    #[serde(rename = "type")]
    pub step_type: CustomStepType,
    /// One line, if the person gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What to do.
    pub content: CustomContent,
    /// What came of it.
    #[serde(default)]
    pub notes: String,
    /// Where the step comes from.
    #[serde(default)]
    pub source: CustomStepSource,
    /// The library step it was copied from; kept when that one is deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_step_id: Option<Uuid>,
    /// When it was added.
    #[serde(default)]
    pub inserted_at: Option<Timestamp>,
    /// The node after which it belongs.
    #[serde(default)]
    pub inserted_after_node_id: Option<NodeId>,
    /// Whether it has been dealt with.
    #[serde(default)]
    pub done: bool,
}

impl CustomStep {
    /// The line to show for it: the title, else the beginning of the content.
    #[must_use]
    pub fn heading(&self) -> &str {
        match &self.title {
            Some(title) if !title.trim().is_empty() => title,
            _ => self.content.text().trim().lines().next().unwrap_or_default(),
        }
    }
}

/// A custom step as it comes in with the event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewCustomStep {
    /// What kind of step it is.
    #[serde(rename = "type")]
    pub step_type: CustomStepType,
    /// One line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What to do.
    pub content: CustomContent,
    /// What came of it so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Where the step comes from.
    #[serde(default)]
    pub source: CustomStepSource,
    /// The library step it was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_step_id: Option<Uuid>,
}

/// What kind of step a custom or library step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomStepType {
    /// Something to find out.
    Decision,
    /// Something to do.
    Action,
    /// What solved it.
    Solution,
}

impl CustomStepType {
    /// The word in JSON and in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Solution => "solution",
        }
    }
}

/// Where a custom step comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CustomStepSource {
    /// Typed during the run.
    #[default]
    AdHoc,
    /// Copied from the step library.
    StepLibrary,
    /// Came with the tree it was forked from.
    ForkedTree,
}

/// What a custom step says: plain text as typed, or the fields of a library step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CustomContent {
    /// As typed.
    Text(String),
    /// As in the step library.
    Structured(StructuredContent),
}

/// The content of a library step.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StructuredContent {
    /// What to do. Markdown.
    pub instructions: String,
    /// A hint. Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help_text: String,
    /// Commands to copy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<Command>,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl CustomContent {
    /// The words of it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Structured(content) => &content.instructions,
        }
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Structured(_) => serde_json::to_string(self).map_or(0, |json| json.len()),
        }
    }

    /// The commands of it.
    #[must_use]
    pub fn commands(&self) -> &[Command] {
        match self {
            Self::Text(_) => &[],
            Self::Structured(content) => &content.commands,
        }
    }
}
