//! How deep JSON may be nested. Text is held to this by the JSON parser already; values built by other means are not, and
//! everything behind this check descends recursively.

use serde_json::Value;

use crate::flow::fault::Fault;

/// The most levels of an input.
pub(super) const MAX_DEPTH: usize = 128;

/// A fault at the first value that is nested too deep.
pub(super) fn too_deep(value: &Value) -> Option<Fault> {
    // Its own stack instead of recursion: this is what makes recursion safe afterwards.
    let mut waiting = vec![(value, 1)];
    while let Some((value, level)) = waiting.pop() {
        let inside: Box<dyn Iterator<Item = &Value>> = match value {
            Value::Array(items) => Box::new(items.iter()),
            Value::Object(map) => Box::new(map.values()),
            _ => continue,
        };
        if level > MAX_DEPTH {
            let message = format!("the input is nested deeper than {MAX_DEPTH} levels");
            return Some(Fault {
                pointer: String::new(),
                message,
            });
        }
        waiting.extend(inside.map(|value| (value, level + 1)));
    }
    None
}

/// Drops a value of any depth: its own `drop` descends recursively and would run out of stack.
pub(super) fn dismantle(value: Value) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(map) => waiting.extend(map.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}
