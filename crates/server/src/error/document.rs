//! The table of error codes for those who write clients: `api/errors.json` and `docs/errors.md`.

use std::fmt::Write;

use serde_json::json;

use super::Code;

/// `api/errors.json`.
#[must_use]
pub fn json() -> String {
    let codes = Code::ALL
        .iter()
        .map(|code| json!({"code": code.as_str(), "status": code.status().as_u16(), "title": code.title()}));
    format!("{:#}", serde_json::Value::from_iter(codes))
}

/// `docs/errors.md`.
#[must_use]
pub fn markdown() -> String {
    let mut text = "# Error codes\n\n\
        Every answer that is no success is a problem document (RFC 9457, `application/problem+json`). Switch on its `code`: it is\n\
        one of these and never changes its meaning. `detail` says what happened and what to do, `errors` which fields of the body\n\
        are wrong, and `request_id` finds the request in the server's log.\n\n\
        This page is made of `crates/server/src/error/codes.rs` by `make openapi`.\n\n\
        | code | status | title |\n|---|---|---|\n"
        .to_owned();
    for code in Code::ALL {
        let _ = writeln!(
            text,
            "| <a id=\"{0}\"></a>`{0}` | {1} | {2} |",
            code.as_str(),
            code.status().as_u16(),
            code.title()
        );
    }
    text
}
