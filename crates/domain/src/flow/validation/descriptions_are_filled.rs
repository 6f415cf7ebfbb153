//! A title alone rarely tells a colleague what to do. A decision and a heading may do without: the question is the title.

use super::subject::{Found, Subject, name};
use crate::flow::document::{Node, NodeType};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let bare = subject
        .nodes()
        .filter(|(_, node)| wants_description(node.node_type) && says_nothing(node));
    bare.map(|(place, node)| {
        Found::at(
            place,
            format!("Describe {} for someone who does it for the first time.", name(node)),
        )
    })
    .collect()
}

fn wants_description(node_type: NodeType) -> bool {
    use NodeType as N;
    !matches!(node_type, N::Decision | N::Flow | N::SectionHeader | N::ProcedureEnd)
}

/// In an impact tree what there is to say may be in the fields of the template.
fn says_nothing(node: &Node) -> bool {
    node.description.trim().is_empty() && node.template_data.is_empty()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::MissingDescription, testing::found};

    #[test]
    fn what_is_to_be_done_wants_a_description() {
        let flow = json!({"kind": "troubleshooting", "root": "d", "nodes": [
            {"id": "d", "type": "decision", "title": "Is it on?"},
            {"id": "a", "type": "action", "title": "Turn it on"},
            {"id": "b", "type": "action", "title": "Turn it on", "description": "The switch is at the back."},
            {"id": "s", "type": "solution", "title": "Done", "description": " "},
        ]});
        assert_eq!(found(MissingDescription, flow), ["a", "s"]);
    }

    #[test]
    fn headings_want_none_and_template_fields_count() {
        let steps = json!({"steps": [{"id": "h", "type": "section_header", "title": "Prepare"}, {"id": "s", "title": "Unplug"}]});
        assert_eq!(found(MissingDescription, steps), ["s"]);
        let impact = json!({"kind": "impact", "nodes": [
            {"id": "o", "type": "objective", "title": "Grow", "template_data": {"core_why": "Because"}}]});
        assert!(found(MissingDescription, impact).is_empty());
    }
}
