//! Texts of several lines: as they are where nothing in them could be taken for a part of the page, else as a quote.

use super::{
    about,
    line::{self, Fence, Line, QUOTED},
};

/// What a reader of the page sees of a text: its lines, without empty ones around it.
pub(super) fn seen(text: &str) -> String {
    trimmed(&with_unix_lines(text)).to_owned()
}

fn with_unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Without empty lines at its start and without white space at its end.
pub(super) fn trimmed(text: &str) -> &str {
    let text = text.trim_end();
    let blank: usize = text
        .split_inclusive('\n')
        .take_while(|line| line.trim().is_empty())
        .map(str::len)
        .sum();
    &text[blank..]
}

/// The text as blocks of a page. Nothing for one of which nothing is seen.
pub(super) fn written(text: &str) -> Option<String> {
    let text = seen(text);
    if text.is_empty() {
        None
    } else if is_tame(&text) {
        Some(text)
    } else {
        let mut quote = QUOTED.to_owned();
        for line in text.split('\n') {
            quote.push_str(if line.is_empty() { "\n>" } else { "\n> " });
            quote.push_str(line);
        }
        Some(quote)
    }
}

/// A text behind its label: on the same line where it is a paragraph.
pub(super) fn labelled(label: &str, text: &str) -> Option<String> {
    let text = written(text)?;
    let is_paragraph = text.starts_with(|c: char| c.is_alphabetic() || c == '{');
    let gap = if is_paragraph { " " } else { "\n\n" };
    Some(format!("**{label}:**{gap}{text}"))
}

/// Whether all of it reads as text, and nothing in it hides what follows.
fn is_tame(text: &str) -> bool {
    let mut open: Option<Fence> = None;
    for (number, text) in text.split('\n').enumerate() {
        match open {
            Some(fence) if fence.closes(text) => open = None,
            Some(_) => {}
            None => match line::line(text) {
                Line::Fence(fence, _) => open = Some(fence),
                Line::Text if !(hides(text) || number == 0 && about::read(text).is_some()) => {}
                _ => return false,
            },
        }
    }
    open.is_none()
}

/// Whether HTML begins that ends at a mark of its own and not at an empty line.
fn hides(line: &str) -> bool {
    let text = line.trim_start();
    let starts = |tag: &&str| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    ["<!", "<?", "<pre", "<script", "<style", "<textarea"]
        .iter()
        .any(starts)
}
