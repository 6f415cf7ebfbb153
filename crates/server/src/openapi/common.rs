//! What every operation has, because of the layers that every request goes through: said here once, not at each handler.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

/// Completes each operation of the document.
pub(super) fn complete(document: &mut Value) {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.flat_map(|(_, path)| path.as_object_mut().into_iter().flatten());
    for (method, operation) in operations {
        let Some(operation) = operation.as_object_mut() else {
            continue;
        };
        let responses = operation.entry("responses").or_insert_with(|| json!({}));
        if let Some(responses) = responses.as_object_mut() {
            describe(responses);
            responses.entry("default").or_insert_with(problem);
        }
        if method == "post" && !operation.contains_key("security") {
            let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
            parameters
                .as_array_mut()
                .into_iter()
                .for_each(|all| all.push(idempotency_key()));
        }
    }
}

/// Says what a status means where a handler says nothing, and that problems are `application/problem+json`.
fn describe(responses: &mut Object) {
    for (status, response) in responses {
        let Some(response) = response.as_object_mut() else {
            continue;
        };
        if response.get("description").is_none_or(|text| text == "") {
            let status = status.parse::<StatusCode>().ok();
            let reason = status.and_then(|status| status.canonical_reason()).unwrap_or_default();
            response.insert("description".to_owned(), reason.into());
        }
        let content = response.get_mut("content").and_then(Value::as_object_mut);
        if let Some(content) = content
            && content
                .get("application/json")
                .is_some_and(|json| json["schema"]["$ref"] == PROBLEM)
            && let Some(problem) = content.remove("application/json")
        {
            content.insert("application/problem+json".to_owned(), problem);
        }
    }
}

const PROBLEM: &str = "#/components/schemas/Problem";

fn problem() -> Value {
    json!({
        "description": "Any other problem: its `code` says which. `unauthenticated`, `token_expired` or `token_revoked` (401), \
            `method_not_allowed` (405), `request_timeout` (408), `too_large` (413), `rate_limited` (429, with Retry-After), \
            `internal_error` (500), `unavailable` (503).",
        "content": { "application/problem+json": { "schema": { "$ref": PROBLEM } } },
    })
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Your own name for this request, such as a random UUID. Sent again with the same key within a day, the request \
            is not done again, but answered as before (with `Idempotency-Replayed: true`).",
        "required": false,
        "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_tells_its_problems() {
        let mut document = json!({"paths": {"/a": {
            "get": {"responses": {"200": {}, "404": {"content": {"application/json": {"schema": {"$ref": PROBLEM}}}}}},
            "post": {},
        }}});
        complete(&mut document);
        let get = &document["paths"]["/a"]["get"];
        assert_eq!(get["responses"]["200"]["description"], "OK");
        assert_eq!(
            get["responses"]["404"]["content"]["application/problem+json"]["schema"]["$ref"],
            PROBLEM
        );
        assert!(get["responses"]["default"].is_object());
        assert_eq!(
            document["paths"]["/a"]["post"]["parameters"][0]["name"],
            "Idempotency-Key"
        );
    }
}
