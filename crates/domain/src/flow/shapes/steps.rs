//! A list of steps: `{"steps": […]}`. A step may be a plain text; its type is `procedure_step` unless it says another; a
//! section may hold its own `steps`, which then follow it.

use serde_json::{Value, json};

use super::{
    Object,
    read::{Fields, GivenIds, Path, Read, ReadNode, object, read_envelope, read_node},
    write,
};
use crate::flow::{
    document::{FlowDocument, FlowKind, Node, NodeId, NodeType},
    fault::Faults,
};

/// Unknown fields of the document or of a node that would mean something here.
const SET_ASIDE: &[&str] = &["steps", "nodes", "_extra"];

const NAMES: write::Names = write::Names {
    legacy_targets: false,
    legacy_commands: true,
    set_aside: SET_ASIDE,
};

pub(super) fn read(mut fields: Fields<'_>, kind: Option<FlowKind>, faults: &mut Faults) -> FlowDocument {
    let envelope = read_envelope(&mut fields, kind, true, faults);
    let (name, items) = fields.list(&["steps"], faults);
    let mut read = Read {
        kind,
        foreign: true,
        default_type: Some(NodeType::ProcedureStep),
        set_aside: SET_ASIDE,
        ids: GivenIds::default(),
        faults,
    };
    let mut steps = vec![];
    read_steps(items, &fields.at().field(name), &mut steps, &mut read);
    read.give_ids(steps.iter_mut());
    let nodes = steps.into_iter().map(|step| step.node).collect();
    envelope.around(kind, nodes, fields.rest(SET_ASIDE, faults))
}

fn read_steps(items: Vec<Value>, at: &Path<'_>, steps: &mut Vec<ReadNode>, read: &mut Read<'_>) {
    for (index, item) in items.into_iter().enumerate() {
        let here = at.item(index);
        if let Value::String(title) = item {
            let node = Node::new(NodeId::pending(), NodeType::ProcedureStep, title);
            steps.push(ReadNode { node, needs_id: true });
            continue;
        }
        let Some(mut fields) = object(item, "a step", here, read.faults) else {
            continue;
        };
        let is_section = matches!(
            fields.peek("type").and_then(Value::as_str),
            None | Some("section_header")
        );
        let held = if is_section && fields.says(&["steps"]) {
            Some(fields.list(&["steps"], read.faults))
        } else {
            None
        };
        let outer_default = read.default_type;
        if held.is_some() {
            read.default_type = Some(NodeType::SectionHeader);
        }
        steps.push(read_node(fields, read));
        read.default_type = outer_default;
        if let Some((name, held)) = held {
            read_steps(held, &here.field(name), steps, read);
        }
    }
}

pub(super) fn write(document: &FlowDocument) -> Object {
    let mut written = Object::new();
    written.insert("kind".to_owned(), json!(document.kind));
    if let Some(root) = &document.root {
        written.insert("root".to_owned(), json!(root));
    }
    written.insert(
        "steps".to_owned(),
        document
            .nodes
            .iter()
            .map(|node| Value::Object(write::node(node, NAMES)))
            .collect(),
    );
    write::put_surroundings(&mut written, document, "canvas");
    write::put_extra(&mut written, &document.extra, SET_ASIDE);
    written
}
