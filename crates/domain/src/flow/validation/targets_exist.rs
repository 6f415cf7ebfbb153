//! What an option, `next`, a connection or a flow node leads to has to exist. Whether a called flow exists in the tenant
//! is not known here; that it is named is.

use super::subject::{Found, Subject, name, quoted};
use crate::flow::document::NodeType;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let missing = |id| subject.links.place(id).is_none();
    let mut found = vec![];
    for (place, node) in subject.nodes() {
        for option in &node.options {
            if let Some(to) = option.to.as_ref().filter(|to| missing(to)) {
                let (label, to) = (quoted(&option.label), quoted(to.as_str()));
                let message = format!(
                    "Choose where the answer {label} of {} leads: {to} does not exist.",
                    name(node)
                );
                found.push(Found::at(place, message));
            }
        }
        if let Some(next) = node.next.as_ref().filter(|next| missing(next)) {
            let message = format!(
                "Choose what comes after {}: {} does not exist.",
                name(node),
                quoted(next.as_str())
            );
            found.push(Found::at(place, message));
        }
        if node.node_type == NodeType::Flow && node.tree_id.is_none() {
            found.push(Found::at(place, format!("Choose the flow that {} calls.", name(node))));
        }
    }
    for connection in &subject.document.connections {
        if let Some(end) = [&connection.from, &connection.to].into_iter().find(|end| missing(end)) {
            let place = [&connection.from, &connection.to]
                .into_iter()
                .find_map(|end| subject.links.place(end));
            let message = format!(
                "Remove the connection {} or lead it elsewhere: {} does not exist.",
                quoted(&connection.id),
                quoted(end.as_str())
            );
            found.push(Found { place, message });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{
        FindingCode::DanglingTarget,
        testing::{found, messages},
    };

    #[test]
    fn options_and_next_must_lead_to_nodes() {
        let flow = json!({"kind": "troubleshooting", "root": "d", "nodes": [
            {"id": "d", "type": "decision", "title": "Is it on?", "options": [
                {"id": "y", "label": "Yes", "to": "s"}, {"id": "n", "label": "No", "to": "gone"}, {"id": "u", "label": "Unsure"}]},
            {"id": "a", "type": "action", "title": "Try", "next": "gone"},
            {"id": "s", "type": "solution", "title": "Done"},
        ]});
        assert_eq!(found(DanglingTarget, flow.clone()), ["d", "a"]);
        assert_eq!(
            messages(DanglingTarget, flow)[0],
            "Choose where the answer “No” of “Is it on?” leads: “gone” does not exist."
        );
    }

    #[test]
    fn both_ends_of_a_connection_must_exist() {
        let flow = json!({"kind": "impact", "nodes": [{"id": "a", "type": "objective", "title": "Grow"}], "connections": [
            {"id": "1", "from": "gone", "to": "a"}, {"id": "2", "from": "a", "to": "gone"}, {"id": "3", "from": "x", "to": "y"}]});
        assert_eq!(found(DanglingTarget, flow), ["", "a", "a"]);
    }

    #[test]
    fn a_flow_node_must_name_the_flow_it_calls() {
        let flow = |id: Option<&str>| {
            json!({"kind": "troubleshooting", "root": "f", "nodes": [
            {"id": "f", "type": "flow", "title": "Check the VPN", "tree_id": id}]})
        };
        assert_eq!(found(DanglingTarget, flow(None)), ["f"]);
        assert!(found(DanglingTarget, flow(Some("0190c42e-1111-7000-8000-000000000001"))).is_empty());
    }
}
