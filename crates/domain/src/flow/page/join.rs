//! What the page says and what it carries, as one. The page is right; what is carried counts where the page still says what it
//! said when it was written.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::{Object, inline, prose, read};

/// The fields of a step. A text that is carried counts if it looks like the one on the page.
pub(super) fn fields(step: &mut Object, carried: Object) {
    for (name, value) in carried {
        let is_seen = match name.as_str() {
            "title" => text(step, &name) == inline::seen(value.as_str().unwrap_or_default()),
            "description" | "help_text" | "expected_outcome" => {
                text(step, &name) == prose::seen(value.as_str().unwrap_or_default())
            }
            "checklist" => {
                let seen = list(&value).map(|item| inline::seen(item.as_str().unwrap_or_default()));
                let found: Vec<&str> = step
                    .get(&name)
                    .into_iter()
                    .flat_map(list)
                    .filter_map(Value::as_str)
                    .collect();
                seen.collect::<Vec<_>>() == found
            }
            "id" | "type" | "next" | "tree_id" | "est_minutes" | "risk" | "library_visibility" => false,
            _ => true,
        };
        if is_seen {
            step.insert(name, value);
        }
    }
}

fn text(fields: &Object, name: &str) -> String {
    fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Answers: found again by label and target, else by label, else by target.
pub(super) fn answers(found: Vec<Object>, carried: Option<Value>) -> Vec<Value> {
    let seen = |option: &Object| (inline::seen(&text(option, "label")), text(option, "to"));
    let page = |option: &Object| (text(option, "label"), text(option, "to"));
    matched(
        found,
        carried,
        &[
            (&|carried| key(&seen(carried)), &|found| key(&page(found)), &[]),
            (&|carried| Some(seen(carried).0), &|found| Some(page(found).0), &["to"]),
            (
                &|carried| Some(seen(carried).1).filter(|to| !to.is_empty()),
                &|found| Some(page(found).1).filter(|to| !to.is_empty()),
                &["label"],
            ),
        ],
    )
}

/// Commands: found again by all of it, else by their text.
pub(super) fn commands(found: Vec<Object>, carried: Option<Value>) -> Vec<Value> {
    let seen = |command: &Object| {
        (
            inline::seen(&text(command, "label")),
            read::command_seen(&text(command, "command")),
            read::info_seen(&text(command, "command_type")).to_owned(),
        )
    };
    let page = |command: &Object| {
        (
            text(command, "label"),
            text(command, "command"),
            text(command, "command_type"),
        )
    };
    matched(
        found,
        carried,
        &[
            (&|carried| key(&seen(carried)), &|found| key(&page(found)), &[]),
            (
                &|carried| Some(seen(carried).1),
                &|found| Some(page(found).1),
                &["label", "command_type"],
            ),
        ],
    )
}

/// Variables: found again by their name.
pub(super) fn variables(found: Vec<Object>, carried: Option<Value>) -> Vec<Value> {
    let common = |variable: &Object, label: String, choices: Vec<String>| {
        let word = |name: &str| variable.get(name).map(ToString::to_string).unwrap_or_default();
        key(&(
            text(variable, "name"),
            label,
            word("type"),
            word("required"),
            word("deferred"),
            choices,
        ))
    };
    let seen = |variable: &Object| {
        let all: Vec<String> = variable
            .get("choices")
            .into_iter()
            .flat_map(list)
            .map(|choice| choice.as_str().unwrap_or_default().to_owned())
            .collect();
        common(
            variable,
            inline::seen(&text(variable, "label")),
            choices(&inline::seen(&all.join(", "))),
        )
    };
    let page = |variable: &Object| {
        let all = variable
            .get("choices")
            .into_iter()
            .flat_map(list)
            .filter_map(Value::as_str)
            .map(str::to_owned);
        common(variable, text(variable, "label"), all.collect())
    };
    let name = |variable: &Object| Some(text(variable, "name"));
    matched(
        found,
        carried,
        &[
            (&seen, &page, &[]),
            (&name, &name, &["label", "type", "required", "deferred", "choices"]),
        ],
    )
}

/// The choices in a cell.
pub(super) fn choices(cell: &str) -> Vec<String> {
    cell.split(',')
        .map(|choice| choice.trim().to_owned())
        .filter(|choice| !choice.is_empty())
        .collect()
}

/// Connections: found again by their ends, type and label, else by ends and type.
pub(super) fn connections(found: Vec<Object>, carried: Option<Value>) -> Vec<Value> {
    let ends = |connection: &Object| {
        (
            text(connection, "from"),
            text(connection, "to"),
            text(connection, "type"),
        )
    };
    matched(
        found,
        carried,
        &[
            (
                &|carried| key(&(ends(carried), inline::seen(&text(carried, "label")))),
                &|found| key(&(ends(found), text(found, "label"))),
                &[],
            ),
            (&|carried| key(&ends(carried)), &|found| key(&ends(found)), &["label"]),
        ],
    )
}

fn key(parts: &impl serde::Serialize) -> Option<String> {
    serde_json::to_string(parts).ok()
}

type KeyOf<'a> = &'a dyn Fn(&Object) -> Option<String>;

/// One way to find again on the page what is carried: the key of the one, the key of the other, and the fields in which the
/// page is right.
type Way<'a> = (KeyOf<'a>, KeyOf<'a>, &'a [&'a str]);

/// Each entry of the page with what is carried for it: the first way that finds something counts.
fn matched(found: Vec<Object>, carried: Option<Value>, ways: &[Way<'_>]) -> Vec<Value> {
    let carried: Vec<Object> = carried
        .iter()
        .flat_map(list)
        .filter_map(|entry| entry.as_object().cloned())
        .collect();
    let mut taken = vec![false; carried.len()];
    let mut made: Vec<Option<Object>> = vec![None; found.len()];
    for (carried_key, found_key, right) in ways {
        let mut by_key: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, entry) in carried.iter().enumerate().filter(|(at, _)| !taken[*at]) {
            if let Some(key) = carried_key(entry) {
                by_key.entry(key).or_default().push_back(at);
            }
        }
        for (entry, made) in found.iter().zip(&mut made).filter(|(_, made)| made.is_none()) {
            let at = found_key(entry).and_then(|key| by_key.get_mut(&key)?.pop_front());
            if let Some(at) = at {
                taken[at] = true;
                let mut whole = carried[at].clone();
                for name in *right {
                    match entry.get(*name) {
                        Some(value) => drop(whole.insert((*name).to_owned(), value.clone())),
                        None => drop(whole.shift_remove(*name)),
                    }
                }
                *made = Some(whole);
            }
        }
    }
    let entries = found.into_iter().zip(made);
    entries
        .map(|(found, made)| Value::Object(made.unwrap_or(found)))
        .collect()
}
