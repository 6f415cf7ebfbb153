//! Nodes inside their parents: `{"id", "type", "question", "options", "children"}`.
//!
//! The outermost object is the root node, with what surrounds the nodes beside its own fields; or it has the root node
//! under `root`. Nodes that the root does not lead to are in `roots`. When the order of the nodes is not the one in which
//! they are met here, `node_order` tells it.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::{
    Object,
    read::{Envelope, Fields, GivenIds, Path, Read, ReadNode, object, read_envelope, read_node},
    write,
};
use crate::flow::{
    document::{Connection, ConnectionType, FlowDocument, FlowKind, Node, NodeId, NodeType},
    fault::Faults,
    hierarchy::Hierarchy,
    links::Links,
};

/// Fields that show the outermost object to be a node itself.
pub(super) const INLINE: &[&str] = &["id", "type", "question", "title", "options", "children"];

/// The most levels that nodes are nested when written; what is deeper goes to `roots`. With two levels of JSON for each
/// and what a node may hold, this stays within what JSON parsers allow.
const MAX_LEVELS: usize = 40;

/// Unknown fields of a node that would mean something here: the outermost node has the document's own fields beside its.
const SET_ASIDE_IN_NODE: &[&str] = &[
    "children",
    "schema",
    "kind",
    "tree_type",
    "root",
    "roots",
    "node_order",
    "nodes",
    "steps",
    "connections",
    "edges",
    "intake",
    "canvas",
    "canvas_state",
    "_extra",
];
/// Unknown fields of the document that would mean something here: among others, those that show it to be a node.
const SET_ASIDE: &[&str] = &[
    "id",
    "type",
    "question",
    "title",
    "options",
    "children",
    "roots",
    "node_order",
    "nodes",
    "steps",
    "_extra",
];

const NAMES: write::Names = write::Names {
    legacy_targets: true,
    legacy_commands: false,
    set_aside: SET_ASIDE_IN_NODE,
};

/// A node with the place of the one it was found in.
struct Found {
    read: ReadNode,
    parent: Option<usize>,
}

pub(super) fn read(mut fields: Fields<'_>, kind: Option<FlowKind>, faults: &mut Faults) -> FlowDocument {
    let mut envelope = read_envelope(&mut fields, kind, true, faults);
    let order = fields.texts(&["node_order"], faults);
    let (name, roots) = fields.list(&["roots"], faults);
    let at = *fields.at();
    let mut read = Read {
        kind,
        foreign: true,
        default_type: None,
        set_aside: SET_ASIDE_IN_NODE,
        ids: GivenIds::default(),
        faults,
    };
    let mut found = vec![];
    let mut extra = Object::new();
    let mut has_root = true;
    if let Some((name, root)) = fields.take(&["root"]) {
        read_tree(root, at.field(name), None, &mut found, &mut read);
        extra = fields.rest(SET_ASIDE, read.faults);
    } else if INLINE
        .iter()
        .any(|name| fields.peek(name).is_some_and(|value| !value.is_null()))
    {
        read_fields(fields, None, &mut found, &mut read);
    } else {
        has_root = false;
        extra = fields.rest(SET_ASIDE, read.faults);
    }
    for (index, tree) in roots.into_iter().enumerate() {
        read_tree(tree, at.field(name).item(index), None, &mut found, &mut read);
    }
    read.give_ids(found.iter_mut().map(|found| &mut found.read));
    if has_root && envelope.root.is_none() {
        envelope.root = found.first().map(|found| found.read.node.id.clone());
    }
    say_what_nesting_says(&mut found, kind, &mut envelope);
    let mut nodes: Vec<Node> = found.into_iter().map(|found| found.read.node).collect();
    if !order.is_empty() {
        let order: HashMap<&str, usize> = order
            .iter()
            .enumerate()
            .map(|(index, id)| (id.as_str(), index))
            .collect();
        nodes.sort_by_key(|node| order.get(node.id.as_str()).copied().unwrap_or(usize::MAX));
    }
    envelope.around(kind, nodes, extra)
}

fn read_tree(value: Value, at: Path<'_>, parent: Option<usize>, found: &mut Vec<Found>, read: &mut Read<'_>) {
    if let Some(fields) = object(value, "a node", at, read.faults) {
        read_fields(fields, parent, found, read);
    }
}

fn read_fields(mut fields: Fields<'_>, parent: Option<usize>, found: &mut Vec<Found>, read: &mut Read<'_>) {
    let at = *fields.at();
    let (name, children) = fields.list(&["children"], read.faults);
    let place = found.len();
    found.push(Found {
        read: read_node(fields, read),
        parent,
    });
    for (index, child) in children.into_iter().enumerate() {
        read_tree(child, at.field(name).item(index), Some(place), found, read);
    }
}

