//! JSON: a flow document of any shape, alone or in a tree as the API answers it.

use serde_json::{Map, Value};

use super::{ImportError, ImportOptions, Imported, losses::Losses, text::Title};
use crate::flow::{FlowKind, fault::Rejected, shapes};

/// The name of a flow when neither the caller nor the text gives one.
const NAMELESS: &str = "Imported flow";
/// How many faults are told in one message.
const MOST_FAULTS: usize = 5;

pub(super) fn import(text: &str, options: ImportOptions) -> Result<Imported, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut value: Value = serde_json::from_str(text).map_err(|error| {
        let fault = ImportError::whole(format!("this is no JSON: {error}"));
        if error.line() > 0 {
            fault.on_line(error.line())
        } else {
            fault
        }
    })?;
    if text.contains("\\u0000") {
        without_nul(&mut value);
    }
    let mut tree = Tree::default();
    if let Value::Object(fields) = &mut value
        && let Some(document) = fields.remove("tree_structure")
    {
        tree = Tree::take(fields);
        value = document;
    }
    let named = |value: &Value| ["name", "title"].iter().find_map(|key| text_of(value.get(key)?));
    let name = options.name.or(tree.name).or_else(|| named(&value));
    let kind = options.kind.or(tree.kind);
    let tree_structure = shapes::parse(kind, value).map_err(|rejected| refused(&rejected))?;
    let name = name.map(|name| Title::of(&name).text).filter(|name| !name.is_empty());
    Ok(Imported {
        name: name.unwrap_or_else(|| NAMELESS.to_owned()),
        description: tree.description,
        category: tree.category,
        tags: tree.tags,
        tree_structure,
        losses: tree.losses.finish(),
    })
}

/// What stands around the document in a tree as the API answers it.
#[derive(Default)]
struct Tree {
    name: Option<String>,
    kind: Option<FlowKind>,
    description: Option<String>,
    category: Option<String>,
    tags: Vec<String>,
    losses: Losses,
}

impl Tree {
    fn take(fields: &mut Map<String, Value>) -> Self {
        let mut text = |key: &str| fields.shift_remove(key).as_ref().and_then(text_of);
        let mut tree = Self {
            name: text("name"),
            description: text("description"),
            category: text("category"),
            ..Self::default()
        };
        if let Some(kind) = fields.shift_remove("tree_type") {
            tree.kind = serde_json::from_value(kind).ok();
        }
        if let Some(Value::Array(tags)) = fields.shift_remove("tags") {
            tree.tags = tags.iter().filter_map(text_of).collect();
        }
        for (key, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            tree.losses.at(
                format!("field {key}"),
                format!("belongs to the tree it was taken from: {value}"),
            );
        }
        tree
    }
}

fn text_of(value: &Value) -> Option<String> {
    value
        .as_str()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// No text needs a NUL, and databases keep none. JSON can write one.
pub(crate) fn without_nul(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => *text = text.replace('\0', "\u{fffd}"),
        Value::Array(items) => items.iter_mut().for_each(without_nul),
        Value::Object(fields) => {
            let all = std::mem::take(fields).into_iter();
            *fields = all
                .map(|(name, value)| (name.replace('\0', "\u{fffd}"), value))
                .collect();
            fields.values_mut().for_each(without_nul);
        }
        _ => {}
    }
}

/// Why a document is no flow, for whoever wrote it.
pub(crate) fn refused(rejected: &Rejected) -> ImportError {
    let Rejected::Invalid(faults) = rejected else {
        return ImportError::over_limit(rejected.to_string());
    };
    let told = faults
        .iter()
        .take(MOST_FAULTS)
        .map(|fault| match fault.pointer.as_str() {
            "" => fault.message.clone(),
            pointer => format!("{pointer}: {}", fault.message),
        });
    let mut message = told.collect::<Vec<_>>().join("; ");
    if faults.len() > MOST_FAULTS {
        message.push_str(&format!("; and {} more", faults.len() - MOST_FAULTS));
    }
    ImportError::whole(message)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn imported(value: &Value) -> Result<Imported, ImportError> {
        import(&value.to_string(), ImportOptions::default())
    }

    #[test]
    fn a_document_of_any_shape_is_read() {
        let flow = imported(&json!({"name": "Patch night", "steps": ["Stop", "Patch"]})).expect("read");
        assert_eq!(flow.name, "Patch night");
        assert_eq!(flow.tree_structure.kind, FlowKind::Procedural);
        assert_eq!(
            imported(&json!({"kind": "impact", "nodes": []})).expect("read").name,
            NAMELESS
        );
    }

    #[test]
    fn a_tree_from_the_api_is_unwrapped_and_what_belongs_to_it_listed() {
        let tree = json!({"id": "7", "name": "VPN", "tree_type": "procedural", "tags": ["net"], "category": "Network",
            "description": "Why", "author": null, "tree_structure": {"steps": ["Reconnect"]}});
        let flow = imported(&tree).expect("read");
        assert_eq!(
            (flow.name.as_str(), flow.tags.as_slice()),
            ("VPN", &["net".to_owned()][..])
        );
        assert_eq!(
            (flow.category.as_deref(), flow.description.as_deref()),
            (Some("Network"), Some("Why"))
        );
        let losses: Vec<_> = flow.losses.iter().map(|loss| loss.where_.as_str()).collect();
        assert_eq!(losses, ["field id"]);
    }

    #[test]
    fn faults_are_told_with_their_place() {
        let error = import("{\n\"nodes\": [}", ImportOptions::default()).expect_err("no JSON");
        assert_eq!(error.line, Some(2));
        let error = imported(&json!({"kind": "troubleshooting", "nodes": [{"id": "a b", "type": "action"}]}));
        let error = error.expect_err("invalid");
        assert!(error.message.contains("/nodes/0/id"), "{}", error.message);
        assert!(!error.too_large);
    }

    #[test]
    fn a_document_of_another_kind_than_the_caller_named_is_refused() {
        let options = ImportOptions {
            kind: Some(FlowKind::Impact),
            name: None,
        };
        assert!(import(r#"{"kind":"procedural","nodes":[]}"#, options).is_err());
    }
}
