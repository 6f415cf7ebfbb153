//! The line under a heading that says what a step is: `*Decision · 5 min · high risk · library: team*`.

use serde_json::{Number, Value, json};

use super::Object;
use crate::flow::{FlowKind, Node, NodeType};

const BETWEEN: &str = " · ";

/// The words of the types.
const WORDS: [(NodeType, &str); 12] = [
    (NodeType::Decision, "Decision"),
    (NodeType::Action, "Action"),
    (NodeType::Solution, "Solution"),
    (NodeType::Flow, "Flow"),
    (NodeType::SectionHeader, "Section"),
    (NodeType::ProcedureStep, "Step"),
    (NodeType::ProcedureEnd, "End"),
    (NodeType::Objective, "Objective"),
    (NodeType::Outcome, "Outcome"),
    (NodeType::Opportunity, "Opportunity"),
    (NodeType::Assumption, "Assumption"),
    (NodeType::Experiment, "Experiment"),
];

/// How deep the heading of a step of this type stands.
pub(super) const fn level(kind: FlowKind, node_type: NodeType) -> usize {
    if kind.is_ordered() && !matches!(node_type, NodeType::SectionHeader) {
        3
    } else {
        2
    }
}

/// What a heading of this level is in a checklist, unless it says otherwise.
pub(super) const fn type_at(level: usize) -> NodeType {
    if level <= 2 {
        NodeType::SectionHeader
    } else {
        NodeType::ProcedureStep
    }
}

/// The line, if the heading does not say it all.
pub(super) fn written(kind: FlowKind, node: &Node) -> Option<String> {
    let goes_without = kind.is_ordered() && type_at(level(kind, node.node_type)) == node.node_type;
    let word = WORDS.iter().find(|(node_type, _)| *node_type == node.node_type);
    let mut parts: Vec<String> = vec![];
    parts.extend(word.filter(|_| !goes_without).map(|(_, word)| (*word).to_owned()));
    parts.extend(node.est_minutes.map(|minutes| format!("{minutes} min")));
    parts.extend(node.risk.map(|risk| format!("{} risk", word_of(json!(risk)))));
    parts.extend(
        node.library_visibility
            .map(|seen| format!("library: {}", word_of(json!(seen)))),
    );
    (!parts.is_empty()).then(|| format!("*{}*", parts.join(BETWEEN)))
}

fn word_of(value: Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The fields that such a line sets, under their names; nothing if it is any other text.
pub(super) fn read(line: &str) -> Option<Object> {
    let inner = line.trim().strip_prefix('*')?.strip_suffix('*')?;
    let mut fields = Object::new();
    for part in inner.split(BETWEEN) {
        let (name, value) = field(part.trim())?;
        fields.insert(name.to_owned(), value);
    }
    Some(fields)
}

fn field(part: &str) -> Option<(&'static str, Value)> {
    let is = |word: &str| word.eq_ignore_ascii_case(part);
    let named = WORDS
        .iter()
        .find(|(node_type, word)| is(word) || is(node_type.as_str()));
    if let Some((node_type, _)) = named {
        return Some(("type", Value::from(node_type.as_str())));
    }
    let part = part.to_lowercase();
    if let Some(minutes) = part.strip_suffix("min") {
        let minutes = minutes.trim().trim_start_matches("about ").parse().ok();
        return Some(("est_minutes", Number::from_f64(minutes?)?.into()));
    }
    if let Some(risk) = part
        .strip_suffix(" risk")
        .filter(|risk| ["low", "medium", "high"].contains(risk))
    {
        return Some(("risk", Value::from(risk)));
    }
    let seen = part.strip_prefix("library:")?.trim();
    ["team", "public"]
        .contains(&seen)
        .then(|| ("library_visibility", Value::from(seen)))
}
