//! `{"nodes", "connections", "canvas_state"}`: what canvas editors keep. A node may carry its own `position`.

use serde_json::{Value, json};

use super::{
    Object,
    read::{Fields, GivenIds, Read, object, read_envelope, read_node, read_position},
    write,
};
use crate::flow::{
    document::{Canvas, FlowDocument, FlowKind},
    fault::Faults,
};

/// Unknown fields of the document that would mean something here.
const SET_ASIDE: &[&str] = &["tree_type", "canvas_state", "edges", "_extra"];
/// Unknown fields of a node that would mean something here.
const SET_ASIDE_IN_NODE: &[&str] = &["position", "_extra"];

const NAMES: write::Names = write::Names {
    legacy_targets: false,
    legacy_commands: false,
    set_aside: SET_ASIDE_IN_NODE,
};

pub(super) fn read(mut fields: Fields<'_>, kind: Option<FlowKind>, faults: &mut Faults) -> FlowDocument {
    let mut envelope = read_envelope(&mut fields, kind, true, faults);
    let (name, items) = fields.list(&["nodes"], faults);
    let at = fields.at().field(name);
    let mut read = Read {
        kind,
        foreign: true,
        default_type: None,
        set_aside: SET_ASIDE_IN_NODE,
        ids: GivenIds::default(),
        faults,
    };
    let mut nodes = vec![];
    let mut positions = vec![];
    for (index, item) in items.into_iter().enumerate() {
        let here = at.item(index);
        let Some(mut fields) = object(item, "a node", here, read.faults) else {
            continue;
        };
        positions.push(
            fields
                .take(&["position"])
                .and_then(|(name, point)| read_position(point, here.field(name), read.faults)),
        );
        nodes.push(read_node(fields, &mut read));
    }
    read.give_ids(nodes.iter_mut());
    for (read, position) in nodes.iter().zip(positions) {
        if let Some(position) = position {
            // What the canvas says of a node counts more than what the node says of itself.
            let canvas = envelope.canvas.get_or_insert_with(Canvas::default);
            canvas.positions.entry(read.node.id.clone()).or_insert(position);
        }
    }
    let nodes = nodes.into_iter().map(|read| read.node).collect();
    envelope.around(kind, nodes, fields.rest(SET_ASIDE, faults))
}

pub(super) fn write(document: &FlowDocument) -> Object {
    let mut written = Object::new();
    written.insert("tree_type".to_owned(), json!(document.kind));
    if let Some(root) = &document.root {
        written.insert("root".to_owned(), json!(root));
    }
    written.insert(
        "nodes".to_owned(),
        document
            .nodes
            .iter()
            .map(|node| Value::Object(write::node(node, NAMES)))
            .collect(),
    );
    written.insert("connections".to_owned(), json!([]));
    write::put_surroundings(&mut written, document, "canvas_state");
    write::put_extra(&mut written, &document.extra, SET_ASIDE);
    written
}
