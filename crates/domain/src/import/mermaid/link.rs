//! The lines between boxes: `-->`, `---`, `-.->`, `==>`, `--x`, `--o`, `<-->`, `~~~`, with their text.

use super::{chart::Label, cursor::Cursor, quoted};
use crate::import::ImportError;

/// A line as drawn.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) label: Option<Label>,
    /// Arrow heads on both ends.
    pub(super) both_ways: bool,
    /// `~~~` only places boxes.
    pub(super) visible: bool,
    /// What a flow does not show of it: `dotted`, `thick` …
    pub(super) look: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stroke {
    Normal,
    Thick,
    Dotted,
}

/// The most bytes of a text between `|` that goes over line ends.
const MAX_TEXT: usize = 4_000;

/// Reads a line if one is next.
pub(super) fn link(cursor: &mut Cursor<'_>) -> Result<Option<Link>, ImportError> {
    let start = *cursor;
    skip_edge_id(cursor);
    if cursor.rest().starts_with("~~~") {
        cursor.take_while(|c| c == '~');
        let label = pipe_text(cursor)?;
        return Ok(Some(Link {
            label,
            both_ways: false,
            visible: false,
            look: None,
        }));
    }
    let tail = tail(cursor);
    let Some(stroke) = stroke(cursor.rest()) else {
        *cursor = start;
        return Ok(None);
    };
    let (head, mut label) = match end_of(cursor.rest(), stroke, false) {
        Some((length, head)) => {
            cursor.take(length);
            (head, None)
        }
        None => text_between(cursor, stroke, tail)?,
    };
    if label.is_none() {
        label = pipe_text(cursor)?;
    }
    let both_ways = tail == Some('<') && head == '>';
    let look = match (stroke, head) {
        (Stroke::Dotted, _) => Some("dotted"),
        (Stroke::Thick, _) => Some("thick"),
        (_, 'x') => Some("with a cross"),
        (_, 'o') => Some("with a circle"),
        (_, '-') => Some("without an arrow"),
        _ => None,
    };
    Ok(Some(Link {
        label,
        both_ways,
        visible: true,
        look,
    }))
}

/// Whether a line is next.
pub(super) fn is_next(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    skip_edge_id(&mut ahead);
    if ahead.rest().starts_with("~~~") {
        return true;
    }
    tail(&mut ahead);
    stroke(ahead.rest()).is_some()
}

/// `name@` before a line names it.
fn skip_edge_id(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    let name = ahead.take_while(|c| c.is_alphanumeric() || c == '_');
    if !name.is_empty() && ahead.eat("@") && !ahead.rest().starts_with('{') {
        *cursor = ahead;
    }
}

/// The arrow head at the near end.
fn tail(cursor: &mut Cursor<'_>) -> Option<char> {
    let tail = cursor.peek().filter(|c| matches!(c, '<' | 'x' | 'o'))?;
    stroke(&cursor.rest()[1..])?;
    cursor.take(1);
    Some(tail)
}

fn stroke(rest: &str) -> Option<Stroke> {
    // `->` and `=>` are no Mermaid, but plain to read.
    match rest.as_bytes() {
        [b'-', b'-' | b'>', ..] => Some(Stroke::Normal),
        [b'-', b'.', ..] | [b'.', b'-', ..] => Some(Stroke::Dotted),
        [b'=', b'=' | b'>', ..] => Some(Stroke::Thick),
        _ => None,
    }
}

/// How long the line's end at the start of `rest` is, and its head (`-` for none). `None` when it goes on with a text.
/// After a text, `x` and `o` only count when no word goes on: `--force` is no line.
fn end_of(rest: &str, stroke: Stroke, after_text: bool) -> Option<(usize, char)> {
    let bytes = rest.as_bytes();
    let count = |from: usize, wanted: u8| bytes[from..].iter().take_while(|&&b| b == wanted).count();
    let head_at = |at: usize| match bytes.get(at) {
        Some(b'>') => Some('>'),
        Some(&head @ (b'x' | b'o')) if !(after_text && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)) => {
            Some(char::from(head))
        }
        _ => None,
    };
    let plain = |length: usize| match head_at(length) {
        Some('>') => Some((length + 1, '>')),
        Some(head) if length >= 2 => Some((length + 1, head)),
        _ if length >= 3 => Some((length, '-')),
        _ => None,
    };
    match stroke {
        Stroke::Normal => plain(count(0, b'-')),
        Stroke::Thick => plain(count(0, b'=')),
        Stroke::Dotted => {
            let dash = count(0, b'-').min(1);
            let dots = count(dash, b'.');
            let end = dash + dots;
            if dots == 0 || bytes.get(end) != Some(&b'-') {
                return None;
            }
            Some(head_at(end + 1).map_or((end + 1, '-'), |head| (end + 2, head)))
        }
    }
}

