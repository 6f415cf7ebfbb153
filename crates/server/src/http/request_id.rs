//! An id per request: in the answer's header, in problem documents and on every log line.

use std::future::Future;

use axum::http::{HeaderMap, HeaderName};

use crate::app::Ids;

/// The header that carries the id, in and out.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the request under way; empty outside of one.
#[must_use]
pub fn current() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// The id that a proxy in front has given, if it is a plain one, or a new one.
pub(super) fn of(headers: &HeaderMap, ids: &Ids) -> String {
    let given = headers
        .get(HEADER)
        .and_then(|id| id.to_str().ok())
        .filter(|id| is_plain(id));
    given.map_or_else(|| ids.next_uuid().to_string(), str::to_owned)
}

/// Runs the future as part of the request with this id.
pub(super) fn scope<F: Future>(id: String, future: F) -> impl Future<Output = F::Output> {
    CURRENT.scope(id, future)
}

/// Whether a foreign id is safe to log and send back.
fn is_plain(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_id_is_taken_over_only_if_it_is_plain() {
        assert!(is_plain("0af7651916cd43dd8448eb211c80319c"));
        for id in ["short", "a\nb-------", "<script>alert</script>", &"a".repeat(65)] {
            assert!(!is_plain(id), "{id}");
        }
    }
}
