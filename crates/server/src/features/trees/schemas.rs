//! `GET /schemas/flow.json` and `/schemas/templates.json`

use std::sync::LazyLock;

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use branchbook_domain::flow::{completion, schema};
use sha2::{Digest, Sha256};

use crate::http::{content_tag, is_known};

/// A document that is the same for everybody for as long as this build runs.
struct Published {
    json: String,
    tag: String,
}

impl Published {
    fn new(document: &serde_json::Value) -> Self {
        let json = format!("{document:#}");
        let tag = content_tag(&Sha256::digest(&json).into());
        Self { json, tag }
    }

    fn answer(&'static self, headers: &HeaderMap, media_type: &'static str) -> Response {
        let always = [
            (header::ETAG, self.tag.as_str()),
            (header::CACHE_CONTROL, "public, max-age=3600"),
        ];
        if is_known(&self.tag, headers) {
            return (StatusCode::NOT_MODIFIED, always).into_response();
        }
        (always, [(header::CONTENT_TYPE, media_type)], self.json.as_str()).into_response()
    }
}

static FLOW: LazyLock<Published> = LazyLock::new(|| Published::new(&schema::json_schema()));
static TEMPLATES: LazyLock<Published> = LazyLock::new(|| Published::new(&completion::templates()));

/// The JSON Schema of the flow document
///
/// Of its canonical form, as JSON Schema 2020-12. It changes only with the server's version.
#[utoipa::path(get, path = "/api/v1/schemas/flow.json", tag = "Flows", operation_id = "flow_schema", security(()), responses(
    (status = OK, body = serde_json::Value, content_type = "application/schema+json", headers(("ETag" = String))),
    (status = NOT_MODIFIED, description = "The caller has it"),
))]
pub async fn flow(headers: HeaderMap) -> Response {
    FLOW.answer(&headers, "application/schema+json")
}

/// The templates of nodes
///
/// For each kind of flow and type of node the fields that its template asks for: completion is measured by them. It changes only
/// with the server's version.
#[utoipa::path(get, path = "/api/v1/schemas/templates.json", tag = "Flows", operation_id = "node_templates", security(()), responses(
    (status = OK, body = serde_json::Value, headers(("ETag" = String))),
    (status = NOT_MODIFIED, description = "The caller has it"),
))]
pub async fn templates(headers: HeaderMap) -> Response {
    TEMPLATES.answer(&headers, "application/json")
}