/// The text of `-- text -->` and where the line goes on to.
fn text_between(
    cursor: &mut Cursor<'_>,
    stroke: Stroke,
    tail: Option<char>,
) -> Result<(char, Option<Label>), ImportError> {
    let (opening, mark) = match stroke {
        Stroke::Normal => (2, "--"),
        Stroke::Thick => (2, "=="),
        Stroke::Dotted => (2, ".-"),
    };
    let line = &cursor.rest_of_line()[opening..];
    let mut from = 0;
    while let Some(found) = line[from..].find(mark) {
        let mut at = from + found;
        if stroke == Stroke::Dotted {
            at -= line[from..at].bytes().rev().take_while(|&b| b == b'.').count();
        }
        if let Some((length, head)) = end_of(&line[at..], stroke, true) {
            let mut text = line[..at].trim();
            if stroke == Stroke::Dotted {
                text = text.trim_end_matches('-').trim_end();
            }
            if let Some(tail) = tail {
                text = text
                    .strip_suffix(tail)
                    .filter(|text| text.ends_with(' '))
                    .unwrap_or(text)
                    .trim_end();
            }
            cursor.take(opening + at + length);
            return Ok((head, Some(quoted(text))));
        }
        let run = line[from + found..]
            .bytes()
            .take_while(|b| mark.as_bytes().contains(b))
            .count();
        from += found + run.max(1);
    }
    Err(cursor.error(format!("the line that starts with {mark:?} has no end such as \"-->\"")))
}

/// The text of `-->|text|`.
fn pipe_text(cursor: &mut Cursor<'_>) -> Result<Option<Label>, ImportError> {
    let mut ahead = *cursor;
    ahead.skip_white();
    if !ahead.eat("|") {
        return Ok(None);
    }
    *cursor = ahead;
    let text = ahead.rest();
    let quote = text.trim_start().starts_with('"').then(|| text.find('"')).flatten();
    let from = quote
        .and_then(|open| Some(open + 1 + text[open + 1..].find('"')? + 1))
        .unwrap_or(0);
    match text[from..].find('|').filter(|&length| length <= MAX_TEXT) {
        Some(length) => {
            cursor.take(from + length);
            cursor.eat("|");
            Ok(Some(quoted(&text[..from + length])))
        }
        None => Err(cursor.error("the text that starts with \"|\" has no second \"|\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Link, &str) {
        let mut cursor = Cursor::new(text);
        let link = link(&mut cursor).expect("readable").expect("a line");
        (link, cursor.rest())
    }

    fn label(text: &str) -> Option<String> {
        read(text).0.label.map(|label| label.text)
    }

    #[test]
    fn every_form_of_line_is_read_to_its_end() {
        for line in [
            "-->", "---", "----", "------>", "-.->", "-..->", "-.-", ".->", "==>", "===", "=====>", "--x", "--o",
            "x--x", "o--o", "<-->", "<-.->", "<==>", "->", "=>", "e1@-->", "~~~",
        ] {
            assert_eq!(read(&format!("{line} B")).1, " B", "{line}");
        }
    }

    #[test]
    fn a_line_carries_its_text_in_the_middle_or_between_pipes() {
        for line in [
            "-- yes, go -->",
            "--yes, go-->",
            "-->|yes, go|",
            "--> |yes, go|",
            "-->|\"yes, go\"|",
            "-. yes, go .->",
            "-. yes, go -.->",
            "== yes, go ==>",
            "-- \"yes, go\" ---",
            "<-- yes, go -->",
            "x-- yes, go --x",
        ] {
            assert_eq!(label(&format!("{line} B")).as_deref(), Some("yes, go"), "{line}");
            assert_eq!(read(&format!("{line} B")).1, " B", "{line}");
        }
    }

    #[test]
    fn dashes_in_a_text_do_not_end_it() {
        assert_eq!(
            label("-- use --force or --output --> B").as_deref(),
            Some("use --force or --output")
        );
        assert_eq!(label("-->|\"a | b\"| B").as_deref(), Some("a | b"));
    }

    #[test]
    fn only_arrows_on_both_ends_go_both_ways() {
        assert!(read("<--> B").0.both_ways);
        assert!(!read("x--x B").0.both_ways);
        assert!(!read("--> B").0.both_ways);
    }

    #[test]
    fn a_line_that_does_not_end_is_an_error() {
        for text in ["-- yes\nA --> B", "-->|yes", "-. x", "== x"] {
            assert!(link(&mut Cursor::new(text)).is_err(), "{text}");
        }
    }
}
