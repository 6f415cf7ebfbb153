//! A troubleshooting flow has to be able to end: some solution must be reachable from its start.

use super::subject::{Found, Subject};
use crate::flow::document::NodeType;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    // Without a start there is another finding to mend first.
    let Some(start) = subject.links.start() else {
        return vec![];
    };
    let reached = subject.links.reached_from([start]);
    let mut solutions = subject
        .nodes()
        .filter(|(_, node)| node.node_type == NodeType::Solution)
        .peekable();
    let message = if solutions.peek().is_none() {
        "Add a solution: without one a run can never end."
    } else if solutions.any(|(place, _)| reached[place]) {
        return vec![];
    } else {
        "Lead an answer or a next step to a solution: none can be reached from the start."
    };
    vec![Found::in_flow(message.to_owned())]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::NoReachableSolution, testing::found};

    #[test]
    fn some_solution_must_be_reachable() {
        let flow = |next: &str| {
            json!({"kind": "troubleshooting", "root": "a", "nodes": [
                {"id": "a", "type": "action", "title": "Try", "next": next},
                {"id": "b", "type": "action", "title": "Try again", "next": "a"},
                {"id": "s", "type": "solution", "title": "Done"},
            ]})
        };
        assert!(found(NoReachableSolution, flow("s")).is_empty());
        assert_eq!(found(NoReachableSolution, flow("b")), [""]);
    }

    #[test]
    fn a_flow_without_any_solution_cannot_end() {
        let flow =
            json!({"kind": "troubleshooting", "root": "a", "nodes": [{"id": "a", "type": "action", "title": "Try"}]});
        assert_eq!(found(NoReachableSolution, flow), [""]);
    }
}
