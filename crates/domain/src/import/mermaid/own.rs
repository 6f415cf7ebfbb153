//! Charts that Branchbook has written: each box says what it is by its class, and each kind of line means one thing (see
//! `flow/export/mermaid.rs`). Boxes that somebody has added have no class, and are taken for what their lines make of them.

use std::collections::{HashMap, HashSet};

use super::{
    chart::{Chart, Edge},
    label,
};
use crate::{
    flow::{
        AnswerOption, Connection, ConnectionType, FlowDocument, FlowKind, Node, NodeId, NodeType,
        shapes::{self, Shape},
    },
    import::{self, ImportError, Imported, ids::Ids, intake, losses::Losses, text::Title},
};

const NAMELESS: &str = "Imported flowchart";

/// What the comments of such a chart say.
#[derive(Debug, Default)]
pub(super) struct Own {
    kind: Option<FlowKind>,
    /// Where it starts, if not at the first box; empty for nowhere.
    start: Option<String>,
    /// The ids of nodes whose box has another name.
    ids: HashMap<String, String>,
}

impl Own {
    /// Takes a comment, and says whether it was one of ours.
    pub(super) fn take(&mut self, comment: &str) -> bool {
        let Some((key, value)) = comment.trim().split_once(':') else {
            return false;
        };
        let value = value.trim();
        match key {
            "branchbook" => {
                let word = value
                    .split(|c: char| !c.is_ascii_alphabetic())
                    .next()
                    .unwrap_or_default();
                self.kind = self.kind.or(FlowKind::from_word(word));
                FlowKind::from_word(word).is_some()
            }
            "branchbook start" => {
                self.start = Some(value.to_owned());
                true
            }
            "branchbook id" => {
                let named = value.split_once(" = ");
                self.ids
                    .extend(named.map(|(name, id)| (name.to_owned(), id.to_owned())));
                named.is_some()
            }
            _ => false,
        }
    }

    /// The kind of flow, if the chart is one of ours.
    pub(super) const fn kind(&self) -> Option<FlowKind> {
        self.kind
    }
}

/// What the chart says.
pub(super) fn convert(
    chart: &Chart,
    own: &Own,
    kind: FlowKind,
    name: Option<String>,
    mut losses: Losses,
) -> Result<Imported, ImportError> {
    let mut document = FlowDocument::empty(kind);
    let ids = nodes(chart, own, &mut document, &mut losses);
    for edge in &chart.edges {
        let (Some(from), Some(to)) = (&ids[edge.from], &ids[edge.to]) else {
            losses.line(edge.line, "a line from or to a section, which is no step");
            continue;
        };
        lead(&mut document, edge, from, to, &mut losses);
    }
    settle_types(&mut document, chart, &ids);
    document.root = match &own.start {
        Some(start) => start.parse().ok(),
        None if kind.is_ordered() => None,
        None => document.nodes.first().map(|node| node.id.clone()),
    };
    intake::declare(&mut document, &mut losses);
    // Answers and links get their ids where all others do.
    let value = shapes::render(&document, Shape::Canonical);
    let tree_structure = shapes::parse(None, value).map_err(|rejected| import::refused(&rejected))?;
    let name = name.or_else(|| chart.title.clone()).map(|name| Title::of(&name).text);
    Ok(Imported {
        name: name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| NAMELESS.to_owned()),
        description: chart.description.clone(),
        category: None,
        tags: vec![],
        tree_structure,
        losses: losses.finish(),
    })
}

