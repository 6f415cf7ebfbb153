//! The canonical flow document. Every other shape ([`super::shapes`], [`crate::import`]) is converted to this one, and
//! everything else (validation, running, completion) reads only this one.
//!
//! Fields that this version does not know are kept in `extra` and written back, so that an older server never drops what
//! a newer one stored.

mod canvas;
mod connection;
mod intake;
mod kind;
mod node;
mod node_id;
mod node_type;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use canvas::{Canvas, Point};
pub use connection::{Connection, ConnectionType};
pub use intake::{IntakeVariable, VariableType};
pub use kind::FlowKind;
pub use node::{AnswerOption, Command, LibraryVisibility, Node, Risk};
pub use node_id::{InvalidNodeId, NodeId};
pub use node_type::NodeType;

/// The schema number written into every document.
pub const SCHEMA: u32 = 1;
/// The most nodes a document may have.
pub const MAX_NODES: usize = 5_000;
/// The most bytes a document may have as compact JSON.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// A whole flow: its nodes, how they connect, what is asked at the start, where they lie on the canvas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FlowDocument {
    /// Always 1.
    #[serde(default = "current_schema")]
    #[schemars(extend("const" = SCHEMA))]
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
