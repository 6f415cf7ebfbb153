//! JSON: a flow document in its canonical or any other shape.

use super::{ImportError, ImportOptions, Imported};
use crate::flow::FlowDocument;

/// The name of a flow when neither the caller nor the text gives one.
const NAMELESS: &str = "Imported flow";

pub(super) fn import(text: &str, options: ImportOptions) -> Result<Imported, ImportError> {
    let tree_structure: FlowDocument = serde_json::from_str(text).map_err(|error| ImportError {
        line: (error.line() > 0).then_some(error.line()),
        message: error.to_string(),
    })?;
    let name = options.name.unwrap_or_else(|| NAMELESS.to_owned());
    Ok(Imported {
        name,
        description: None,
        category: None,
        tags: vec![],
        tree_structure,
        losses: vec![],
    })
}
