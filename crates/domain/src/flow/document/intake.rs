//! What is asked of the person who runs a flow.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A value asked for when a session starts, or at the first node that uses it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IntakeVariable {
    /// The name used as `{{name}}`.
    #[schemars(extend("pattern" = "^[A-Za-z_][A-Za-z0-9_]*$"))]
    pub name: String,
    /// The question to the person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// How it is entered and shown.
    #[serde(rename = "type", default)]
    pub variable_type: VariableType,
    /// Whether the run cannot go on without it.
    #[serde(default)]
    pub required: bool,
    /// Ask at the first node that uses it instead of at the start.
    #[serde(default)]
    pub deferred: bool,
    /// The choices of a variable of type `choice`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// How a variable is entered and shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VariableType {
    /// One line of text.
    #[default]
    Text,
    /// A number.
    Number,
    /// One of the choices.
    Choice,
    /// Yes or no.
    Boolean,
    /// Masked everywhere, never stored, never exported.
    Secret,
}
