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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
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
        node.texts().flat_map(names).collect()
    };
    (document.intake.iter())
        .filter(|variable| variable.variable_type != VariableType::Secret)
        .filter(move |variable| used.contains(&variable.name.as_str()))
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::run::{
        Refusal, RefusalCode, Variables,
        testing::{Run, document},
    };

    fn flow(intake: Value) -> crate::flow::FlowDocument {
        document(json!({"kind": "procedural", "intake": intake, "nodes": [
            {"id": "one", "type": "procedure_step", "title": "Log in"},
            {"id": "two", "type": "procedure_step", "title": "Check", "commands": [{"command": "ping {{host}} -c {{ count }}"}]},
            {"id": "three", "type": "procedure_step", "title": "Type {{pin}}"}]}))
    }

    fn set(intake: Value, name: &str, value: Value) -> Result<String, String> {
        let mut run = Run::of(flow(intake));
        let event = json!({"type": "variable_set", "name": name, "value": value});
        run.record(event)
            .map(|state| state.variables[name].clone())
            .map_err(|refusal| refusal.to_string())
    }

    #[test]
    fn a_start_is_refused_with_every_value_that_it_lacks() {
        let intake = json!([{"name": "host", "required": true}, {"name": "count", "required": true},
            {"name": "later", "required": true, "deferred": true}, {"name": "may", "required": false},
            {"name": "pin", "type": "secret", "required": true}]);
        let refusal = Run::with(flow(intake.clone()), json!({})).err().unwrap();
        assert_eq!(
            refusal,
            Refusal::MissingVariables {
                names: vec!["host".into(), "count".into()]
            }
        );
        assert_eq!(
            refusal.to_string(),
            "The flow needs “host”, “count” before it can start: give each a value."
        );
        assert!(Run::with(flow(intake), json!({"host": "web-1", "count": 3})).is_ok());
    }

    #[test]
    fn a_deferred_variable_is_asked_for_at_the_first_step_that_uses_it() {
        let intake = json!([{"name": "host", "required": true, "deferred": true}, {"name": "count", "deferred": true}]);
        let mut run = Run::of(flow(intake));
        assert!(run.state.pending_variables(&run.document).is_empty());
        run.ticks("one");
        assert_eq!(run.state.pending_variables(&run.document), ["host", "count"]);
        let why = run.is_refused(json!({"type": "completed_step", "node_id": "two", "result": "skipped"}));
        assert_eq!(why, "This step needs “host”: give it a value, then go on.");
        run.does(json!({"type": "variable_set", "name": "host", "value": "web-1"}));
        assert_eq!(run.state.pending_variables(&run.document), ["count"]);
        run.does(json!({"type": "variable_set", "name": "count", "value": ""}));
        assert!(run.state.pending_variables(&run.document).is_empty());
        run.ticks("two");
    }

    #[test]
    fn a_step_with_open_variables_can_be_left_by_going_back_or_jumping() {
        let intake = json!([{"name": "host", "required": true, "deferred": true}]);
        let mut run = Run::of(flow(intake));
        run.ticks("one").does(json!({"type": "went_back"})).ticks("one");
        run.does(json!({"type": "jumped", "node_id": "three"}));
    }

    #[test]
    fn a_secret_stays_on_the_device() {
        let intake = json!([{"name": "pin", "type": "secret", "required": true}]);
        let why = set(intake.clone(), "pin", json!("1234")).unwrap_err();
        assert_eq!(
            why,
            "The variable “pin” cannot be set: it is secret: its value stays on your device and is never sent or stored."
        );
        assert!(Run::with(flow(intake.clone()), json!({"pin": "1234"})).is_err());
        let mut run = Run::of(flow(intake));
        run.ticks("one").ticks("two");
        assert!(run.state.pending_variables(&run.document).is_empty());
        run.ticks("three");
    }

    #[test]
    fn values_fit_their_type() {
        let of = |kind: &str| json!([{"name": "v", "type": kind, "choices": ["red", "blue"]}]);
        let cases = [
            ("number", json!(" 4.5 "), Some("4.5")),
            ("number", json!(42), Some("42")),
            ("number", json!("NaN"), None),
            ("number", json!("1e999"), None),
            ("number", json!("many"), None),
            ("boolean", json!(true), Some("true")),
            ("boolean", json!("No"), Some("false")),
            ("boolean", json!("perhaps"), None),
            ("choice", json!("red"), Some("red")),
            ("choice", json!("green"), None),
            ("text", json!("anything at all"), Some("anything at all")),
            ("text", json!("two\nlines"), None),
            ("text", json!("x".repeat(4_001)), None),
        ];
        for (kind, value, kept) in cases {
            assert_eq!(
                set(of(kind), "v", value.clone()).ok().as_deref(),
                kept,
                "{kind} {value}"
            );
        }
        assert!(
            set(of("choice"), "v", json!("green"))
                .unwrap_err()
                .ends_with("it is one of “red”, “blue”.")
        );
    }

    #[test]
    fn a_required_variable_is_not_emptied() {
        let intake = json!([{"name": "v", "required": true, "deferred": true}]);
        assert!(set(intake, "v", json!(" ")).is_err());
    }

    #[test]
    fn what_the_flow_does_not_declare_can_be_noted_under_a_proper_name() {
        assert_eq!(set(json!([]), "asset_tag", json!("A-1")).unwrap(), "A-1");
        for name in ["", "two words", "1st", "naïve", "{{x}}"] {
            assert!(set(json!([]), name, json!("x")).is_err(), "{name}");
        }
    }

    #[test]
    fn values_are_strings_numbers_or_booleans() {
        let variables: Variables = serde_json::from_value(json!({"a": "x", "b": 2, "c": false})).unwrap();
        assert_eq!(
            variables,
            [("a", "x"), ("b", "2"), ("c", "false")].into_iter().collect()
        );
        assert!(serde_json::from_value::<Variables>(json!({"a": null})).is_err());
        assert!(serde_json::from_value::<Variables>(json!({"a": ["x"]})).is_err());
    }

    #[test]
    fn refusals_of_values_are_about_the_value() {
        let mut run = Run::of(flow(json!([])));
        let refusal = run
            .record(json!({"type": "variable_set", "name": "?", "value": ""}))
            .unwrap_err();
        assert_eq!(refusal.code(), RefusalCode::InvalidValue);
    }
}
