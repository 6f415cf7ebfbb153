//! JSON that can be imported: the tree as the API has it, without what belongs to one installation.

use serde::Serialize;

use super::Flow;
use crate::flow::{FlowDocument, FlowKind, MAX_BYTES};

#[derive(Serialize)]
struct Tree<'a> {
    name: &'a str,
    tree_type: FlowKind,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    tree_structure: &'a FlowDocument,
}

pub(super) fn write(flow: &Flow<'_>) -> String {
    let tree = Tree {
        name: flow.name,
        tree_type: flow.document.kind,
        description: flow.description,
        category: flow.category,
        tags: flow.tags,
        tree_structure: flow.document,
    };
    // A document is made of strings, numbers and lists; there is nothing in it that JSON cannot say.
    let mut text = serde_json::to_string_pretty(&tree).unwrap_or_default();
    if text.len() >= MAX_BYTES {
        // Indentation must not make it too large to be imported.
        text = serde_json::to_string(&tree).unwrap_or_default();
    }
    text.push('\n');
    text
}
