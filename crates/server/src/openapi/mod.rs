//! The OpenAPI document: the operations from the route table, the domain's types from the JSON Schema they derive, and what
//! is common to all.

mod common;
pub(crate) mod schema;

use branchbook_domain::{
    export,
    flow::{self, FlowDocument, FlowKind, change, completion::Completion, validation::Finding},
    import::{self, Loss},
    run,
};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::router;

/// The document of this build, as it is served at `/api/openapi.json` and committed as `api/openapi.json`.
#[must_use]
pub fn document() -> Value {
    complete(&router::operations())
}

/// The document of these operations.
pub(crate) fn complete(operations: &OpenApi) -> Value {
    let mut document = serde_json::to_value(operations).unwrap_or_default();
    if let Some(schemas) = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        schemas.extend(domain_schemas());
        schemas.sort_keys();
    }
    common::complete(&mut document);
    document
}

/// The schemas that operations refer to by name: see [`schema`].
fn domain_schemas() -> serde_json::Map<String, Value> {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
    // What the server only ever answers has all its members; what it takes may leave out those with a default.
    let mut answers = settings.clone().for_serialize().into_generator();
    let mut generator = settings.into_generator();
    let mut schemas = serde_json::Map::new();
    add::<FlowKind>(&mut schemas, &mut generator, "TreeType");
    add::<FlowDocument>(&mut schemas, &mut generator, "FlowDocument");
    add::<Finding>(&mut schemas, &mut generator, "Finding");
    add::<Completion>(&mut schemas, &mut generator, "Completion");
    add::<Loss>(&mut schemas, &mut generator, "Loss");
    add::<import::Format>(&mut schemas, &mut generator, "ImportFormat");
    add::<flow::export::Format>(&mut schemas, &mut generator, "FlowFormat");
    add::<run::Status>(&mut schemas, &mut generator, "SessionStatus");
    add::<run::Outcome>(&mut schemas, &mut generator, "Outcome");
    add::<run::EventKind>(&mut schemas, &mut generator, "SessionEventKind");
    add::<run::CustomStepType>(&mut schemas, &mut generator, "CustomStepType");
    add::<run::CustomContent>(&mut schemas, &mut generator, "CustomContent");
    add::<export::Format>(&mut schemas, &mut generator, "ExportFormat");
    add::<change::Side>(&mut schemas, &mut generator, "MergeSide");
    add::<change::Diff>(&mut schemas, &mut answers, "Diff");
    add::<change::Conflict>(&mut schemas, &mut answers, "Conflict");
    add::<run::PathEntry>(&mut schemas, &mut answers, "PathEntry");
    add::<run::CustomStep>(&mut schemas, &mut answers, "CustomStep");
    add::<run::Progress>(&mut schemas, &mut answers, "Progress");
    let definitions = generator.take_definitions(true).into_iter();
    for (name, schema) in definitions.chain(answers.take_definitions(true)) {
        schemas.entry(name).or_insert(schema);
    }
    schemas
}

fn add<T: JsonSchema>(schemas: &mut serde_json::Map<String, Value>, generator: &mut SchemaGenerator, name: &str) {
    schemas.insert(name.to_owned(), T::json_schema(generator).to_value());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_to_a_schema() {
        let document = document();
        let text = document.to_string();
        for reference in text
            .split("\"$ref\":\"#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(document.pointer(reference).is_some(), "{reference} leads nowhere");
        }
    }
    #[test]
    fn no_schema_of_the_domain_takes_the_name_of_another() {
        let operations = serde_json::to_value(router::operations()).unwrap();
        let taken = operations["components"]["schemas"].as_object().unwrap();
        for name in domain_schemas().keys() {
            // A type that only stands for the domain's is a reference to itself.
            let stands_for_it = taken
                .get(name)
                .is_none_or(|schema| schema["$ref"] == format!("#/components/schemas/{name}"));
            assert!(stands_for_it, "there are two schemas with the name {name}");
        }
    }
}
