//! The web app, built into the binary. `web/dist` is embedded when the server is compiled (and read from disk in debug
//! builds, so that a new build of it needs no compiling here).

mod api_reference;
mod file;

use axum::{
    Router,
    http::{HeaderMap, Method, Uri, header},
    response::{Html, IntoResponse, Response},
};
use rust_embed::RustEmbed;

use crate::{
    app::App,
    error::ApiError,
    http::{fallback, security_headers},
};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct Dist;

/// The pages of the API reference; every other page is the app's.
pub fn routes(openapi: &serde_json::Value) -> Router<App> {
    Router::new().merge(api_reference::routes(openapi)).fallback(serve)
}

/// A file of the build; or, for a path of the app, its page: the app finds out itself what to show.
async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if !matches!(method, Method::GET | Method::HEAD) || is_api(path) {
        return fallback::not_found().await.into_response();
    }
    if let Some(answer) = file::answer(path, &headers) {
        return answer;
    }
    let looks_like_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if looks_like_a_file {
        return ApiError::not_found("file").into_response();
    }
    match file::answer("index.html", &headers) {
        Some(mut response) => {
            response
                .headers_mut()
                .insert(header::CONTENT_SECURITY_POLICY, security_headers::APP);
            response
        }
        None => Html(NOT_BUILT).into_response(),
    }
}

/// Whether a path belongs to programs, who are not helped by a page.
fn is_api(path: &str) -> bool {
    path == "api" || path.starts_with("api/")
}

const NOT_BUILT: &str = "<!doctype html><title>Branchbook</title><p>The server runs, but this binary was built without its web app. \
    <code>make build</code> builds both. The API works: <a href=\"/api/openapi.json\">/api/openapi.json</a>.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_api_are_no_pages() {
        assert!(is_api("api") && is_api("api/v1/trees"));
        assert!(!is_api("apiary") && !is_api("flows/api"));
    }
}
