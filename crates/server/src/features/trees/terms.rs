//! From text to the words that the index has and a search looks for: the same on both engines.

use std::collections::BTreeSet;

use branchbook_db::Each;
use branchbook_domain::id::TenantId;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longer words are cut.
const LONGEST_WORD: usize = 40;
/// More words of a search are left out.
const MOST_WORDS: usize = 12;

/// The words of a text in order: lower case, without accents. Scripts that write no spaces give one word per character.
pub fn words(text: &str) -> Vec<String> {
    let folded = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .flat_map(one_spelling);
    let mut words = vec![String::new()];
    for c in folded {
        let Some(word) = words.last_mut() else { break };
        if is_unspaced(c) {
            words.extend([c.to_string(), String::new()]);
        } else if !c.is_alphanumeric() {
            words.push(String::new());
        } else if word.len() < LONGEST_WORD {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Letters that people write in either way.
fn one_spelling(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' => ('s', Some('s')),
        'ς' => ('σ', None),
        other => (other, None),
    };
    [first].into_iter().chain(second)
}

/// The words of what somebody types into a search field, none twice.
pub fn query_words(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words(text)
        .into_iter()
        .filter(|word| seen.insert(word.clone()))
        .take(MOST_WORDS)
        .collect()
}

/// Han, Hiragana, Katakana and Thai are written without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Words for the index.
pub fn indexed(tenant: TenantId, words: &[String]) -> Each {
    let prefix = prefix(tenant);
    let lite: Vec<String> = words.iter().map(|word| format!("{prefix}{word}")).collect();
    Each {
        lite: lite.join(" "),
        pg: words.join(" "),
    }
}

/// A query for what has, for each group of `alternatives`, a word that begins with one of them.
pub fn query(tenant: TenantId, alternatives: &[Vec<String>]) -> Each {
    let prefix = prefix(tenant);
    let join = |and: &str, or: &str, write: &dyn Fn(&String) -> String| {
        let group = |words: &Vec<String>| format!("({})", words.iter().map(write).collect::<Vec<_>>().join(or));
        alternatives.iter().map(group).collect::<Vec<_>>().join(and)
    };
    Each {
        lite: join(" AND ", " OR ", &|word| format!("\"{prefix}{word}\" *")),
        pg: join(" & ", " | ", &|word| format!("{word}:*")),
    }
}

/// Alphanumeric, so that it makes one word with what follows.
fn prefix(tenant: TenantId) -> String {
    tenant.uuid().simple().to_string()
}

/// How many mistyped letters a word of this length forgives.
pub const fn forgiven(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}
