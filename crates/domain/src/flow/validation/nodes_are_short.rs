//! What is read during a call has to be short. A long node is better off as several.

use super::subject::{Found, Subject, name};
use crate::flow::document::Node;

/// About a screen and a half of text.
const MOST_CHARACTERS: usize = 3_000;
/// More than anyone ticks off or pastes in one go.
const MOST_ITEMS: usize = 20;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let long = subject.nodes().filter(|(_, node)| is_long(node));
    long.map(|(place, node)| {
        Found::at(
            place,
            format!(
                "Split {} into several: it is too long to be read on a call.",
                name(node)
            ),
        )
    })
    .collect()
}

fn is_long(node: &Node) -> bool {
    let characters: usize = node.texts().map(|text| text.chars().count()).sum();
    characters > MOST_CHARACTERS || node.checklist.len() > MOST_ITEMS || node.commands.len() > MOST_ITEMS
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::VeryLongNode, testing::found};

    #[test]
    fn length_is_counted_in_characters_and_in_items() {
        let steps = json!({"steps": [
            {"id": "long", "title": "Read", "description": "ü".repeat(3_000)},
            {"id": "short", "title": "Read", "description": "ü".repeat(2_900)},
            {"id": "many", "title": "Tick", "checklist": vec!["x"; 21]},
        ]});
        assert_eq!(found(VeryLongNode, steps), ["long", "many"]);
    }
}
