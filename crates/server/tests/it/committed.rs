//! What is made of the code and committed beside it, for clients and readers, says what the code says.

use std::path::Path;

use branchbook_server::{error, openapi};

fn assert_committed(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    // Not assert_eq: nobody reads two printed documents.
    assert!(
        committed.trim_end() == made.trim_end(),
        "{path} is not what the code says: run `make openapi` and commit what changes"
    );
}

#[test]
fn the_committed_openapi_document_is_this_one() {
    assert_committed("api/openapi.json", &format!("{:#}", openapi::document()));
}

#[test]
fn the_committed_error_codes_are_these() {
    assert_committed("api/errors.json", &error::json());
    assert_committed("docs/errors.md", &error::markdown());
}
