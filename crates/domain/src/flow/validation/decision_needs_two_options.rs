//! A decision with one answer decides nothing.

use super::subject::{Found, Subject, name};
use crate::flow::document::NodeType;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let decisions = subject
        .nodes()
        .filter(|(_, node)| node.node_type == NodeType::Decision && node.options.len() < 2);
    let message = |node: &_, has| match has {
        0 => format!("Add at least two answers to {}.", name(node)),
        _ => format!("Add a second answer to {}, or make it an action.", name(node)),
    };
    decisions
        .map(|(place, node)| Found::at(place, message(node, node.options.len())))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::DecisionNeedsTwoOptions, testing::found};

    #[test]
    fn none_and_one_are_too_few_and_two_are_enough() {
        let flow = json!({"kind": "troubleshooting", "root": "none", "nodes": [
            {"id": "none", "type": "decision", "title": "Is it on?"},
            {"id": "one", "type": "decision", "title": "Is it on?", "options": ["Yes"]},
            {"id": "two", "type": "decision", "title": "Is it on?", "options": ["Yes", "No"]},
            {"id": "action", "type": "action", "title": "Turn it on"},
        ]});
        assert_eq!(found(DecisionNeedsTwoOptions, flow), ["none", "one"]);
    }
}
