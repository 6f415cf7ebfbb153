//! The canonical flow document. Every other shape ([`super::shapes`], [`crate::import`]) is converted to this one, and
//! everything else (validation, running, completion) reads only this one.
//!
//! Fields that this version does not know are kept in `extra` and written back, so that an older server never drops what
//! a newer one stored.

use std::{collections::BTreeMap, fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The schema number written into every document.
pub const SCHEMA: u32 = 1;
/// The most nodes a document may have.
pub const MAX_NODES: usize = 5_000;
/// The most bytes a document may have as compact JSON.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// A whole flow: its nodes, how they connect, what is asked at the start, where they lie on the canvas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FlowDocument {
    /// Always [`SCHEMA`].
    #[serde(default = "current_schema")]
    pub schema: u32,
    /// Which node types are allowed and how a session moves through them.
    pub kind: FlowKind,
    /// Where a run starts; for `procedural` and `maintenance` the first node when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<NodeId>,
    /// The nodes. Their order is the order of the steps in `procedural` and `maintenance`.
    #[serde(default)]
    pub nodes: Vec<Node>,
    /// Links that are not answers: references in flows, parent-child in impact trees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connections: Vec<Connection>,
    /// Variables asked for when a session starts or when a step first needs them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intake: Vec<IntakeVariable>,
    /// Where the author has put the nodes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canvas: Option<Canvas>,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

fn current_schema() -> u32 {
    SCHEMA
}

impl FlowDocument {
    /// A document of `kind` with nothing in it yet.
    #[must_use]
    pub fn empty(kind: FlowKind) -> Self {
        Self {
            schema: SCHEMA,
            kind,
            root: None,
            nodes: vec![],
            connections: vec![],
            intake: vec![],
            canvas: None,
            extra: Map::new(),
        }
    }

    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.iter().find(|node| &node.id == id)
    }

    /// Where a run starts: the root, or in an ordered kind the first node.
    #[must_use]
    pub fn start(&self) -> Option<&Node> {
        match &self.root {
            Some(root) => self.node(root),
            None if self.kind.is_ordered() => self.nodes.first(),
            None => None,
        }
    }
}

/// The four kinds of flow. The API calls this `tree_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// A graph of decisions, actions and solutions. Loops are allowed.
    Troubleshooting,
    /// A checklist: sections and steps in the order of the nodes.
    Procedural,
    /// A checklist that is run over several targets.
    Maintenance,
    /// Objective → outcome → opportunity → solution. Not run.
    Impact,
}

impl FlowKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Troubleshooting, Self::Procedural, Self::Maintenance, Self::Impact];

    /// Whether the order of the nodes is the order of the steps.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        matches!(self, Self::Procedural | Self::Maintenance)
    }

    /// Whether sessions can be started on it.
    #[must_use]
    pub const fn is_runnable(self) -> bool {
        !matches!(self, Self::Impact)
    }

    /// The word in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Troubleshooting => "troubleshooting",
            Self::Procedural => "procedural",
            Self::Maintenance => "maintenance",
            Self::Impact => "impact",
        }
    }

    /// The node types this kind may hold.
    #[must_use]
    pub const fn node_types(self) -> &'static [NodeType] {
        use NodeType as N;
        match self {
            Self::Troubleshooting => &[N::Decision, N::Action, N::Solution, N::Flow],
            Self::Procedural | Self::Maintenance => &[N::SectionHeader, N::ProcedureStep, N::ProcedureEnd],
            Self::Impact => &[
                N::Objective,
                N::Outcome,
                N::Opportunity,
                N::Solution,
                N::Assumption,
                N::Experiment,
            ],
        }
    }
}

impl fmt::Display for FlowKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The id of a node: 1–64 of `[A-Za-z0-9_.-]`, unique in its document, kept for as long as the node lives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct NodeId(String);

/// A text that cannot be a [`NodeId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a node id has 1 to 64 of the characters A–Z, a–z, 0–9, '_', '.', '-'")]
pub struct InvalidNodeId;

impl NodeId {
    /// The most characters an id has.
    pub const MAX_LEN: usize = 64;

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Holds the place of an id that is still to be given, or that had a fault.
    pub(crate) fn pending() -> Self {
        Self("-".to_owned())
    }

    /// Whether `c` may be part of an id.
    #[must_use]
    pub const fn allows(c: char) -> bool {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
    }
}

impl TryFrom<String> for NodeId {
    type Error = InvalidNodeId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len()) && text.chars().all(Self::allows);
        if fits { Ok(Self(text)) } else { Err(InvalidNodeId) }
    }
}
impl FromStr for NodeId {
    type Err = InvalidNodeId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}
impl From<NodeId> for String {
    fn from(id: NodeId) -> Self {
        id.0
    }
}
impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a node is. Which of them a document may hold depends on its kind: [`FlowKind::node_types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NodeType {
    /// A question with at least two answers.
    Decision,
    /// Something to do, then on to `next`.
    Action,
    /// An end of a troubleshooting flow; in an impact tree an idea that serves an opportunity.
    Solution,
    /// Calls another published flow, then goes on to `next`.
    Flow,
    /// A heading over the steps that follow it.
    SectionHeader,
    /// One step of a checklist.
    ProcedureStep,
    /// The end of a checklist.
    ProcedureEnd,
    /// What is to be achieved.
    Objective,
    /// A change in behaviour or business that serves an objective.
    Outcome,
    /// A need or pain whose solving would drive an outcome.
    Opportunity,
    /// What must be true for a solution to work.
    Assumption,
    /// How an assumption is tested.
    Experiment,
}

impl NodeType {
    /// All types, in the order they are offered.
    pub const ALL: [Self; 12] = [
        Self::Decision,
        Self::Action,
        Self::Solution,
        Self::Flow,
        Self::SectionHeader,
        Self::ProcedureStep,
        Self::ProcedureEnd,
        Self::Objective,
        Self::Outcome,
        Self::Opportunity,
        Self::Assumption,
        Self::Experiment,
    ];

    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Solution => "solution",
            Self::Flow => "flow",
            Self::SectionHeader => "section_header",
            Self::ProcedureStep => "procedure_step",
            Self::ProcedureEnd => "procedure_end",
            Self::Objective => "objective",
            Self::Outcome => "outcome",
            Self::Opportunity => "opportunity",
            Self::Assumption => "assumption",
            Self::Experiment => "experiment",
        }
    }
}

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
    /// The id of the tree that a [`NodeType::Flow`] node calls.
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
    pub est_minutes: Option<f64>,
    /// What can go wrong; `high` needs a person's approval when an agent runs the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// Who sees the step in the library; absent = as the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library_visibility: Option<LibraryVisibility>,
    /// Fields of the node type's template (see [`super::completion`]).
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

/// A link between two nodes that is no answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Connection {
    /// Unique in its document.
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

/// What a [`Connection`] means.
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

/// A value asked for when a session starts, or at the first node that uses it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IntakeVariable {
    /// The name used as `{{name}}`.
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
    /// The choices of a [`VariableType::Choice`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// How an [`IntakeVariable`] is entered and shown.
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

/// Where the author has put the nodes, and how far they have zoomed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Canvas {
    /// 1 = actual size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zoom: Option<f64>,
    /// Offset of the view in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pan: Option<Point>,
    /// Node id → top left corner.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub positions: BTreeMap<NodeId, Point>,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A point on the canvas, in pixels at zoom 1.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Point {
    /// The point `x` to the right and `y` down.
    #[must_use]
    pub fn at(x: f64, y: f64) -> Self {
        Self {
            x,
            y,
            extra: Map::new(),
        }
    }
}
