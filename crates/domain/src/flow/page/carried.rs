//! What readers do not see, in a comment of one line: `<!-- branchbook: {…} -->` behind a step, `<!-- branchbook flow: {…} -->`
//! at the end of the page.

use serde_json::Value;

use super::Object;

/// What it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Step,
    Flow,
}

impl Of {
    const fn start(self) -> &'static str {
        match self {
            Self::Step => "<!-- branchbook:",
            Self::Flow => "<!-- branchbook flow:",
        }
    }
}

/// The comment, if there is anything to carry.
pub(super) fn written(of: Of, fields: &Object) -> Option<String> {
    if fields.is_empty() {
        return None;
    }
    // These stand in texts only, and a text may be written like this. So nothing in it ends the comment.
    let json = Value::Object(fields.clone()).to_string();
    let json = json
        .replace("--", "-\\u002d")
        .replace('<', "\\u003c")
        .replace('>', "\\u003e");
    Some(format!("{} {json} -->", of.start()))
}

/// The JSON in a line that is such a comment.
pub(super) fn find(line: &str) -> Option<(Of, &str)> {
    [Of::Step, Of::Flow].into_iter().find_map(|of| {
        let json = line.strip_prefix(of.start())?.strip_suffix("-->")?;
        Some((of, json.trim()))
    })
}

/// The fields of [`find`]; nothing if somebody has broken them.
pub(super) fn read(json: &str) -> Option<Object> {
    let mut value = serde_json::from_str(json).ok()?;
    crate::import::without_nul(&mut value);
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}
