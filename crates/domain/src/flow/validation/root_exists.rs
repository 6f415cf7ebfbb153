//! A run has to start somewhere. An impact tree is not run, and a checklist starts with its first step unless it says
//! otherwise.

use super::subject::{Found, Subject, quoted};
use crate::flow::document::FlowKind;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let document = subject.document;
    let message = match (&document.root, document.kind) {
        _ if subject.links.start().is_some() => return vec![],
        (None, FlowKind::Impact) => return vec![],
        (Some(root), _) => format!(
            "The start of the flow, {}, does not exist: choose another node to start with.",
            quoted(root.as_str())
        ),
        (None, FlowKind::Troubleshooting) => "Choose the node that the flow starts with.".to_owned(),
        (None, FlowKind::Procedural | FlowKind::Maintenance) => "Add the first step.".to_owned(),
    };
    vec![Found::in_flow(message)]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::MissingRoot, testing::found};

    #[test]
    fn a_troubleshooting_flow_needs_a_root_that_exists() {
        let nodes = json!([{"id": "a", "type": "solution", "title": "Done"}]);
        assert_eq!(
            found(MissingRoot, json!({"kind": "troubleshooting", "nodes": nodes})),
            [""]
        );
        assert_eq!(
            found(
                MissingRoot,
                json!({"kind": "troubleshooting", "root": "b", "nodes": nodes})
            ),
            [""]
        );
        assert!(
            found(
                MissingRoot,
                json!({"kind": "troubleshooting", "root": "a", "nodes": nodes})
            )
            .is_empty()
        );
    }

    #[test]
    fn a_checklist_starts_with_its_first_step() {
        assert!(found(MissingRoot, json!({"steps": ["Unplug it"]})).is_empty());
        assert_eq!(found(MissingRoot, json!({"steps": []})), [""]);
        assert_eq!(
            found(MissingRoot, json!({"steps": ["Unplug it"], "root": "plug_it_in"})),
            [""]
        );
    }

    #[test]
    fn an_impact_tree_needs_none() {
        assert!(found(MissingRoot, json!({"kind": "impact", "nodes": []})).is_empty());
    }
}
