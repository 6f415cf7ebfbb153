//! Every node needs a title: it is all that the path, the ticket and the map show of it.

use super::subject::{Found, Subject, kind_of};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let untitled = subject.nodes().filter(|(_, node)| node.title.trim().is_empty());
    untitled
        .map(|(place, node)| Found::at(place, format!("Give the {} a title.", kind_of(node.node_type))))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{
        FindingCode::{EmptyTitle, MissingDescription},
        testing::{found, messages},
    };

    #[test]
    fn a_blank_title_is_no_title() {
        let flow = json!({"steps": [{"id": "a", "title": "  "}, {"id": "b"}, {"id": "c", "title": "Reboot"}]});
        assert_eq!(found(EmptyTitle, flow), ["a", "b"]);
    }
    #[test]
    fn what_has_no_title_is_called_by_what_it_is_and_not_by_an_id() {
        let flow = json!({"steps": [{"id": "n-wgaitrsj"}]});
        assert_eq!(messages(EmptyTitle, flow.clone()), ["Give the step a title."]);
        let told = messages(MissingDescription, flow);
        assert_eq!(
            told,
            ["Describe the step without a title for someone who does it for the first time."]
        );
    }
}
