//! The templates: which fields a node of each type should have.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::flow::document::{FlowKind, Node, NodeType};

/// A field that a template asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TemplateField {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Where in the node it is.
    pub place: Place,
    /// How it is entered.
    pub input: Input,
    /// What belongs there.
    pub hint: &'static str,
}

/// Where in a node a template's field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A field of the node itself.
    Node,
    /// An entry of its `template_data`.
    TemplateData,
}

/// How a template's field is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// One line.
    Line,
    /// Markdown.
    Text,
    /// The options of a decision; filled with at least two.
    Options,
    /// Commands to copy.
    Commands,
    /// Another flow.
    Tree,
}

/// Writes each template as a table: place and name of the field, input, label, hint.
macro_rules! templates {
    ($($template:ident: [$($place:ident.$field:ident, $input:ident, $label:literal, $hint:literal;)+])+) => {$(
        const $template: &[TemplateField] = &[$(TemplateField {
            name: stringify!($field),
            label: $label,
            place: Place::$place,
            input: Input::$input,
            hint: $hint,
        }),+];
    )+};
}

templates! {
    DECISION: [
        Node.title, Line, "Question", "A question that whoever is at the keyboard can answer";
        Node.help_text, Text, "Help", "How to find out the answer";
        Node.options, Options, "Options", "At least two answers";
    ]
    ACTION: [
        Node.description, Text, "Description", "What to do, for someone who does it for the first time";
        Node.expected_outcome, Text, "Expected outcome", "How to see that it worked";
        Node.commands, Commands, "Commands", "What to type or paste";
    ]
    SOLUTION: [
        Node.description, Text, "Description", "What was wrong and what mends it";
        Node.expected_outcome, Text, "Expected outcome", "How to see that it is mended";
    ]
    FLOW: [
        Node.title, Line, "Title", "What the other flow is called for";
        Node.tree_id, Tree, "Flow", "The published flow to call";
    ]

    HEADING: [
        Node.title, Line, "Title", "One line that says what it is";
    ]
    PROCEDURE_STEP: [
        Node.description, Text, "Description", "What to do, for someone who does it for the first time";
        Node.expected_outcome, Text, "Expected outcome", "How to see that it worked";
    ]

    OBJECTIVE: [
        TemplateData.core_why, Text, "Core why", "Why it matters at all";
        TemplateData.desired_outcome, Text, "Desired outcome", "What is true once it is achieved";
        TemplateData.metric, Line, "Metric", "What is measured";
        TemplateData.target, Line, "Target", "Which value is good enough";
        TemplateData.deadline, Line, "Deadline", "By when";
    ]
    OUTCOME: [
        Node.description, Text, "Description", "The change in behaviour or business";
        TemplateData.metric, Line, "Metric", "What is measured";
        TemplateData.baseline, Line, "Baseline", "The value today";
        TemplateData.target, Line, "Target", "The value that is good enough";
    ]
    OPPORTUNITY: [
        Node.description, Text, "Description", "The need or the pain";
        TemplateData.who, Line, "Who", "Who has it";
        TemplateData.evidence, Text, "Evidence", "How we know";
        TemplateData.impact, Text, "Impact", "What changes when it is met";
    ]
    IDEA: [
        Node.description, Text, "Description", "What it is";
        TemplateData.value, Text, "Value", "How it serves the opportunity";
        TemplateData.effort, Line, "Effort", "What it takes to build it";
    ]
    ASSUMPTION: [
        Node.description, Text, "Description", "What must be true";
        TemplateData.confidence, Line, "Confidence", "How sure we are";
        TemplateData.risk_if_wrong, Text, "Risk if wrong", "What it costs us if it is not true";
    ]
    EXPERIMENT: [
        TemplateData.hypothesis, Text, "Hypothesis", "What we believe will happen";
        TemplateData.method, Text, "Method", "How it is tried";
        TemplateData.success_criteria, Text, "Success criteria", "Which result would convince us";
    ]
}

/// The fields that a node of this type should have in a flow of this kind. A `solution` is an end in a troubleshooting
/// flow and an idea in an impact tree.
#[must_use]
pub const fn template(kind: FlowKind, node_type: NodeType) -> &'static [TemplateField] {
    match node_type {
        NodeType::Decision => DECISION,
        NodeType::Action => ACTION,
        NodeType::Solution if matches!(kind, FlowKind::Impact) => IDEA,
        NodeType::Solution => SOLUTION,
        NodeType::Flow => FLOW,
        NodeType::SectionHeader | NodeType::ProcedureEnd => HEADING,
        NodeType::ProcedureStep => PROCEDURE_STEP,
        NodeType::Objective => OBJECTIVE,
        NodeType::Outcome => OUTCOME,
        NodeType::Opportunity => OPPORTUNITY,
        NodeType::Assumption => ASSUMPTION,
        NodeType::Experiment => EXPERIMENT,
    }
}

impl TemplateField {
    /// Whether the node has the field filled.
    #[must_use]
    pub fn is_filled(&self, node: &Node) -> bool {
        let filled = |text: &str| !text.trim().is_empty();
        match (self.place, self.name) {
            (Place::TemplateData, name) => node.template_data.get(name).is_some_and(says_something),
            (Place::Node, "title") => filled(&node.title),
            (Place::Node, "description") => filled(&node.description),
            (Place::Node, "help_text") => filled(&node.help_text),
            (Place::Node, "expected_outcome") => filled(&node.expected_outcome),
            (Place::Node, "options") => node.options.len() >= 2,
            (Place::Node, "commands") => node.commands.iter().any(|command| filled(&command.command)),
            (Place::Node, "tree_id") => node.tree_id.is_some(),
            (Place::Node, _) => false,
        }
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(says_something),
        Value::Object(map) => map.values().any(says_something),
    }
}

/// All templates as served at `/api/v1/schemas/templates.json`: kind → node type → fields.
#[must_use]
pub fn templates() -> Value {
    let of_kind = |kind: FlowKind| -> Value {
        let fields = kind
            .node_types()
            .iter()
            .map(|node_type| (node_type.as_str().to_owned(), json!(template(kind, *node_type))));
        Value::Object(fields.collect())
    };
    Value::Object(
        FlowKind::ALL
            .iter()
            .map(|kind| (kind.as_str().to_owned(), of_kind(*kind)))
            .collect::<Map<_, _>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_every_template_can_be_filled() {
        let full: Node = serde_json::from_value(json!({
            "id": "n", "type": "action", "title": "t", "description": "d", "help_text": "h", "expected_outcome": "e",
            "options": [{"id": "a"}, {"id": "b"}], "commands": [{"command": "c"}],
            "tree_id": "0190c42e-1111-7000-8000-000000000001",
        }))
        .unwrap();
        for kind in FlowKind::ALL {
            for node_type in kind.node_types() {
                let fields = template(kind, *node_type);
                assert!(!fields.is_empty(), "{node_type:?} has no template");
                for field in fields.iter().filter(|field| field.place == Place::Node) {
                    assert!(
                        field.is_filled(&full),
                        "{node_type:?}: {} can never be filled",
                        field.name
                    );
                }
            }
        }
    }

    #[test]
    fn the_served_form_names_each_type_of_each_kind() {
        let templates = templates();
        assert_eq!(templates["impact"]["objective"][0]["name"], "core_why");
        assert_eq!(templates["troubleshooting"]["decision"][2]["input"], "options");
        assert_ne!(
            templates["impact"]["solution"],
            templates["troubleshooting"]["solution"]
        );
    }
}
