//! A first look at an input: how many nodes there are, and of which kind it seems to be.

use serde_json::Value;

use super::{Shape, nested, read::KIND};
use crate::flow::{
    document::{FlowKind, NodeType},
    fault::Faults,
};

/// What the first look has shown.
pub(super) struct Survey {
    pub(super) nodes: usize,
    /// The kind that the nodes are of, for an input that does not name one.
    pub(super) kind: Option<FlowKind>,
}

/// Counts the nodes and looks at their types.
pub(super) fn survey(shape: Shape, value: &Value) -> Survey {
    let (entries, inside): (&[&str], &str) = match shape {
        Shape::Canonical | Shape::Graph => (&["nodes"], ""),
        Shape::Steps => (&["steps"], "steps"),
        Shape::Nested => (&["root", "roots", "children"], "children"),
    };
    let inline = shape == Shape::Nested && !value.get("root").is_some_and(Value::is_object);
    let mut nodes = usize::from(inline && nested::INLINE.iter().any(|name| value.get(name).is_some()));
    let mut kind = kind_of_node(value);
    let is_holder = |value: &&Value| value.is_object() || value.is_array();
    let mut waiting: Vec<&Value> = entries
        .iter()
        .filter_map(|name| value.get(name))
        .filter(is_holder)
        .collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(map) => {
                nodes += 1;
                kind = kind.or_else(|| kind_of_node(value));
                waiting.extend(map.get(inside));
            }
            _ => nodes += 1,
        }
    }
    let by_shape = match shape {
        Shape::Canonical => None,
        Shape::Nested => Some(FlowKind::Troubleshooting),
        Shape::Steps => Some(FlowKind::Procedural),
        Shape::Graph => Some(FlowKind::Impact),
    };
    Survey {
        nodes,
        kind: kind.or(by_shape),
    }
}

/// The kind that has nodes of this type; `None` for `solution`, which two kinds have.
fn kind_of_node(node: &Value) -> Option<FlowKind> {
    let word = node.get("type")?.as_str()?;
    let node_type = NodeType::ALL.into_iter().find(|node_type| node_type.as_str() == word)?;
    let mut kinds = FlowKind::ALL
        .into_iter()
        .filter(|kind| kind.node_types().contains(&node_type));
    (node_type != NodeType::Solution).then(|| kinds.next()).flatten()
}

/// The kind that the caller names, or the document, or the one it seems to be; a fault if two of the first differ or there
/// is none.
pub(super) fn settle_kind(
    named: Option<FlowKind>,
    value: &Value,
    seeming: Option<FlowKind>,
    faults: &mut Faults,
) -> Option<FlowKind> {
    let said = KIND
        .iter()
        .find_map(|name| value.get(name).filter(|said| !said.is_null()).map(|said| (*name, said)));
    let own = said.and_then(|(name, said)| {
        let own = FlowKind::ALL
            .into_iter()
            .find(|kind| said.as_str() == Some(kind.as_str()));
        let pointer = || format!("/{name}");
        match (own, named) {
            (None, _) => faults.add(pointer, format!("has to be one of {}", kinds())),
            (Some(own), Some(named)) if own != named => {
                faults.add(pointer, format!("the flow was to be {named}, but says it is {own}"));
            }
            _ => {}
        }
        own
    });
    let kind = named.or(own).or(seeming);
    if kind.is_none() {
        faults.add(
            || "/kind".to_owned(),
            format!("say which kind of flow it is: {}", kinds()),
        );
    }
    kind
}

fn kinds() -> String {
    FlowKind::ALL.map(FlowKind::as_str).join(", ")
}
