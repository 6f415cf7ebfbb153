//! The canonical shape: what is stored, and what the API speaks unless asked otherwise.

use super::{
    Object,
    read::{Fields, GivenIds, Read, object, read_envelope, read_node},
    write,
};
use crate::flow::{
    document::{FlowDocument, FlowKind},
    fault::Faults,
};

pub(super) fn read(mut fields: Fields<'_>, kind: Option<FlowKind>, faults: &mut Faults) -> FlowDocument {
    let envelope = read_envelope(&mut fields, kind, false, faults);
    let (name, items) = fields.list(&["nodes"], faults);
    let at = fields.at().field(name);
    let mut read = Read {
        kind,
        foreign: false,
        default_type: None,
        set_aside: &[],
        ids: GivenIds::default(),
        faults,
    };
    let mut nodes = vec![];
    for (index, item) in items.into_iter().enumerate() {
        if let Some(fields) = object(item, "a node", at.item(index), read.faults) {
            nodes.push(read_node(fields, &mut read).node);
        }
    }
    envelope.around(kind, nodes, fields.rest(&[], faults))
}

pub(super) fn write(document: &FlowDocument) -> Object {
    write::to_object(document)
}
