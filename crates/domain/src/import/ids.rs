//! Node ids made from what an author wrote: kept when they can be, else made valid; the same text gives the same ids.

use std::collections::{HashMap, HashSet};

use crate::flow::NodeId;

/// The most characters of an id made from a title; leaves room for a number.
const MAX_SLUG: usize = 48;

/// Gives out ids that are unique in one document.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: HashSet<String>,
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// `wanted` if it is valid and free, else as near to it as can be.
    pub(crate) fn keep(&mut self, wanted: &str) -> NodeId {
        self.free(&valid(wanted))
    }

    /// An id that reads like `title`, or `fallback` when nothing of it can be in an id.
    pub(crate) fn slug(&mut self, title: &str, fallback: &str) -> NodeId {
        let slug = slug(title);
        self.free(if slug.is_empty() { fallback } else { &slug })
    }

    fn free(&mut self, base: &str) -> NodeId {
        let number = self.numbers.entry(base.to_owned()).or_insert(1);
        let mut id = base.to_owned();
        while self.taken.contains(&id) {
            *number += 1;
            let suffix = format!("-{number}");
            id = format!("{}{suffix}", &base[..base.len().min(NodeId::MAX_LEN - suffix.len())]);
        }
        self.taken.insert(id.clone());
        id.parse()
            .expect("made of allowed characters, neither empty nor too long")
    }
}

/// The text with every run of characters that an id cannot have replaced by `_`.
fn valid(text: &str) -> String {
    let mut id = String::new();
    for c in text.chars().take(4 * NodeId::MAX_LEN) {
        match folded(c) {
            Some(letters) => id.push_str(letters),
            None if NodeId::allows(c) => id.push(c),
            None if id.ends_with('_') => {}
            None => id.push('_'),
        }
    }
    id.truncate(NodeId::MAX_LEN);
    if id.chars().all(|c| c == '_') && !text.chars().all(|c| c == '_') || id.is_empty() {
        "node".to_owned()
    } else {
        id
    }
}

/// Lower case words of letters and digits joined by `-`; empty when the text has none.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        let mut buffer = [0; 4];
        let letters = match folded(c) {
            Some(letters) => letters,
            None if c.is_ascii_alphanumeric() => c.encode_utf8(&mut buffer),
            // An apostrophe does not part a word.
            None if matches!(c, '\'' | '’') => continue,
            None => "-",
        };
        if letters == "-" && (slug.is_empty() || slug.ends_with('-')) {
            continue;
        }
        slug.push_str(&letters.to_ascii_lowercase());
        if slug.len() > MAX_SLUG {
            let end = slug[..MAX_SLUG].rfind('-').unwrap_or(MAX_SLUG);
            slug.truncate(end);
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The letters of European languages without their marks.
const fn folded(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' | 'ă' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Å' | 'Ą' => "A",
        'ä' | 'æ' => "ae",
        'Ä' | 'Æ' => "Ae",
        'ç' | 'ć' | 'č' => "c",
        'Ç' | 'Ć' | 'Č' => "C",
        'ď' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'È' | 'É' | 'Ê' | 'Ë' | 'Ę' => "E",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ı' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' | 'İ' => "I",
        'ł' => "l",
        'Ł' => "L",
        'ñ' | 'ń' | 'ň' => "n",
        'Ñ' | 'Ń' => "N",
        'ò' | 'ó' | 'ô' | 'õ' | 'ő' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' => "O",
        'ö' | 'ø' | 'œ' => "oe",
        'Ö' | 'Ø' | 'Œ' => "Oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'Ś' | 'Š' | 'Ş' => "S",
        'ß' => "ss",
        'ť' => "t",
        'ù' | 'ú' | 'û' | 'ů' | 'ű' => "u",
        'Ù' | 'Ú' | 'Û' => "U",
        'ü' => "ue",
        'Ü' => "Ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'Ź' | 'Ż' | 'Ž' => "Z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_valid_id_is_kept() {
        assert_eq!(Ids::default().keep("Check_GitHub.2-a").as_str(), "Check_GitHub.2-a");
    }

    #[test]
    fn an_invalid_id_is_made_valid_and_stays_recognizable() {
        let mut ids = Ids::default();
        assert_eq!(ids.keep("Größe/prüfen").as_str(), "Groesse_pruefen");
        assert_eq!(ids.keep("起動").as_str(), "node");
        assert_eq!(ids.keep("").as_str(), "node-2");
        assert_eq!(ids.keep(&"x".repeat(100)).as_str(), "x".repeat(64));
    }

    #[test]
    fn ids_of_one_document_are_unique() {
        let mut ids = Ids::default();
        let made: Vec<_> = (0..4).map(|_| ids.slug("Check logs!", "step")).collect();
        let made: Vec<_> = made.iter().map(NodeId::as_str).collect();
        assert_eq!(made, ["check-logs", "check-logs-2", "check-logs-3", "check-logs-4"]);
        let long = "y".repeat(64);
        assert_eq!(ids.keep(&long).as_str(), long);
        assert_eq!(ids.keep(&long).as_str(), format!("{}-2", "y".repeat(62)));
    }

    #[test]
    fn a_slug_ends_at_a_word() {
        assert_eq!(slug("Don’t panic: the *disk* is full"), "dont-panic-the-disk-is-full");
        assert_eq!(slug("Überprüfen Sie das Netz"), "ueberpruefen-sie-das-netz");
        let long = slug("check the status of the pods which belong to the replica sets under the deployment");
        assert_eq!(long, "check-the-status-of-the-pods-which-belong-to");
        assert_eq!(slug("🚨"), "");
    }
}
