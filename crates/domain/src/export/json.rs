//! The story as JSON, indented, with a line end.

use super::story::Story;

pub(super) fn render(story: &Story) -> String {
    // A story is made of strings, numbers and lists; there is nothing in it that JSON cannot say.
    let mut json = serde_json::to_string_pretty(story).unwrap_or_default();
    json.push('\n');
    json
}
