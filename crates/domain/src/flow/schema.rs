//! The JSON Schema of the canonical shape, made from the types and their documentation.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::document::{FlowDocument, FlowKind, MAX_NODES};

/// Where the schema is served, and its `$id`: relative, because every installation serves its own.
pub const SCHEMA_ID: &str = "/api/v1/schemas/flow.json";

/// The schema (draft 2020-12). Unknown fields are allowed everywhere: they are kept.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<FlowDocument>();
    schema.insert("title".to_owned(), "Flow document".into());
    schema.insert("$id".to_owned(), SCHEMA_ID.into());
    schema.insert(
        "allOf".to_owned(),
        FlowKind::ALL.into_iter().map(node_types_of).collect(),
    );
    let mut schema = schema.to_value();
    schema["properties"]["nodes"]["maxItems"] = json!(MAX_NODES);
    schema
}

/// A document of this kind holds these types of nodes only.
fn node_types_of(kind: FlowKind) -> Value {
    let types: Vec<&str> = kind.node_types().iter().map(|node_type| node_type.as_str()).collect();
    json!({
        "if": {"properties": {"kind": {"const": kind}}},
        "then": {"properties": {"nodes": {"items": {"properties": {"type": {"enum": types}}}}}},
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_which_draft_and_id_it_has_and_documents_every_field() {
        let schema = json_schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], SCHEMA_ID);
        let definitions = schema["$defs"].as_object().unwrap().values().chain([&schema]);
        let mut fields = definitions
            .filter_map(|definition| definition["properties"].as_object())
            .flatten();
        assert!(fields.all(|(_, field)| field["description"].is_string()));
        assert!(
            !schema.to_string().contains("[`"),
            "links between Rust items mean nothing in a schema"
        );
    }

    #[test]
    fn it_knows_the_limits_and_the_node_types_of_each_kind() {
        let schema = json_schema();
        assert_eq!(schema["properties"]["nodes"]["maxItems"], 5_000);
        assert_eq!(schema["$defs"]["NodeId"]["pattern"], "^[A-Za-z0-9_.-]{1,64}$");
        let ordered = &schema["allOf"][1];
        assert_eq!(ordered["if"]["properties"]["kind"]["const"], "procedural");
        let types = &ordered["then"]["properties"]["nodes"]["items"]["properties"]["type"]["enum"];
        assert_eq!(types, &json!(["section_header", "procedure_step", "procedure_end"]));
    }
}
