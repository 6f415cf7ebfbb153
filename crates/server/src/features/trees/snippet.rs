//! The piece of a flow that shows why it was found.

use branchbook_domain::flow::{NodeId, text::NodeText};
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

/// The text that has the most of the words, a flow's own name and description first, cut around the first hit.
pub fn snippet(name: &str, description: &str, nodes: &[NodeText], words: &[String]) -> (Option<NodeId>, Vec<Segment>) {
    let own = [(None, description), (None, name)];
    let of_nodes = nodes.iter().flat_map(|node| {
        [
            (Some(&node.node_id), node.title.as_str()),
            (Some(&node.node_id), &node.body),
        ]
    });
    let mut best: (usize, Option<&NodeId>, &str) = (0, None, name);
    for (node, text) in own.into_iter().chain(of_nodes) {
        let found = terms::words(text);
        let score = words
            .iter()
            .filter(|word| found.iter().any(|found| found.starts_with(*word)))
            .count();
        if score > best.0 {
            best = (score, node, text);
        }
    }
    (best.1.cloned(), highlight(best.2, words))
}

/// The text around its first hit, in pieces.
fn highlight(text: &str, words: &[String]) -> Vec<Segment> {
    let mut pieces: Vec<Segment> = vec![];
    for piece in split_words(text) {
        let hit = terms::words(piece)
            .iter()
            .any(|found| words.iter().any(|word| found.starts_with(word.as_str())));
        match pieces.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(piece),
            _ => pieces.push(Segment {
                text: piece.to_owned(),
                hit,
            }),
        }
    }
    let first = pieces.iter().position(|piece| piece.hit).unwrap_or(0);
    let mut shown = vec![];
    if first > 0 {
        let before = &pieces[first - 1].text;
        let shortened = last_words(before, BEFORE);
        shown.push(Segment {
            text: if shortened.len() < before.len() || first > 1 {
                format!("…{shortened}")
            } else {
                shortened.to_owned()
            },
            hit: false,
        });
    }
    let mut left = AFTER;
    for piece in pieces.into_iter().skip(first) {
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

/// The text in alternating pieces of word characters and others; nothing is lost.
fn split_words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let inside = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != inside).unwrap_or(rest.len());
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snippet_is_cut_around_the_first_hit_and_highlights_it() {
        let words = ["print".to_owned()];
        let text = format!("{} the Printer is offline {}", "lorem ".repeat(20), "ipsum ".repeat(60));
        let (node, pieces) = snippet("Name", &text, &[], &words);
        assert_eq!(node, None);
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
