//! In an impact tree everything but an objective serves something: it has a parent.

use super::subject::{Found, Subject, name};
use crate::flow::document::NodeType;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let sources = subject.links.sources();
    let root = subject.links.start();
    let unlinked = subject.nodes().filter(|(place, node)| {
        let has_parent = sources[*place].iter().any(|source| source != place);
        node.node_type != NodeType::Objective && !has_parent && root != Some(*place)
    });
    unlinked
        .map(|(place, node)| Found::at(place, format!("Link {} to what it serves.", name(node))))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::UnlinkedImpactNode, testing::found};

    #[test]
    fn everything_but_an_objective_has_a_parent() {
        let flow = json!({"kind": "impact", "nodes": [
            {"id": "o", "type": "objective", "title": "Grow", "options": [{"id": "1", "label": "", "to": "a"}]},
            {"id": "a", "type": "outcome", "title": "More"}, {"id": "b", "type": "outcome", "title": "Less"},
            {"id": "c", "type": "opportunity", "title": "Need"}, {"id": "d", "type": "solution", "title": "Idea"},
        ], "connections": [
            {"id": "2", "from": "a", "to": "c", "type": "parent-child"}, {"id": "3", "from": "c", "to": "d", "type": "reference"}]});
        assert_eq!(found(UnlinkedImpactNode, flow), ["b", "d"]);
    }
}
