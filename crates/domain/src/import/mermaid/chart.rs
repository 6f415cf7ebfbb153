//! A flowchart as it is drawn: boxes, lines, groups. What it means as a flow is decided in `convert`.

use std::collections::HashMap;

use crate::{
    flow::{FlowKind, MAX_NODES, NodeType},
    import::{ImportError, mermaid::cursor::Cursor},
};

/// The most lines a chart may have; `A & B --> C & D` draws four of them at once.
const MAX_EDGES: usize = 20_000;

/// The text of a box or a line, as written between its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) text: String,
    /// Written as "`…`".
    pub(super) markdown: bool,
}

/// A box.
#[derive(Debug)]
pub(super) struct Vertex {
    pub(super) id: String,
    pub(super) label: Option<Label>,
    pub(super) diamond: bool,
    /// What its class says it is, in a chart of ours.
    pub(super) node_type: Option<NodeType>,
    /// Where it is mentioned first.
    pub(super) line: usize,
    /// The innermost group it stands in.
    pub(super) group: Option<usize>,
}

/// A line between two boxes.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Option<Label>,
    pub(super) both_ways: bool,
    /// How it looks, if not plain.
    pub(super) look: Option<&'static str>,
    pub(super) line: usize,
}

/// A `subgraph`.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) title: Option<Label>,
    pub(super) parent: Option<usize>,
    pub(super) line: usize,
}

/// A `click` line.
#[derive(Debug)]
pub(super) struct Click {
    pub(super) vertex: String,
    pub(super) address: String,
    pub(super) tooltip: Option<String>,
    pub(super) line: usize,
}

/// A whole flowchart.
#[derive(Debug, Default)]
pub(super) struct Chart {
    /// The kind of flow, if Branchbook has written the chart: then classes and looks mean something.
    pub(super) own: Option<FlowKind>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) vertices: Vec<Vertex>,
    pub(super) edges: Vec<Edge>,
    pub(super) groups: Vec<Group>,
    pub(super) clicks: Vec<Click>,
    by_id: HashMap<String, usize>,
}

impl Chart {
    /// A chart with nothing on it yet.
    pub(super) fn of(own: Option<FlowKind>) -> Self {
        Self { own, ..Self::default() }
    }

    /// The box of this id, made when it is new.
    pub(super) fn vertex(&mut self, id: &str, group: Option<usize>, cursor: &Cursor<'_>) -> Result<usize, ImportError> {
        if let Some(&index) = self.by_id.get(id) {
            let vertex = &mut self.vertices[index];
            vertex.group = vertex.group.or(group);
            return Ok(index);
        }
        if self.vertices.len() == MAX_NODES {
            return Err(cursor.over_limit(format!("a flow has at most {MAX_NODES} nodes, this chart has more")));
        }
        let index = self.vertices.len();
        self.by_id.insert(id.to_owned(), index);
        self.vertices.push(Vertex {
            id: id.to_owned(),
            label: None,
            diamond: false,
            node_type: None,
            line: cursor.line(),
            group,
        });
        Ok(index)
    }

    /// The box of this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub(super) fn connect(&mut self, edge: Edge, cursor: &Cursor<'_>) -> Result<(), ImportError> {
        if self.edges.len() == MAX_EDGES {
            return Err(cursor.over_limit(format!("this chart has more than {MAX_EDGES} lines")));
        }
        self.edges.push(edge);
        Ok(())
    }
}
