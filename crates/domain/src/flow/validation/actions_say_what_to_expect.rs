//! Whoever carries out a step should be able to see that it worked.

use super::subject::{Found, Subject, name};
use crate::flow::document::NodeType;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let silent = subject.nodes().filter(|(_, node)| {
        matches!(node.node_type, NodeType::Action | NodeType::ProcedureStep) && node.expected_outcome.trim().is_empty()
    });
    silent
        .map(|(place, node)| Found::at(place, format!("Say how to see that {} worked.", name(node))))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::NoExpectedOutcome, testing::found};

    #[test]
    fn actions_and_steps_want_an_expected_outcome() {
        let steps = json!({"steps": [
            {"id": "a", "title": "Unplug"}, {"id": "b", "title": "Plug in", "expected_outcome": "The LED is green"},
            {"id": "h", "type": "section_header", "title": "Check"}]});
        assert_eq!(found(NoExpectedOutcome, steps), ["a"]);
    }
}
