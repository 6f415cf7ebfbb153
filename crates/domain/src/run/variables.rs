//! Intake variables: which values are accepted, and what a step still needs.

use std::{collections::BTreeMap, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize};

use super::{
    Refusal, RunState,
    limits::{MAX_NAME, MAX_VALUE, MAX_VARIABLES},
};
use crate::flow::{
    FlowDocument, IntakeVariable, Node, VariableType,
    variables::{is_name, names},
};

/// Values by name. In JSON an object whose values are strings; numbers and booleans are accepted and become text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Variables(BTreeMap<String, String>);

impl Variables {
    /// Gives `name` this value, without any check: see [`super::step`] for that.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Deref for Variables {
    type Target = BTreeMap<String, String>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Variables {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(pairs: T) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "the value of a variable is a string, a number or a boolean")]
enum Scalar {
    Text(String),
    Boolean(bool),
    Number(serde_json::Number),
}

impl From<Scalar> for String {
    fn from(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Text(text) => text,
            Scalar::Boolean(value) => value.to_string(),
            Scalar::Number(number) => number.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for Variables {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::<String, Scalar>::deserialize(deserializer).map(Self::from_iter)
    }
}

pub(super) fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Scalar::deserialize(deserializer).map(Into::into)
}

/// The declared variables that the current node uses and that have no value yet; never secrets.
pub(super) fn pending<'a>(document: &'a FlowDocument, state: &RunState) -> Vec<&'a IntakeVariable> {
    match state.current_node_id.as_ref().and_then(|id| document.node(id)) {
        Some(node) => needed_by(document, node)
            .filter(|variable| is_missing(variable, &state.variables))
            .collect(),
        None => vec![],
    }
}

/// What has to be known before a run can start: required, not deferred, and still without a value.
pub(super) fn missing_at_start<'a>(document: &'a FlowDocument, variables: &Variables) -> Vec<&'a IntakeVariable> {
    (document.intake.iter())
        .filter(|variable| variable.required && !variable.deferred)
        .filter(|variable| variable.variable_type != VariableType::Secret && is_missing(variable, variables))
        .collect()
}

fn needed_by<'a>(document: &'a FlowDocument, node: &Node) -> impl Iterator<Item = &'a IntakeVariable> {
    let used: Vec<&str> = if document.intake.is_empty() {
        vec![]
    } else {
        texts_of(node).flat_map(names).collect()
    };
    (document.intake.iter())
        .filter(|variable| variable.variable_type != VariableType::Secret)
        .filter(move |variable| used.contains(&variable.name.as_str()))
}

/// Everything of a node that a person reads or copies while running it.
fn texts_of(node: &Node) -> impl Iterator<Item = &str> {
    [&node.title, &node.description, &node.help_text, &node.expected_outcome]
        .into_iter()
        .chain(
            node.commands
                .iter()
                .flat_map(|command| [&command.label, &command.command]),
        )
        .chain(&node.checklist)
        .chain(node.options.iter().map(|option| &option.label))
        .map(String::as_str)
}

/// An optional variable that was left empty on purpose is not asked for again.
fn is_missing(variable: &IntakeVariable, variables: &Variables) -> bool {
    match variables.get(&variable.name) {
        None => true,
        Some(value) => variable.required && value.trim().is_empty(),
    }
}

/// Sets a value after checking name, length, and type if the document declares one.
pub(super) fn set(document: &FlowDocument, variables: &mut Variables, name: &str, value: &str) -> Result<(), Refusal> {
    let invalid = |why: String| Refusal::InvalidVariable {
        name: name.chars().take(MAX_NAME).collect(),
        why,
    };
    let declared = document.intake.iter().find(|variable| variable.name == name);
    if declared.is_none() && !(name.len() <= MAX_NAME && is_name(name)) {
        return Err(invalid(format!(
            "a name has 1 to {MAX_NAME} letters, digits and '_', and no digit first"
        )));
    }
    if value.chars().count() > MAX_VALUE {
        return Err(invalid(format!(
            "its value is longer than {MAX_VALUE} characters; put long texts in a note"
        )));
    }
    if value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(invalid(
            "its value has line breaks or control characters; give it on one line".into(),
        ));
    }
    if variables.len() >= MAX_VARIABLES && !variables.contains_key(name) {
        return Err(invalid(format!("a session has at most {MAX_VARIABLES} variables")));
    }
    let value = match declared {
        Some(variable) => typed(variable, value).map_err(invalid)?,
        None => value.to_owned(),
    };
    variables.insert(name, value);
    Ok(())
}

fn typed(variable: &IntakeVariable, value: &str) -> Result<String, String> {
    let trimmed = value.trim();
    if trimmed.is_empty() {
        return if variable.required {
            Err("it is required; give it a value".into())
        } else {
            Ok(String::new())
        };
    }
    match variable.variable_type {
        VariableType::Text => Ok(value.to_owned()),
        VariableType::Number => match trimmed.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(trimmed.to_owned()),
            _ => Err("it is a number, such as 42 or 0.5".into()),
        },
        VariableType::Boolean => match trimmed.to_ascii_lowercase().as_str() {
            "true" | "yes" => Ok("true".into()),
            "false" | "no" => Ok("false".into()),
            _ => Err("it is true or false".into()),
        },
        VariableType::Choice if variable.choices.is_empty() || variable.choices.iter().any(|c| c == value) => {
            Ok(value.to_owned())
        }
        VariableType::Choice => Err(format!("it is one of {}", super::refusal::listed(&variable.choices))),
        VariableType::Secret => Err("it is secret: its value stays on your device and is never sent or stored".into()),
    }
}
