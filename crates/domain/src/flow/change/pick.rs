//! Taking only some of what somebody has changed.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::{grain::Grain, order};
use crate::flow::{
    document::{FlowDocument, NodeId},
    fault::Rejected,
    shapes::{self, Shape},
};

/// The base with what `theirs` has made of these nodes, and of nothing else; `surroundings` are taken too if wanted: the root,
/// connections, what is asked at the start. What the nodes lead to may then be missing: that is a finding, not a fault.
///
/// # Errors
/// When the result is too large.
pub fn pick(
    base: &FlowDocument,
    theirs: &FlowDocument,
    nodes: &BTreeSet<NodeId>,
    surroundings: bool,
) -> Result<FlowDocument, Rejected> {
    let nodes: HashSet<&str> = nodes.iter().map(NodeId::as_str).collect();
    let wanted = |key: &str| nodes.contains(key);
    let around = if surroundings { theirs } else { base };
    let mut picked = shapes::render(around, Shape::Canonical);
    let list = |document: &FlowDocument| -> Vec<Value> {
        let nodes = document.nodes.iter().map(serde_json::to_value);
        nodes.filter_map(Result::ok).collect()
    };
    let (ours, theirs) = (list(base), list(theirs));
    let Grain::Items(items) = Grain::of(base.kind).field("nodes") else {
        return Ok(base.clone());
    };
    let (our_keys, their_keys) = (items.keys(&ours), items.keys(&theirs));
    let find = |list: &[Value], key: &str| list.iter().find(|item| items.key_of(item) == key).cloned();
    let taken = |key: &str| {
        if wanted(key) {
            find(&theirs, key)
        } else {
            find(&ours, key)
        }
    };

    // Their order, with what is not wanted where it was.
    let moved = order::moved(&our_keys, &their_keys);
    let mut arranged: Vec<&str> = our_keys.clone();
    arranged.retain(|key| !(wanted(key) && moved.contains(key)));
    for (index, key) in their_keys.iter().enumerate() {
        if arranged.contains(key) || !wanted(key) {
            continue;
        }
        let before = their_keys[..index]
            .iter()
            .rev()
            .find(|before| arranged.contains(before));
        let at = before.and_then(|before| arranged.iter().position(|other| other == before));
        arranged.insert(at.map_or(0, |at| at + 1), key);
    }
    let nodes: Vec<Value> = arranged.into_iter().filter_map(taken).collect();
    if let Some(fields) = picked.as_object_mut() {
        fields.insert("nodes".to_owned(), Value::Array(nodes));
    }
    shapes::parse(None, picked)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn checklist(steps: &[(&str, &str)]) -> FlowDocument {
        let step = |(id, title): &(&str, &str)| json!({"id": id, "type": "procedure_step", "title": title});
        let steps: Vec<_> = steps.iter().map(step).collect();
        shapes::parse(None, json!({"kind": "procedural", "nodes": steps})).expect("is a flow")
    }

    fn picked(base: &FlowDocument, theirs: &FlowDocument, nodes: &[&str]) -> FlowDocument {
        let nodes = nodes.iter().map(|id| id.parse().expect("is an id")).collect();
        pick(base, theirs, &nodes, false).expect("is a flow")
    }

    #[test]
    fn only_the_wanted_nodes_are_changed_added_moved_and_removed() {
        let base = checklist(&[("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]);
        let theirs = checklist(&[("d", "D"), ("x", "X"), ("a", "A2"), ("y", "Y"), ("b", "B2")]);
        assert_eq!(picked(&base, &theirs, &[]), base);
        assert_eq!(picked(&base, &theirs, &["a", "b", "c", "d", "x", "y"]), theirs);
        assert_eq!(
            picked(&base, &theirs, &["a"]),
            checklist(&[("a", "A2"), ("b", "B"), ("c", "C"), ("d", "D")])
        );
        assert_eq!(
            picked(&base, &theirs, &["c", "y"]),
            checklist(&[("a", "A"), ("y", "Y"), ("b", "B"), ("d", "D")])
        );
        assert_eq!(
            picked(&base, &theirs, &["d"]),
            checklist(&[("d", "D"), ("a", "A"), ("b", "B"), ("c", "C")])
        );
    }
}