/// Nesting alone says something in two cases: in an impact tree a child belongs to its parent, and the only child of an
/// action that names no next node is what comes next.
fn say_what_nesting_says(found: &mut [Found], kind: Option<FlowKind>, envelope: &mut Envelope) {
    let mut children: Vec<Vec<usize>> = vec![vec![]; found.len()];
    for (place, node) in found.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent].push(place);
        }
    }
    if kind == Some(FlowKind::Impact) {
        link_children(found, &children, envelope);
        return;
    }
    for (place, children) in children.iter().enumerate() {
        let &[only] = &children[..] else { continue };
        let next = found[only].read.node.id.clone();
        let node = &mut found[place].read.node;
        let goes_on = matches!(node.node_type, NodeType::Action | NodeType::Flow);
        if goes_on && node.next.is_none() && node.options.is_empty() {
            node.next = Some(next);
        }
    }
}

/// Links each child to its parent, unless an option, `next` or a connection does so already.
fn link_children(found: &[Found], children: &[Vec<usize>], envelope: &mut Envelope) {
    let mut ids = GivenIds::default();
    for connection in &envelope.connections {
        ids.take(&connection.id);
    }
    let parent_child = envelope
        .connections
        .iter()
        .filter(|c| c.connection_type == ConnectionType::ParentChild);
    let mut linked: HashSet<(NodeId, NodeId)> = parent_child.map(|c| (c.from.clone(), c.to.clone())).collect();
    for Found {
        read: ReadNode { node, .. },
        ..
    } in found
    {
        let named = node
            .options
            .iter()
            .filter_map(|option| option.to.as_ref())
            .chain(&node.next);
        linked.extend(named.map(|to| (node.id.clone(), to.clone())));
    }
    for (place, children) in children.iter().enumerate() {
        let from = &found[place].read.node.id;
        for to in children.iter().map(|child| &found[*child].read.node.id) {
            if linked.contains(&(from.clone(), to.clone())) {
                continue;
            }
            envelope.connections.push(Connection {
                id: ids.give(&format!("{from} {to}"), "connection"),
                from: from.clone(),
                to: to.clone(),
                connection_type: ConnectionType::ParentChild,
                label: String::new(),
                extra: Object::new(),
            });
        }
    }
}

pub(super) fn write(document: &FlowDocument) -> Object {
    let links = Links::of(document);
    let mut writer = Writer {
        hierarchy: Hierarchy::of(&links),
        links,
        deep: vec![],
        met: vec![],
    };
    // A root that hangs under another node, as a step under its section, is told by its id.
    let start = document.root.as_ref().and_then(|root| writer.links.place(root));
    let start = start.filter(|place| writer.hierarchy.parent_place(*place).is_none());
    let root = start.map(|place| writer.tree(place, 1));
    let mut roots = vec![];
    for place in writer.hierarchy.root_places().to_vec() {
        if Some(place) != start {
            roots.push(Value::Object(writer.tree(place, 1)));
        }
    }
    while let Some(place) = writer.deep.pop() {
        roots.push(Value::Object(writer.tree(place, 1)));
    }
    let in_order = writer.met.iter().copied().eq(0..document.nodes.len());

    let mut written = Object::new();
    match (root, &document.root) {
        (Some(tree), _) if document.extra.is_empty() => written = tree,
        (Some(tree), _) => drop(written.insert("root".to_owned(), Value::Object(tree))),
        (None, Some(id)) => drop(written.insert("root".to_owned(), json!(id))),
        (None, None) => {}
    }
    written.insert("kind".to_owned(), json!(document.kind));
    if !roots.is_empty() || start.is_none() {
        written.insert("roots".to_owned(), Value::Array(roots));
    }
    if !in_order {
        let order: Vec<&NodeId> = document.nodes.iter().map(|node| &node.id).collect();
        written.insert("node_order".to_owned(), json!(order));
    }
    write::put_surroundings(&mut written, document, "canvas");
    write::put_extra(&mut written, &document.extra, SET_ASIDE);
    written
}

struct Writer<'d> {
    links: Links<'d>,
    hierarchy: Hierarchy,
    /// Places that would be nested too deep.
    deep: Vec<usize>,
    /// Places in the order they are written.
    met: Vec<usize>,
}

impl Writer<'_> {
    fn tree(&mut self, place: usize, level: usize) -> Object {
        self.met.push(place);
        let mut written = write::node(self.links.node(place), NAMES);
        let children = self.hierarchy.child_places(place).to_vec();
        if level == MAX_LEVELS {
            self.deep.extend(children);
        } else if !children.is_empty() {
            let nested = children
                .into_iter()
                .map(|child| Value::Object(self.tree(child, level + 1)))
                .collect();
            written.insert("children".to_owned(), nested);
        }
        written
    }
}
