//! Links between nodes that are no answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::NodeId;

/// A link between two nodes that is no answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Connection {
    /// Unique in its document.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Source node.
    pub from: NodeId,
    /// Target node.
    pub to: NodeId,
    /// What the link means.
    #[serde(rename = "type", default)]
    pub connection_type: ConnectionType,
    /// Text on the line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// What a link between two nodes means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionType {
    /// The target belongs under the source (impact trees).
    ParentChild,
    /// The source needs the target.
    Dependency,
    /// See also.
    #[default]
    Reference,
}
