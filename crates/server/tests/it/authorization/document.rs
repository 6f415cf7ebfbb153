//! The operations of the OpenAPI document, with a request for each that its schemas allow.

use std::sync::atomic::{AtomicU32, Ordering};

use branchbook_test_support::{Client, Response};
use serde_json::{Map, Value, json};

use super::objects;

/// One method of one path.
pub struct Operation {
    pub method: String,
    pub path: String,
    document: Value,
    operation: Value,
}

/// All operations of the document.
pub fn operations(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        let methods =
            methods.filter(|(method, _)| !matches!(method.as_str(), "parameters" | "summary" | "description"));
        methods.map(|(method, operation)| Operation {
            method: method.to_uppercase(),
            path: path.clone(),
            document: document.clone(),
            operation: operation.clone(),
        })
    });
    operations.collect()
}

impl Operation {
    /// Sends a request that is well-formed, to this path.
    pub async fn send(&self, client: &Client, path: &str) -> Response {
        self.send_changed(client, path, |_| ()).await
    }

    /// The same, with something changed in its body.
    pub async fn send_changed(&self, client: &Client, path: &str, change: impl FnOnce(&mut Value)) -> Response {
        let mut request = client.request(
            self.method.parse().expect("a method"),
            &format!("{path}{}", self.query()),
        );
        for (name, value) in self.required("header") {
            request = request.header(&name, value);
        }
        if let Some((media_type, mut body)) = self.body() {
            change(&mut body);
            request = match (media_type.as_str(), body) {
                ("application/x-www-form-urlencoded", body) => request.form(body),
                (media_type, Value::String(text)) if !media_type.ends_with("json") => request.text(media_type, text),
                (_, body) => request.json(body),
            };
        }
        request.send().await
    }

    fn query(&self) -> String {
        let pairs: Vec<_> = self
            .required("query")
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }

    /// The parameters in this place that cannot be left out.
    fn required(&self, place: &str) -> impl Iterator<Item = (String, String)> {
        let parameters = self.operation["parameters"].as_array().into_iter().flatten();
        let required = parameters.filter(move |parameter| parameter["in"] == place && parameter["required"] == true);
        required.map(|parameter| {
            let name = parameter["name"].as_str().expect("a name").to_owned();
            let value = match self.example(&parameter["schema"]) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            (name, value)
        })
    }

    /// A body, if there has to be one, with its media type.
    fn body(&self) -> Option<(String, Value)> {
        let body = self.operation.get("requestBody")?;
        let (media_type, content) = body["content"].as_object()?.iter().next()?;
        if let Some(body) = objects::body(&self.method, &self.path) {
            return Some((media_type.clone(), body));
        }
        (body["required"] == true).then(|| (media_type.clone(), self.example(&content["schema"])))
    }

    /// A value that the schema allows, with nothing that can be left out.
    fn example(&self, schema: &Value) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.document.pointer(reference.trim_start_matches('#'));
            return self.example(target.unwrap_or_else(|| panic!("{reference} is in the document")));
        }
        for list in ["oneOf", "anyOf"] {
            let choices = schema[list].as_array().into_iter().flatten();
            if let Some(choice) = choices.into_iter().find(|choice| choice["type"] != "null") {
                return self.example(choice);
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let parts = parts.iter().filter_map(|part| self.example(part).as_object().cloned());
            return Value::Object(parts.flatten().collect());
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(value) = schema["enum"].as_array().and_then(|values| values.first()) {
            return value.clone();
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
        match (kind, schema["format"].as_str()) {
            (Some("string"), Some("email")) => {
                // Each call its own, since addresses are unique.
                static CALLS: AtomicU32 = AtomicU32::new(0);
                json!(format!("sweep-{}@example.com", CALLS.fetch_add(1, Ordering::Relaxed)))
            }
            _ if schema.get("example").is_some() => schema["example"].clone(),
            (Some("string"), Some("uuid")) => json!("01900000-0000-7000-8000-000000000000"),
            (Some("string"), Some("date-time")) => json!("2026-11-20T12:00:00Z"),
            (Some("string"), _) => {
                let least = schema["minLength"].as_u64().unwrap_or(1);
                json!("x".repeat(usize::try_from(least.max(1)).expect("a length")))
            }
            (Some("integer" | "number"), _) => json!(schema["minimum"].as_i64().unwrap_or(0).max(1)),
            (Some("boolean"), _) => json!(true),
            (Some("array"), _) => match schema["minItems"].as_u64() {
                Some(1..) => json!([self.example(&schema["items"])]),
                _ => json!([]),
            },
            _ => {
                let required = schema["required"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                let fields: Map<_, _> = required
                    .map(|name| (name.to_owned(), self.example(&schema["properties"][name])))
                    .collect();
                Value::Object(fields)
            }
        }
    }
}
