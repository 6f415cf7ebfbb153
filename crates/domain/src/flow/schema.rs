//! The JSON Schema of the canonical shape, made from the types and their documentation.

use serde_json::Value;

use super::document::FlowDocument;

/// Where the schema is served; its `$id`.
pub const SCHEMA_ID: &str = "/api/v1/schemas/flow.json";

/// The schema (draft 2020-12).
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = schemars::schema_for!(FlowDocument);
    schema.insert("$id".to_owned(), SCHEMA_ID.into());
    schema.to_value()
}
