//! Every node needs a title: it is all that the path, the ticket and the map show of it.

use super::subject::{Found, Subject};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let untitled = subject.nodes().filter(|(_, node)| node.title.trim().is_empty());
    untitled
        .map(|(place, node)| Found::at(place, format!("Give the node {} a title.", node.id)))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{FindingCode::EmptyTitle, testing::found};

    #[test]
    fn a_blank_title_is_no_title() {
        let flow = json!({"steps": [{"id": "a", "title": "  "}, {"id": "b"}, {"id": "c", "title": "Reboot"}]});
        assert_eq!(found(EmptyTitle, flow), ["a", "b"]);
    }
}
