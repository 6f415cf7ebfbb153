//! One box of a flow, with its answers and commands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{NodeId, NodeType};

/// One box of a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// Stable: edits keep it.
    pub id: NodeId,
    /// What the node is.
    #[serde(rename = "type")]
    pub node_type: NodeType,
    /// One line: the question, the deed, the result.
    #[serde(default)]
    pub title: String,
    /// Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The answers of a decision; in an impact tree the children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<AnswerOption>,
    /// Where an action or a called flow goes on to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NodeId>,
    /// The id of the tree that a `flow` node calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tree_id: Option<uuid::Uuid>,
    /// A hint for whoever hesitates. Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help_text: String,
    /// How to see that it worked. Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expected_outcome: String,
    /// Commands to copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<Command>,
    /// Things to tick off before going on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
    /// Estimated minutes of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0))]
    pub est_minutes: Option<f64>,
    /// What can go wrong; `high` needs a person's approval when an agent runs the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// Who sees the step in the library; absent = as the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library_visibility: Option<LibraryVisibility>,
    /// Fields of the node type's template (see `/api/v1/schemas/templates.json`).
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub template_data: Map<String, Value>,
    /// Files of the node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Value>,
    /// Further reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Value>,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Node {
    /// A node of this type with a title and nothing else.
    #[must_use]
    pub fn new(id: NodeId, node_type: NodeType, title: impl Into<String>) -> Self {
        Self {
            id,
            node_type,
            title: title.into(),
            description: String::new(),
            options: vec![],
            next: None,
            tree_id: None,
            help_text: String::new(),
            expected_outcome: String::new(),
            commands: vec![],
            checklist: vec![],
            est_minutes: None,
            risk: None,
            library_visibility: None,
            template_data: Map::new(),
            attachments: vec![],
            links: vec![],
            extra: Map::new(),
        }
    }
}

impl Node {
    /// Every text of the node that a run shows, and fills `{{variables}}` into.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [&self.title, &self.description, &self.help_text, &self.expected_outcome].into_iter();
        let labels = self.options.iter().map(|option| &option.label);
        let commands = self
            .commands
            .iter()
            .flat_map(|command| [&command.label, &command.command]);
        own.chain(labels)
            .chain(&self.checklist)
            .chain(commands)
            .map(String::as_str)
    }
}

/// One answer of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerOption {
    /// Unique in its node.
    #[schemars(length(min = 1))]
    pub id: String,
    /// The text of the button.
    #[serde(default)]
    pub label: String,
    /// Where it leads; absent while the author has not decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NodeId>,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Something to type or paste into a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Command {
    /// What it does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The text to copy, with `{{variables}}`.
    pub command: String,
    /// The shell or language: `bash`, `powershell`, `cisco`, `sql` …
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub command_type: String,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Command {
    /// A command of which only the text is known.
    #[must_use]
    pub fn bare(command: impl Into<String>) -> Self {
        Self {
            label: String::new(),
            command: command.into(),
            command_type: String::new(),
            extra: Map::new(),
        }
    }
}

/// What can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Harmless.
    Low,
    /// Noticeable if it goes wrong.
    Medium,
    /// Needs a person's approval when an agent runs it.
    High,
}

/// Who sees a procedure step in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LibraryVisibility {
    /// Members of the tenant.
    Team,
    /// Every tenant.
    Public,
}
