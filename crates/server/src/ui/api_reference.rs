//! The API's document and the pages that show it: Swagger UI, Redoc and the list of error codes. All of it is in the binary.

use std::fmt::Write;

use axum::{
    Router,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;

use super::{NOT_BUILT, file};
use crate::{app::App, error::Code, http::security_headers};

const POLICY: [(HeaderName, HeaderValue); 1] = [(header::CONTENT_SECURITY_POLICY, security_headers::API_REFERENCE)];

pub(super) fn routes(openapi: &serde_json::Value) -> Router<App> {
    // Written once: it is the same for everyone until the next build.
    let document = Bytes::from(openapi.to_string());
    let json = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Router::new()
        .route("/api/openapi.json", get(async move || (json, document)))
        .route(
            "/api/docs",
            get(async |headers: HeaderMap| page("docs/swagger.html", &headers)),
        )
        .route(
            "/api/redoc",
            get(async |headers: HeaderMap| page("docs/redoc.html", &headers)),
        )
        .route("/docs/errors", get(async || (POLICY, Html(errors()))))
}

fn page(path: &str, asked: &HeaderMap) -> Response {
    match file::answer(path, asked) {
        Some(page) => (POLICY, page).into_response(),
        None => (POLICY, Html(NOT_BUILT)).into_response(),
    }
}

/// What the `type` of a problem document leads to: `/docs/errors#<code>`.
fn errors() -> String {
    let mut page = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Error codes · Branchbook</title>\
        <style>body{font-family:system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}</style>\
        <h1>Error codes</h1><dl>"
        .to_owned();
    for code in Code::ALL {
        let (name, status, title) = (code.as_str(), code.status().as_u16(), code.title());
        let _ = write!(page, "<dt id=\"{name}\"><code>{name}</code> · {status}<dd>{title}.");
    }
    page + "</dl></html>"
}
