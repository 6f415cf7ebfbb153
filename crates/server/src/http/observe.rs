//! Around every request: its id, the span of its log lines, one line about it when it is answered, and its numbers.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, StatusCode, Uri},
    middleware::Next,
    response::Response,
};
use tokio::time::Instant;
use tracing::{Instrument, Span};

use super::request_id;
use crate::app::App;

/// What is logged of a request, so that operators can ask for more or less of it: `BRANCHBOOK_LOG=info,branchbook::request=warn`.
const TARGET: &str = "branchbook::request";

/// What the log says of clients that closed the connection before they were answered (nginx's code for it).
const CLIENT_GONE: StatusCode = match StatusCode::from_u16(499) {
    Ok(status) => status,
    Err(_) => StatusCode::BAD_REQUEST,
};

/// The layer. It is the outermost: what it does not see did not happen.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id::of(request.headers(), &app.ids);
    let span = tracing::info_span!(target: TARGET, "request", id);
    let mut exchange = Exchange::begin(app.clone(), &request, span.clone());
    let header = HeaderValue::from_str(&id);
    let mut response = request_id::scope(id, next.run(request)).instrument(span).await;
    if let Ok(header) = header {
        response.headers_mut().insert(request_id::HEADER, header);
    }
    exchange.status = response.status();
    response
}

/// One request and its answer. Dropped without an answer when the client closes the connection.
struct Exchange {
    app: App,
    method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    started: Instant,
    status: StatusCode,
    span: Span,
}

impl Exchange {
    fn begin(app: App, request: &Request, span: Span) -> Self {
        app.metrics.began();
        Self {
            app,
            method: request.method().clone(),
            uri: request.uri().clone(),
            route: request.extensions().get().cloned(),
            started: Instant::now(),
            status: CLIENT_GONE,
            span,
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let took = self.started.elapsed();
        self.app
            .metrics
            .ended(&self.method, self.route.as_ref(), self.status, took);
        let _entered = self.span.enter();
        tracing::info!(
            target: TARGET,
            method = %self.method,
            path = %Shown(self.uri.path()),
            status = self.status.as_u16(),
            ms = took.as_micros() as f64 / 1000.0,
            "answered",
        );
    }
}

/// A path as it may be logged. Links to shares and invites have their secret in the path: of a long segment that is no id,
/// only the beginning is shown. The query is never logged.
struct Shown<'a>(&'a str);

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, segment) in self.0.split('/').enumerate() {
            if at > 0 {
                f.write_str("/")?;
            }
            let is_harmless = segment.len() < 20 || uuid::Uuid::try_parse(segment).is_ok() || segment.contains('.');
            match segment.get(..4).filter(|_| !is_harmless) {
                Some(beginning) => write!(f, "{beginning}…")?,
                None => f.write_str(segment)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_paths_are_not_logged() {
        let id = "0192a4c2-7b1e-7c3a-9d62-0c9a1b2c3d4e";
        for (path, shown) in [
            (format!("/api/v1/trees/{id}"), format!("/api/v1/trees/{id}")),
            ("/share/".to_owned() + &"k".repeat(64), "/share/kkkk…".to_owned()),
            (
                "/assets/index-BmYy8gqLx2Qw.js".to_owned(),
                "/assets/index-BmYy8gqLx2Qw.js".to_owned(),
            ),
            ("/".to_owned(), "/".to_owned()),
        ] {
            assert_eq!(Shown(&path).to_string(), shown);
        }
    }
}
