//! Texts inside a line: escaped so that Markdown shows what they say, and links to steps.

use crate::import::markup;

/// The text on one line, as Markdown that shows it.
pub(super) fn written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    markup::escape_inline(on_one_line(text).trim(), &mut out);
    out
}

/// What a reader of [`written`] sees.
pub(super) fn seen(text: &str) -> String {
    on_one_line(text).trim().to_owned()
}

fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The reverse of [`written`].
pub(super) fn read(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut chars = markdown.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => text.extend(chars.next()),
            _ => text.push(c),
        }
    }
    text
}

/// `[Reseat the cable](#reseat)`
pub(super) fn link(title: &str, id: &str) -> String {
    let mut text = String::new();
    let mut escaped = false;
    for c in written(title).chars() {
        if matches!(c, '[' | ']') && !escaped {
            text.push('\\');
        }
        text.push(c);
        escaped = c == '\\' && !escaped;
    }
    if escaped {
        text.push('\\');
    }
    format!("[{text}](#{id})")
}

/// A link to a step, as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// What stands behind the `#`.
    pub(super) anchor: String,
    pub(super) text: String,
}

/// Parts a link at the end of a line from what stands before it.
pub(super) fn split_link(line: &str) -> Option<(&str, Link)> {
    let line = line.trim_end();
    let inner = line.strip_suffix(')')?;
    let at = inner.rfind("](#")?;
    let anchor = &inner[at + 3..];
    if anchor.is_empty() || anchor.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']')) {
        return None;
    }
    let bytes = line.as_bytes();
    let is_escaped = |at: usize| bytes[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1;
    if is_escaped(at) {
        return None;
    }
    let open = line[..at]
        .rmatch_indices('[')
        .map(|(open, _)| open)
        .find(|&open| !is_escaped(open))?;
    let link = Link {
        anchor: anchor.to_owned(),
        text: read(&line[open + 1..at]),
    };
    Some((&line[..open], link))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_reads_as_it_is_seen(text in "\\PC{0,20}|[\\[\\]\\\\()#*_`<a&|! \n]{0,12}") {
            prop_assert_eq!(read(&written(&text)), seen(&text));
            let line = format!("{} → {}", written(&text), link(&text, "a.b"));
            let (before, found) = split_link(&line).expect("a link");
            prop_assert_eq!(read(before.trim_end().trim_end_matches('→')), seen(&text));
            prop_assert_eq!(found, Link { anchor: "a.b".to_owned(), text: seen(&text) });
        }

        #[test]
        fn a_text_is_no_link(text in "[\\[\\]\\\\()#ab ]{0,16}") {
            prop_assert!(split_link(&written(&text)).is_none());
        }
    }
}
