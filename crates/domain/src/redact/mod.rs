//! Masking secrets before anything leaves: in exports, shares and logs.
//!
//! What is masked is recognised by its shape, or by the words before it; the table is in `rules`. A reader should still see *that* a
//! password was set, so only the value goes and the words around it stay. Ordinary text is left alone: UUIDs, hashes,
//! addresses, and placeholders such as `$TOKEN` or `{{password}}`.

mod rules;
mod shape;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, ops::Range};

use rules::{RULES, Rule, SET};

/// What stands in the place of a secret.
pub const MASK: &str = "••••••";

/// A value so long is masked without a closer look, which also keeps the time linear.
const LONG_VALUE: usize = 512;

/// `text` with everything that looks like a secret replaced by [`MASK`]. Masking twice changes nothing more.
#[must_use]
pub fn mask_secrets(text: &str) -> Cow<'_, str> {
    let Some(mut masked) = mask_once(text) else {
        return Cow::Borrowed(text);
    };
    // A mask can bring words together that were apart. More than once more has not been seen, but costs little to allow.
    for _ in 0..3 {
        match mask_once(&masked) {
            Some(again) => masked = again,
            None => break,
        }
    }
    Cow::Owned(masked)
}

/// Whether a variable of this name holds something that nobody should read in a report, whatever its declared type.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    rules::SECRET_NAME.is_match(name)
}

fn mask_once(text: &str) -> Option<String> {
    let mut secrets: Vec<Range<usize>> = SET
        .matches(text)
        .iter()
        .flat_map(|index| found_by(&RULES[index], text))
        .collect();
    if secrets.is_empty() {
        return None;
    }
    secrets.sort_by_key(|secret| (secret.start, secret.end));
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for secret in secrets {
        if secret.start >= done {
            masked.push_str(&text[done..secret.start]);
            masked.push_str(MASK);
        }
        done = done.max(secret.end);
    }
    masked.push_str(&text[done..]);
    Some(masked)
}

/// The first group that took part in a match is the secret, the whole match where there are no groups.
fn found_by(rule: &Rule, text: &str) -> Vec<Range<usize>> {
    let mut secrets = vec![];
    let mut from = 0;
    while let Some(found) = rule.regex.captures_at(text, from) {
        let Some(whole) = found.get(0) else { break };
        let value = found.iter().skip(1).flatten().next().unwrap_or(whole);
        let range = shape::trimmed(text, value.range());
        let is_secret = !shape::is_placeholder(&text[range.clone()])
            && (range.len() > LONG_VALUE || (rule.accepts)(&text[range.clone()], &text[value.end()..]));
        if is_secret {
            from = whole.end().max(range.end);
            secrets.push(range);
        } else {
            // What is no secret itself may hold the words that announce one.
            from = if value.start() > whole.start() {
                value.start()
            } else {
                whole.end()
            };
        }
        if from >= text.len() {
            break;
        }
    }
    secrets
}
