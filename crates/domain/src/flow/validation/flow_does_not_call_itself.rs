//! A flow node must not call the flow that it is in: the run would never come back.

use super::subject::{Found, Subject, name};
use crate::flow::document::NodeType;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let Some(own_id) = subject.own_id else { return vec![] };
    let calls_itself =
        |node: &crate::flow::document::Node| node.node_type == NodeType::Flow && node.tree_id == Some(own_id.uuid());
    let callers = subject.nodes().filter(|(_, node)| calls_itself(node));
    callers
        .map(|(place, node)| {
            Found::at(
                place,
                format!("Choose another flow for {}: this flow cannot call itself.", name(node)),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::FlowCallsItself, testing::document, validate};

    #[test]
    fn only_the_own_id_is_refused() {
        let own = "0190c42e-1111-7000-8000-000000000001";
        let flow = document(json!({"kind": "troubleshooting", "root": "a", "nodes": [
            {"id": "a", "type": "flow", "title": "Again", "tree_id": own, "next": "b"},
            {"id": "b", "type": "flow", "title": "Other", "tree_id": "0190c42e-1111-7000-8000-000000000002", "next": "a"},
        ]}));
        let calls = |own_id| {
            validate(&flow, own_id)
                .into_iter()
                .filter(|f| f.code == FlowCallsItself)
                .count()
        };
        assert_eq!(calls(Some(own.parse().unwrap())), 1);
        assert_eq!(calls(None), 0);
    }
}
