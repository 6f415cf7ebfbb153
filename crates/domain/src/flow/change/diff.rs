//! What has changed between two documents: which nodes were added, removed, moved, and which fields changed.

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    grain::{Grain, Items},
    order,
    place::{POSITION, Place},
};
use crate::flow::{
    document::{FlowDocument, Node, NodeId},
    hierarchy::hierarchy,
    shapes::{self, Shape},
};

/// What has changed from one document to another. The layout of the canvas is no content and is not compared.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// Nodes that only the later has, in its order.
    pub added: Vec<NodeId>,
    /// Nodes that only the earlier has, in its order.
    pub removed: Vec<NodeId>,
    /// Nodes that are elsewhere.
    pub moved: Vec<Move>,
    /// Nodes whose fields changed, in the order of the later.
    pub changed: Vec<NodeChange>,
    /// Fields that belong to no node: `root`, `intake/port/label`, `connections/c1`.
    pub document: Vec<FieldChange>,
}

/// A node that is elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    /// The node.
    pub node_id: NodeId,
    /// Where it was: in a checklist the node it came after, else the node it hung under; null when that was none.
    pub from: Option<NodeId>,
    /// Where it is.
    pub to: Option<NodeId>,
}

/// What changed in a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NodeChange {
    /// The node.
    pub node_id: NodeId,
    /// Its fields that changed.
    pub fields: Vec<FieldChange>,
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// Which, as in a [`Place`].
    pub field: String,
    /// What it was; null when it was not there.
    pub from: Option<Value>,
    /// What it is; null when it is not there any more.
    pub to: Option<Value>,
}

impl Diff {
    /// Whether nothing has changed but perhaps the layout.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What has changed from `earlier` to `later`.
#[must_use]
pub fn diff(earlier: &FlowDocument, later: &FlowDocument) -> Diff {
    let mut comparison = Comparison::default();
    let [from, to] = [(earlier, later), (later, earlier)]
        .map(|(document, other)| shapes::render(&apart_from(document, other), Shape::Canonical));
    comparison.value(Grain::of(later.kind), Some(&from), Some(&to));
    let mut diff = Diff {
        moved: moves(earlier, later),
        added: only_in(later, earlier),
        removed: only_in(earlier, later),
        ..Diff::default()
    };
    let mut fields: BTreeMap<NodeId, Vec<FieldChange>> = BTreeMap::new();
    for (Place { node_id, field }, from, to) in comparison.changes {
        // A node as a whole was added or removed; its position is among the moves.
        let Some(field) = field.filter(|field| node_id.is_none() || field != POSITION) else {
            continue;
        };
        let change = FieldChange { field, from, to };
        match node_id {
            Some(node) => fields.entry(node).or_default().push(change),
            None => diff.document.push(change),
        }
    }
    for node in &later.nodes {
        if let Some(fields) = fields.remove(&node.id) {
            diff.changed.push(NodeChange {
                node_id: node.id.clone(),
                fields,
            });
        }
    }
    diff
}

/// A document without the nodes that are the same in the other, and without its layout: nothing is said of them, and they are most of it.
fn apart_from(document: &FlowDocument, other: &FlowDocument) -> FlowDocument {
    let others: HashMap<&str, &Node> = other.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let nodes = document
        .nodes
        .iter()
        .filter(|node| others.get(node.id.as_str()) != Some(node));
    FlowDocument {
        schema: document.schema,
        kind: document.kind,
        root: document.root.clone(),
        nodes: nodes.cloned().collect(),
        connections: document.connections.clone(),
        intake: document.intake.clone(),
        canvas: None,
        extra: document.extra.clone(),
    }
}

fn only_in(document: &FlowDocument, other: &FlowDocument) -> Vec<NodeId> {
    let others: HashMap<&str, ()> = other.nodes.iter().map(|node| (node.id.as_str(), ())).collect();
    let only = document
        .nodes
        .iter()
        .filter(|node| !others.contains_key(node.id.as_str()));
    only.map(|node| node.id.clone()).collect()
}

fn moves(earlier: &FlowDocument, later: &FlowDocument) -> Vec<Move> {
    if later.kind.is_ordered() {
        return moves_in_order(earlier, later);
    }
    let (before, after) = (hierarchy(earlier), hierarchy(&ordered_like(earlier, later)));
    let stayed = later.nodes.iter().filter(|node| earlier.node(&node.id).is_some());
    stayed
        .filter(|node| before.parent(&node.id) != after.parent(&node.id))
        .map(|node| Move {
            node_id: node.id.clone(),
            from: before.parent(&node.id).cloned(),
            to: after.parent(&node.id).cloned(),
        })
        .collect()
}

/// `later` with its nodes in the order of `earlier`, for kinds where that says nothing: a node with several parents hangs under
/// the first, and is elsewhere only when it got another.
fn ordered_like(earlier: &FlowDocument, later: &FlowDocument) -> FlowDocument {
    let places = |ids: &mut dyn Iterator<Item = &str>| -> HashMap<String, usize> {
        ids.enumerate().map(|(place, id)| (id.to_owned(), place)).collect()
    };
    let nodes = places(&mut earlier.nodes.iter().map(|node| node.id.as_str()));
    let connections = places(&mut earlier.connections.iter().map(|connection| connection.id.as_str()));
    let mut later = later.clone();
    later
        .nodes
        .sort_by_key(|node| *nodes.get(node.id.as_str()).unwrap_or(&usize::MAX));
    later
        .connections
        .sort_by_key(|connection| *connections.get(connection.id.as_str()).unwrap_or(&usize::MAX));
    later
}

fn moves_in_order(earlier: &FlowDocument, later: &FlowDocument) -> Vec<Move> {
    fn ids(document: &FlowDocument) -> Vec<&str> {
        document.nodes.iter().map(|node| node.id.as_str()).collect()
    }
    let moved = order::moved(&ids(earlier), &ids(later));
    let before = |document: &FlowDocument, id: &NodeId| -> Option<NodeId> {
        let at = document.nodes.iter().position(|node| &node.id == id)?;
        Some(document.nodes[at.checked_sub(1)?].id.clone())
    };
    let moved = later.nodes.iter().filter(|node| moved.contains(node.id.as_str()));
    moved
        .map(|node| Move {
            node_id: node.id.clone(),
            from: before(earlier, &node.id),
            to: before(later, &node.id),
        })
        .collect()
}

#[derive(Default)]
struct Comparison {
    path: Vec<String>,
    changes: Vec<(Place, Option<Value>, Option<Value>)>,
}

impl Comparison {
    fn value(&mut self, grain: &Grain, from: Option<&Value>, to: Option<&Value>) {
        if from == to || matches!(grain, Grain::Layout) {
            return;
        }
        let [whole_from, whole_to] = [from, to].map(|value| grain.or_empty(value));
        match (grain, whole_from.as_deref(), whole_to.as_deref()) {
            (Grain::Items(items), Some(Value::Array(from)), Some(Value::Array(to))) => self.items(items, from, to),
            (Grain::Fields(_), Some(Value::Object(from)), Some(Value::Object(to))) => self.fields(grain, from, to),
            _ => self.note(from.cloned(), to.cloned()),
        }
    }

