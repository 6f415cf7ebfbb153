//! Every `{{variable}}` that a run would fill in has to be asked for by the flow.

use std::collections::HashSet;

use super::subject::{Found, Subject, name};
use crate::flow::variables::names;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let declared: HashSet<&str> = subject
        .document
        .intake
        .iter()
        .map(|variable| variable.name.as_str())
        .collect();
    let mut found = vec![];
    for (place, node) in subject.nodes() {
        let mut told = HashSet::new();
        for variable in node
            .texts()
            .flat_map(names)
            .filter(|variable| !declared.contains(variable))
        {
            if told.insert(variable) {
                let message = format!("Ask for {{{{{variable}}}}} in the intake: {} uses it.", name(node));
                found.push(Found::at(place, message));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{
        FindingCode::UndeclaredVariable,
        testing::{found, messages},
    };

    #[test]
    fn a_variable_is_looked_for_wherever_it_would_be_filled_in() {
        let step = |field: &str| json!({"id": field, "title": "Step", field: "on {{ port }}, {{port}} and {{host}}"});
        let mut steps: Vec<_> = ["description", "help_text", "expected_outcome", "commands"]
            .into_iter()
            .map(step)
            .collect();
        steps.push(json!({"id": "title", "title": "Is {{port}} up?"}));
        steps.push(json!({"id": "checklist", "title": "Step", "checklist": ["{{port}}"]}));
        let flow = json!({"steps": steps, "intake": [{"name": "host"}]});
        assert_eq!(
            found(UndeclaredVariable, flow.clone()),
            [
                "description",
                "help_text",
                "expected_outcome",
                "commands",
                "title",
                "checklist"
            ]
        );
        assert_eq!(
            messages(UndeclaredVariable, flow)[0],
            "Ask for {{port}} in the intake: “Step” uses it."
        );
    }

    #[test]
    fn a_declared_variable_and_foreign_templates_are_fine() {
        let command = "kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{end}}' -n {{namespace}}";
        let flow = json!({"steps": [{"title": "List", "commands": command}], "intake": [{"name": "namespace"}]});
        assert!(found(UndeclaredVariable, flow).is_empty());
    }
}
