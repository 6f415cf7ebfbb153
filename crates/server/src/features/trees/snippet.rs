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
        let before: Vec<char> = pieces[first - 1].text.chars().collect();
        let cut = before.len().saturating_sub(BEFORE);
        let text: String = before[cut..].iter().collect();
        shown.push(Segment {
            text: if cut > 0 || first > 1 {
                format!("…{text}")
            } else {
                text
            },
            hit: false,
        });
    }
    let mut left = AFTER;
    for piece in pieces.into_iter().skip(first) {
        let length = piece.text.chars().count();
        if length > left {
            let text: String = piece.text.chars().take(left).collect();
            shown.push(Segment {
                text: format!("{text}…"),
                hit: piece.hit,
            });
            break;
        }
        left -= length;
        shown.push(piece);
    }
    shown
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
}
