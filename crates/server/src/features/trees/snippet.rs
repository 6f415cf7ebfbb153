//! The piece of a flow that shows why it was found.

use serde::Serialize;
use utoipa::ToSchema;

use super::terms;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Segment {
    /// The text as the author wrote it.
    pub text: String,
    /// Whether it is one of the words that were looked for.
    pub hit: bool,
}

/// About so many characters are shown before the first hit, and after it.
const BEFORE: usize = 40;
const AFTER: usize = 120;

/// The text around the first of the words in it, in pieces.
pub fn highlight(text: &str, words: &[String]) -> Vec<Segment> {
    let first = split_words(text)
        .find(|(_, piece)| is_hit(piece, words))
        .map_or(0, |(at, _)| at);
    let mut shown = vec![];
    if first > 0 {
        let before = &text[..first];
        let shortened = last_words(before, BEFORE);
        let mark = if shortened.len() < before.len() { "…" } else { "" };
        shown.push(Segment {
            text: format!("{mark}{shortened}"),
            hit: false,
        });
    }
    let mut left = AFTER;
    for piece in segments(&text[first..], words) {
        let length = piece.text.chars().count();
        if length > left {
            shown.push(Segment {
                text: format!("{}…", first_words(&piece.text, left)),
                hit: piece.hit,
            });
            break;
        }
        left -= length;
        shown.push(piece);
    }
    shown
}

/// The beginning of a text in pieces that are hits and not: somewhat more of it than is shown.
fn segments(text: &str, words: &[String]) -> Vec<Segment> {
    let mut pieces: Vec<Segment> = vec![];
    let mut length = 0;
    for (_, piece) in split_words(text) {
        let hit = is_hit(piece, words);
        match pieces.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(piece),
            _ => pieces.push(Segment {
                text: piece.to_owned(),
                hit,
            }),
        }
        length += piece.chars().count();
        if length > AFTER {
            break;
        }
    }
    pieces
}

/// Whether a word in a text begins with one of those that are looked for.
fn is_hit(piece: &str, words: &[String]) -> bool {
    let begins = |found: &str| words.iter().any(|word| found.starts_with(word.as_str()));
    if !piece.is_ascii() {
        return terms::words(piece).iter().any(|found| begins(found));
    }
    // Most text: its lower case can be compared in place. What is no word begins like none of them.
    words.iter().any(|word| {
        let beginning = piece.as_bytes().get(..word.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(word.as_bytes()))
    })
}

/// The end of a text, of so many characters at most, not beginning in the middle of a word if that can be helped.
fn last_words(text: &str, most: usize) -> &str {
    let Some((cut, _)) = text.char_indices().rev().nth(most.saturating_sub(1)) else {
        return text;
    };
    let end = &text[cut..];
    if cut == 0 || text[..cut].ends_with(char::is_whitespace) {
        return end;
    }
    match end.trim_end().split_once(char::is_whitespace) {
        Some((part, _)) => end[part.len()..].trim_start(),
        None => end,
    }
}

/// The same of its beginning.
fn first_words(text: &str, most: usize) -> &str {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text;
    };
    let beginning = &text[..cut];
    if text[cut..].starts_with(char::is_whitespace) {
        return beginning;
    }
    match beginning.trim_start().rsplit_once(char::is_whitespace) {
        Some((_, part)) => beginning[..beginning.len() - part.len()].trim_end(),
        None => beginning,
    }
}

/// The text in alternating pieces of word characters and others, with where each begins; nothing is lost.
fn split_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut begin = 0;
    std::iter::from_fn(move || {
        let rest = &text[begin..];
        let inside = rest.chars().next()?.is_alphanumeric();
        let length = rest.find(|c: char| c.is_alphanumeric() != inside).unwrap_or(rest.len());
        let at = begin;
        begin += length;
        Some((at, &rest[..length]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snippet_is_cut_around_the_first_hit_and_highlights_it() {
        let words = ["print".to_owned()];
        let text = format!("{} the Printer is offline {}", "lorem ".repeat(20), "ipsum ".repeat(60));
        let pieces = highlight(&text, &words);
        assert!(pieces[0].text.starts_with('…'));
        assert_eq!(
            pieces[1],
            Segment {
                text: "Printer".to_owned(),
                hit: true
            }
        );
        assert!(pieces.last().is_some_and(|last| last.text.ends_with('…')));
    }

    #[test]
    fn a_snippet_is_cut_between_words() {
        assert_eq!(last_words("out of the blue sky", 7), "sky");
        assert_eq!(last_words("out of the blue sky ", 9), "blue sky ");
        assert_eq!(last_words("unbreakable", 5), "kable");
        assert_eq!(last_words("short", 40), "short");
        assert_eq!(first_words("out of the blue sky", 12), "out of the");
        assert_eq!(first_words("out of the blue sky", 10), "out of the");
        assert_eq!(first_words("unbreakable", 5), "unbre");
        assert_eq!(first_words("short", 40), "short");
    }
}