    fn fields(&mut self, grain: &Grain, from: &Map<String, Value>, to: &Map<String, Value>) {
        let gone = from.keys().filter(|name| !to.contains_key(*name));
        for name in to.keys().chain(gone) {
            self.path.push(name.clone());
            self.value(grain.field(name), from.get(name), to.get(name));
            self.path.pop();
        }
    }

    fn items(&mut self, items: &Items, from: &[Value], to: &[Value]) {
        let (before, after) = (items.by_key(from), items.by_key(to));
        let gone = from.iter().filter(|item| !after.contains_key(items.key_of(item)));
        for item in to.iter().chain(gone) {
            let key = items.key_of(item);
            self.path.push(key.to_owned());
            match (before.get(key).copied(), after.get(key).copied()) {
                (Some(from), Some(to)) => self.value(items.item, Some(from), Some(to)),
                (from, to) => self.note(from.cloned(), to.cloned()),
            }
            self.path.pop();
        }
        if items.ordered {
            self.positions(&items.keys(from), &items.keys(to));
        }
    }

    fn positions(&mut self, from: &[&str], to: &[&str]) {
        let moved = order::moved(from, to);
        let before = |list: &[&str], key: &str| {
            let at = list.iter().position(|other| *other == key)?;
            Some(Value::from(list[at.checked_sub(1)?]))
        };
        for key in to.iter().filter(|key| moved.contains(*key)) {
            self.path.extend([(*key).to_owned(), POSITION.to_owned()]);
            self.note(before(from, key), before(to, key));
            self.path.truncate(self.path.len() - 2);
        }
    }

    fn note(&mut self, from: Option<Value>, to: Option<Value>) {
        let names: Vec<&str> = self.path.iter().map(String::as_str).collect();
        self.changes.push((Place::at(&names), from, to));
    }
}
