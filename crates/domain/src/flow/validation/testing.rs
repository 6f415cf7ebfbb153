//! Short ways to write documents and to ask what is found in them.

use serde_json::Value;

use super::{FindingCode, validate};
use crate::flow::{document::FlowDocument, shapes};

/// A document from JSON that must be readable.
pub(super) fn document(value: Value) -> FlowDocument {
    shapes::parse(None, value).expect("the test's document is readable")
}

/// The nodes for which this is found, "" for the whole flow.
pub(super) fn found(code: FindingCode, value: Value) -> Vec<String> {
    let of_code = validate(&document(value), None)
        .into_iter()
        .filter(|finding| finding.code == code);
    of_code
        .map(|finding| finding.node_id.map(String::from).unwrap_or_default())
        .collect()
}

/// The messages with this code.
pub(super) fn messages(code: FindingCode, value: Value) -> Vec<String> {
    let of_code = validate(&document(value), None)
        .into_iter()
        .filter(|finding| finding.code == code);
    of_code.map(|finding| finding.message).collect()
}
