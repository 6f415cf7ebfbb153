//! A button needs a text.

use super::subject::{Found, Subject, name};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let unlabelled = subject
        .nodes()
        .filter(|(_, node)| node.options.iter().any(|option| option.label.trim().is_empty()));
    unlabelled
        .map(|(place, node)| Found::at(place, format!("Label every answer of {}.", name(node))))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::EmptyOptionLabel, testing::found};

    #[test]
    fn every_option_has_a_label() {
        let flow = json!({"kind": "troubleshooting", "root": "a", "nodes": [
            {"id": "a", "type": "decision", "title": "Is it on?", "options": [{"id": "y"}, {"id": "n", "label": " "}]},
            {"id": "b", "type": "decision", "title": "Is it off?", "options": ["Yes", "No"]},
        ]});
        assert_eq!(found(EmptyOptionLabel, flow), ["a"]);
    }
}
