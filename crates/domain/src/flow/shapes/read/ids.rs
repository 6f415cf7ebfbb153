//! Ids for what came without one: made from the words it has, so that the same input always gets the same ids, and adding
//! a step elsewhere does not shift the ids of the others.

use std::collections::{HashMap, HashSet};

/// The longest id made from a text; leaves room for a number behind it.
const SLUG_LEN: usize = 48;

/// Ids that are taken, and new ones that are not.
#[derive(Debug, Default)]
pub(crate) struct GivenIds {
    taken: HashSet<String>,
    /// The last number behind each stem: without it, thousands of equal titles would be counted through again each time.
    numbers: HashMap<String, usize>,
}

impl GivenIds {
    /// Notes an id as taken; false if it already was.
    pub(crate) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// An id from the words of `text`, or from `fallback` if there are none in ASCII; with a number behind it if need be.
    pub(crate) fn give(&mut self, text: &str, fallback: &str) -> String {
        let words = slug(text);
        let stem = if words.is_empty() { fallback } else { &words };
        let number = self.numbers.entry(stem.to_owned()).or_insert(0);
        let id = loop {
            *number += 1;
            let id = if *number == 1 {
                stem.to_owned()
            } else {
                format!("{stem}_{number}")
            };
            if !self.taken.contains(&id) {
                break id;
            }
        };
        self.take(&id);
        id
    }
}

/// `text` in lower-case ASCII letters and digits with underscores between the words.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if slug.len() >= SLUG_LEN {
            break;
        }
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('_') && !matches!(c, '\'' | '’') {
            slug.push('_');
        }
    }
    slug.truncate(slug.trim_end_matches('_').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_the_words_and_are_unique() {
        let mut ids = GivenIds::default();
        assert!(ids.take("yes_2"));
        assert_eq!(ids.give("Yes!", "option"), "yes");
        assert_eq!(ids.give("yes", "option"), "yes_3");
        assert_eq!(ids.give("Проверить порт", "step"), "step");
        assert_eq!(ids.give("Don’t  re-seat the SFP", "step"), "dont_re_seat_the_sfp");
    }
}