/// Makes the nodes, in the order of their lines, and gives the id of each box that is one.
fn nodes(chart: &Chart, own: &Own, document: &mut FlowDocument, losses: &mut Losses) -> Vec<Option<NodeId>> {
    let is_ordered = document.kind.is_ordered();
    let groups: HashSet<&str> = chart.groups.iter().map(|group| group.id.as_str()).collect();
    let mut taken = Ids::default();
    let mut id = |name: &str| taken.keep(own.ids.get(name).map_or(name, String::as_str));
    let mut placed: Vec<(usize, Node)> = vec![];
    for group in &chart.groups {
        let title = group
            .title
            .as_ref()
            .map(|title| label::read(title).title)
            .unwrap_or_default();
        if is_ordered {
            placed.push((group.line, Node::new(id(&group.id), NodeType::SectionHeader, title)));
        } else {
            losses.line(group.line, format!("subgraph {title}"));
        }
    }
    let ids = chart.vertices.iter().map(|vertex| {
        if is_ordered && groups.contains(vertex.id.as_str()) {
            return None;
        }
        let id = id(&vertex.id);
        let text = vertex.label.as_ref().map(label::read);
        let mut node = Node::new(id.clone(), vertex.node_type.unwrap_or(NodeType::ProcedureStep), "");
        match text {
            Some(text) => {
                for what in text.dropped {
                    losses.line(vertex.line, what);
                }
                (node.title, node.description) = (text.title, text.description);
            }
            None => node.title = Title::of(&vertex.id).text,
        }
        placed.push((vertex.line, node));
        Some(id)
    });
    let ids = ids.collect();
    placed.sort_by_key(|(line, _)| *line);
    document.nodes = placed.into_iter().map(|(_, node)| node).collect();
    ids
}

fn lead(document: &mut FlowDocument, edge: &Edge, from: &NodeId, to: &NodeId, losses: &mut Losses) {
    let label = edge
        .label
        .as_ref()
        .map(|label| label::answer(label).title)
        .unwrap_or_default();
    let kind = document.kind;
    let connection_type = match edge.look {
        Some("dotted") => Some(ConnectionType::Reference),
        Some("with a circle") => Some(ConnectionType::Dependency),
        Some("thick") if kind != FlowKind::Impact => Some(ConnectionType::ParentChild),
        None if kind == FlowKind::Impact => Some(ConnectionType::ParentChild),
        _ => None,
    };
    if let Some(connection_type) = connection_type {
        document.connections.push(Connection {
            id: String::new(),
            from: from.clone(),
            to: to.clone(),
            connection_type,
            label,
            extra: Default::default(),
        });
        return;
    }
    let Some(at) = document.nodes.iter().position(|node| node.id == *from) else {
        return;
    };
    if kind.is_ordered() {
        let next = document.nodes[at + 1..]
            .iter()
            .find(|node| node.node_type != NodeType::SectionHeader);
        if next.is_none_or(|next| next.id != *to) {
            losses.line(
                edge.line,
                "the order of the steps is that of their boxes; this line says otherwise",
            );
        }
        return;
    }
    let node = &mut document.nodes[at];
    let answers = kind == FlowKind::Impact || node.node_type == NodeType::Decision || !label.is_empty();
    if answers || node.next.is_some() {
        node.options.push(AnswerOption {
            id: String::new(),
            label,
            to: Some(to.clone()),
            extra: Default::default(),
        });
    } else {
        node.next = Some(to.clone());
    }
}

/// What a box without a class is, by the lines that leave it.
fn settle_types(document: &mut FlowDocument, chart: &Chart, ids: &[Option<NodeId>]) {
    let unsaid: HashMap<&NodeId, bool> = chart
        .vertices
        .iter()
        .zip(ids)
        .filter(|(vertex, _)| vertex.node_type.is_none())
        .filter_map(|(vertex, id)| Some((id.as_ref()?, vertex.diamond)))
        .collect();
    let kind = document.kind;
    for node in document.nodes.iter_mut().filter(|_| !kind.is_ordered()) {
        let Some(is_diamond) = unsaid.get(&node.id) else {
            continue;
        };
        node.node_type = match () {
            () if kind == FlowKind::Impact => NodeType::Outcome,
            () if *is_diamond || !node.options.is_empty() => NodeType::Decision,
            () if node.next.is_some() => NodeType::Action,
            () => NodeType::Solution,
        };
        if node.node_type == NodeType::Decision
            && let Some(to) = node.next.take()
        {
            let option = AnswerOption {
                id: String::new(),
                label: String::new(),
                to: Some(to),
                extra: Default::default(),
            };
            node.options.insert(0, option);
        }
    }
}
