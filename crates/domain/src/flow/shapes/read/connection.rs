//! Links between nodes that are no answers.

use serde_json::Value;

use super::{
    GivenIds,
    fields::{Path, object},
};
use crate::flow::{
    document::{Connection, ConnectionType, FlowKind, NodeId},
    fault::Faults,
};

/// Reads the links. One that does not say what it means is a reference; but in the graph shape of an impact tree, where
/// links are all that holds the tree together, it is parent to child.
pub(super) fn read_connections(
    items: Vec<Value>,
    kind: Option<FlowKind>,
    foreign: bool,
    at: &Path<'_>,
    faults: &mut Faults,
) -> Vec<Connection> {
    let unsaid = match kind {
        Some(FlowKind::Impact) if foreign => ConnectionType::ParentChild,
        _ => ConnectionType::Reference,
    };
    let mut ids = GivenIds::default();
    let mut connections: Vec<Connection> = vec![];
    for (index, item) in items.into_iter().enumerate() {
        let here = at.item(index);
        let Some(mut fields) = object(item, "a connection", here, faults) else {
            continue;
        };
        let id = match fields.take(&["id"]) {
            Some((_, Value::Number(number))) if foreign => number.to_string(),
            Some((_, Value::String(id))) => id,
            None => String::new(),
            Some((name, other)) => {
                fields.wrong_type(name, "a text", &other, faults);
                String::new()
            }
        };
        if !id.is_empty() && !ids.take(&id) {
            here.field("id")
                .fault(faults, format!("there is already a connection \"{id}\""));
        }
        let mut end = |names: &'static [&'static str], message: &str| -> Option<NodeId> {
            if !fields.says(names) {
                here.field(names[0]).fault(faults, message);
            }
            fields.node_id(names, foreign, faults)
        };
        let from = end(&["from", "source"], "say which node the connection starts at");
        let to = end(&["to", "target"], "say which node the connection leads to");
        let connection_type = fields
            .word(&["type"], "parent-child, dependency, reference", faults)
            .unwrap_or(unsaid);
        let label = fields.text(&["label"], faults);
        let extra = fields.rest(&[], faults);
        if let (Some(from), Some(to)) = (from, to) {
            connections.push(Connection {
                id,
                from,
                to,
                connection_type,
                label,
                extra,
            });
        }
    }
    for connection in &mut connections {
        if connection.id.is_empty() {
            connection.id = ids.give(&format!("{} {}", connection.from, connection.to), "connection");
        }
    }
    connections
}
