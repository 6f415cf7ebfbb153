//! A node that no run can come to is a mistake: a forgotten link, or something left over.
//!
//! In an impact tree every node without a parent is a top of its own (see
//! `impact_nodes_are_linked`); what cannot be reached from any top is a loop that hangs together with nothing.

use super::subject::{Found, Subject, name};
use crate::flow::document::FlowKind;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let links = &subject.links;
    let start = links.start();
    let reached = if subject.document.kind == FlowKind::Impact {
        let sources = links.sources();
        let tops = (0..links.len()).filter(|place| sources[*place].iter().all(|source| source == place));
        links.reached_from(tops.chain(start))
    } else if start.is_some() {
        links.reached_from(start)
    } else {
        // Nothing can be reached; the missing start is told by another finding.
        return vec![];
    };
    let advice = match subject.document.kind {
        FlowKind::Troubleshooting => "Lead an answer or a next step to it, or remove it",
        FlowKind::Procedural | FlowKind::Maintenance => "Move it between the start and the end, or remove it",
        FlowKind::Impact => "Link one of its loop to a parent, or remove it",
    };
    let unreached = subject.nodes().filter(|(place, _)| !reached[*place]);
    unreached
        .map(|(place, node)| Found::at(place, format!("No run comes to {}. {advice}.", name(node))))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::UnreachableNode, testing::found};

    #[test]
    fn what_the_root_does_not_lead_to_is_unreachable() {
        let flow = json!({"kind": "troubleshooting", "root": "a", "nodes": [
            {"id": "island", "type": "action", "title": "Lost", "next": "a"},
            {"id": "a", "type": "action", "title": "Try", "next": "s"},
            {"id": "s", "type": "solution", "title": "Done"},
        ], "connections": [{"id": "c", "from": "a", "to": "island", "type": "reference"}]});
        assert_eq!(found(UnreachableNode, flow), ["island"]);
    }

    #[test]
    fn without_a_start_it_is_not_said() {
        let flow = json!({"kind": "troubleshooting", "nodes": [{"id": "a", "type": "action", "title": "Try"}]});
        assert!(found(UnreachableNode, flow).is_empty());
    }

    #[test]
    fn steps_behind_the_end_or_before_the_start_are_unreachable() {
        let steps = json!([
            {"id": "a", "title": "Before"}, {"id": "b", "title": "First"},
            {"id": "end", "type": "procedure_end", "title": "Done"}, {"id": "c", "title": "Behind"},
        ]);
        assert_eq!(found(UnreachableNode, json!({"steps": steps})), ["c"]);
        assert_eq!(found(UnreachableNode, json!({"steps": steps, "root": "b"})), ["a", "c"]);
    }

    #[test]
    fn in_an_impact_tree_only_a_lonely_loop_is_unreachable() {
        let link =
            |from: &str, to: &str| json!({"id": format!("{from}{to}"), "from": from, "to": to, "type": "parent-child"});
        let flow = json!({"kind": "impact", "nodes": [
            {"id": "o", "type": "objective", "title": "Grow"}, {"id": "p", "type": "objective", "title": "Save"},
            {"id": "x", "type": "outcome", "title": "More"}, {"id": "y", "type": "outcome", "title": "Less"},
            {"id": "z", "type": "outcome", "title": "Same"},
        ], "connections": [link("o", "z"), link("x", "y"), link("y", "x")]});
        assert_eq!(found(UnreachableNode, flow), ["x", "y"]);
    }
}
