//! `{{name}}` in titles, bodies and commands.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::{Captures, Regex};

static PLACEHOLDER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\{\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*\}\}").expect("the pattern is a constant"));

/// The names that `text` uses, in order, repeated ones repeated.
pub(super) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    PLACEHOLDER
        .captures_iter(text)
        .filter_map(|found| Some(found.get(1)?.as_str()))
}

/// `text` with every `{{name}}` that has a value replaced by it. Others stay as they are.
#[must_use]
pub fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    PLACEHOLDER
        .replace_all(text, |found: &Captures<'_>| {
            values.get(&found[1]).map_or_else(|| found[0].to_owned(), Clone::clone)
        })
        .into_owned()
}
