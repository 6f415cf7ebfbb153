//! Variables of an imported text: `{{host}}` in it is asked for at the first step that uses it.

use std::collections::BTreeSet;

use serde_json::Map;

use super::losses::Losses;
use crate::flow::{FlowDocument, IntakeVariable, Node, VariableType, variables};

/// Declares every variable that the document uses and does not declare.
pub(super) fn declare(document: &mut FlowDocument, losses: &mut Losses) {
    let mut known: BTreeSet<String> = document.intake.iter().map(|variable| variable.name.clone()).collect();
    let used: Vec<String> = document
        .nodes
        .iter()
        .flat_map(Node::texts)
        .flat_map(variables::names)
        .map(str::to_owned)
        .collect();
    for name in used {
        if !known.insert(name.clone()) {
            continue;
        }
        losses.at(
            format!("{{{{{name}}}}}"),
            "added: this variable is asked for at the first step that uses it",
        );
        document.intake.push(IntakeVariable {
            name,
            label: String::new(),
            variable_type: VariableType::Text,
            required: true,
            deferred: true,
            choices: vec![],
            extra: Map::new(),
        });
    }
}
