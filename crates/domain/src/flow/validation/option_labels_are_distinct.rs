//! Two buttons with the same text cannot be told apart, neither by a person nor in the ticket.

use std::collections::HashMap;

use super::subject::{Found, Subject, name, quoted};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = vec![];
    for (place, node) in subject.nodes() {
        let mut times: HashMap<String, usize> = HashMap::new();
        for option in &node.options {
            let label = option.label.trim();
            let seen = times.entry(label.to_lowercase()).or_default();
            *seen += 1;
            // Said once for each label, however often it is repeated; a missing label has its own finding.
            if *seen == 2 && !label.is_empty() {
                let message = format!(
                    "Give the answers of {} different labels: {} is there twice.",
                    name(node),
                    quoted(label)
                );
                found.push(Found::at(place, message));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::DuplicateOptionLabel, testing::found};

    #[test]
    fn labels_that_differ_in_case_or_blanks_only_are_the_same() {
        let flow = json!({"kind": "troubleshooting", "root": "a", "nodes": [
            {"id": "a", "type": "decision", "title": "Is it on?", "options": ["Yes", " yes ", "YES", "No"]},
            {"id": "b", "type": "decision", "title": "Is it off?", "options": ["Yes", "No", "", ""]},
        ]});
        assert_eq!(found(DuplicateOptionLabel, flow), ["a"]);
    }
}
