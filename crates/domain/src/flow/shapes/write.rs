//! Writing the parts of a document under the names that a shape uses.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Object, read::SET_ASIDE};
use crate::flow::document::{AnswerOption, Command, FlowDocument, Node, NodeType};

/// How a shape names things.
#[derive(Clone, Copy)]
pub(super) struct Names {
    /// Titles of decisions as `question`, targets as `next_node_id`.
    pub(super) legacy_targets: bool,
    /// Commands as `{language, code, label}`, a lone one without label and language as plain text.
    pub(super) legacy_commands: bool,
    /// Unknown fields of a node that would mean something to the shape.
    pub(super) set_aside: &'static [&'static str],
}

/// `value` as a JSON object.
pub(super) fn to_object(value: &impl Serialize) -> Object {
    match serde_json::to_value(value) {
        Ok(Value::Object(object)) => object,
        // Only maps with keys that are no texts and failing serializers end here, and documents have neither.
        _ => Object::new(),
    }
}

/// A node under the shape's names.
pub(super) fn node(node: &Node, names: Names) -> Object {
    let mut written = to_object(node);
    if names.legacy_targets {
        if node.node_type == NodeType::Decision {
            rename(&mut written, "title", "question", &node.extra);
        }
        rename(&mut written, "next", "next_node_id", &node.extra);
        if !node.options.is_empty() {
            written.insert("options".to_owned(), node.options.iter().map(option).collect());
        }
    }
    if names.legacy_commands && !node.commands.is_empty() {
        written.insert("commands".to_owned(), commands(&node.commands));
    }
    set_aside(&mut written, &node.extra, names.set_aside);
    written
}

fn option(option: &AnswerOption) -> Value {
    let mut written = to_object(option);
    rename(&mut written, "to", "next_node_id", &option.extra);
    Value::Object(written)
}

fn commands(commands: &[Command]) -> Value {
    if let [only] = commands
        && *only == Command::bare(&only.command)
        && !only.command.trim().is_empty()
    {
        return json!(only.command);
    }
    let written = commands.iter().map(|command| {
        let mut written = to_object(command);
        rename(&mut written, "command", "code", &command.extra);
        rename(&mut written, "command_type", "language", &command.extra);
        Value::Object(written)
    });
    written.collect()
}

/// Gives a field another name, in place, unless an unknown field already has that name.
fn rename(object: &mut Object, from: &str, to: &str, extra: &Object) {
    if !object.contains_key(from) || extra.contains_key(to) {
        return;
    }
    *object = std::mem::take(object)
        .into_iter()
        .map(|(name, value)| (if name == from { to.to_owned() } else { name }, value))
        .collect();
}

/// Moves a node's unknown fields with these names where they cannot be taken for something else.
fn set_aside(object: &mut Object, extra: &Object, names: &[&str]) {
    let clashing: Object = names
        .iter()
        .filter(|name| extra.contains_key(**name))
        .filter_map(|name| object.shift_remove_entry(*name))
        .collect();
    if !clashing.is_empty() {
        object.insert(SET_ASIDE.to_owned(), Value::Object(clashing));
    }
}

/// Adds the document's unknown fields, those with these names where they cannot be taken for something else.
pub(super) fn put_extra(object: &mut Object, extra: &Object, names: &[&str]) {
    let (clashing, others): (Object, Object) = extra
        .clone()
        .into_iter()
        .partition(|(name, _)| names.contains(&name.as_str()));
    object.extend(others);
    if !clashing.is_empty() {
        object.insert(SET_ASIDE.to_owned(), Value::Object(clashing));
    }
}

/// What surrounds the nodes, under the canonical names, as far as there is any.
pub(super) fn put_surroundings(object: &mut Object, document: &FlowDocument, canvas: &str) {
    if !document.connections.is_empty() {
        object.insert("connections".to_owned(), json!(document.connections));
    }
    if !document.intake.is_empty() {
        object.insert("intake".to_owned(), json!(document.intake));
    }
    if let Some(value) = &document.canvas {
        object.insert(canvas.to_owned(), json!(value));
    }
}
