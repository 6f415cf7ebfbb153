//! Paragraphs cut into sentences, and what of a paragraph is its title.

use super::{
    inline::{self, Kind, Span},
    render, wording,
};
use crate::import::{
    markup,
    text::{MAX_TITLE, Title, append_block, one_line},
};

/// Words whose dot does not end a sentence.
const ABBREVIATIONS: &str = "e.g i.e etc vs cf approx resp incl max min no nr fig dr mr mrs st ca z.b d.h bzw";
/// The longest bold beginning that is a title.
const MAX_LEAD: usize = 100;

/// The longest bold line that is a heading.
const MAX_BOLD_LINE: usize = 70;

/// A paragraph as a title and the rest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) title: String,
    /// Markdown. Together with the title it says all of the paragraph.
    pub(super) description: String,
}

/// Cuts a paragraph at the ends of its sentences. Joined, the sentences are the paragraph again.
pub(super) fn split(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut sentences: Vec<Vec<Span>> = vec![];
    let mut current: Vec<Span> = vec![];
    // The last words of the current sentence.
    let mut said: Option<&str> = None;
    for (at, span) in spans.iter().enumerate() {
        let behind = || first_char(&spans[at + 1..]);
        match span.kind {
            Kind::Text => {
                let mut rest = span.plain.as_str();
                while let Some(end) = sentence_end(rest, behind()) {
                    current.push(text(&rest[..end]));
                    sentences.push(std::mem::take(&mut current));
                    said = None;
                    rest = &rest[end..];
                }
                if !rest.is_empty() {
                    current.push(text(rest));
                }
                said = Some(rest.trim_end()).filter(|text| !text.is_empty()).or(said);
            }
            Kind::SoftBreak | Kind::HardBreak => {
                let ends = said.is_some_and(|before| {
                    span.kind == Kind::HardBreak
                        || (ends_sentence(before) && behind().is_some_and(|c| !c.is_lowercase()))
                        || (!before.ends_with([',', ';'])
                            && wording::begins_instruction(&inline::plain(line_behind(spans, at))))
                });
                current.push(span.clone());
                if ends {
                    sentences.push(std::mem::take(&mut current));
                    said = None;
                }
            }
            _ => {
                current.push(span.clone());
                said = Some(span.plain.trim_end()).filter(|text| !text.is_empty()).or(said);
            }
        }
    }
    if !current.is_empty() {
        sentences.push(current);
    }
    sentences
}

/// The spans up to the next line end; a few are enough to see how the line begins.
fn line_behind(spans: &[Span], at: usize) -> &[Span] {
    let behind = &spans[at + 1..];
    let end = behind
        .iter()
        .take(3)
        .position(|span| matches!(span.kind, Kind::SoftBreak | Kind::HardBreak));
    &behind[..end.unwrap_or(behind.len().min(3))]
}

fn text(plain: &str) -> Span {
    let mut markdown = String::new();
    markup::escape_inline(plain, &mut markdown);
    Span {
        kind: Kind::Text,
        plain: plain.to_owned(),
        markdown,
        lossy: false,
    }
}

/// The first character of what follows. Marks count: `` `up` `` may begin a sentence.
fn first_char(spans: &[Span]) -> Option<char> {
    let is_break = |span: &&Span| matches!(span.kind, Kind::SoftBreak | Kind::HardBreak);
    let text = spans.iter().take(4).find(|span| !is_break(span))?;
    let text = if text.kind == Kind::Text {
        &text.plain
    } else {
        &text.markdown
    };
    text.chars().find(|c| !c.is_whitespace())
}

/// Where the first sentence of a text ends, with the space behind it, if another one follows.
fn sentence_end(text: &str, behind: Option<char>) -> Option<usize> {
    for (at, c) in text.char_indices() {
        let wide = matches!(c, '。' | '！' | '？');
        if !wide && !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let end = at + c.len_utf8();
        let end = end
            + text[end..]
                .bytes()
                .take_while(|b| matches!(b, b'"' | b'\'' | b')'))
                .count();
        let space = text[end..].len() - text[end..].trim_start().len();
        if !wide && space == 0 {
            continue;
        }
        let next = text[end + space..].chars().next();
        if next.is_none() && space == 0 {
            continue;
        }
        if next.or(behind).is_some_and(|next| !next.is_lowercase()) && ends_sentence(&text[..end]) {
            return Some(end + space);
        }
    }
    None
}

/// Whether a text ends with a mark that ends a sentence.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', ')']);
    let Some(before) = text.strip_suffix('.') else {
        return text.ends_with(['!', '?', '。', '！', '？']);
    };
    let start = before
        .rfind(|c: char| c.is_whitespace() || c == '(')
        .map_or(0, |at| at + 1);
    let word = before
        .get(start..)
        .unwrap_or(before)
        .trim_start_matches(char::is_whitespace);
    let is_number = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let lower = word.to_lowercase();
    !(is_number || ABBREVIATIONS.split(' ').any(|known| known == lower))
}

/// The title of a step made from a paragraph, and the rest of it. The title is the first sentence that `fits`.
pub(super) fn tell(spans: &[Span], fits: fn(&str) -> bool) -> Told {
    if let Some(told) = bold_lead(spans) {
        return told;
    }
    let sentences = split(spans);
    let plain: Vec<String> = sentences
        .iter()
        .map(|sentence| one_line(&inline::plain(sentence)))
        .collect();
    let fitting = plain.iter().position(|sentence| fits(sentence)).unwrap_or(0);
    let (first, last) = with_condition(&plain, fitting);
    let wanted = plain.get(first..=last).unwrap_or_default().join(" ");
    let title = Title::of(trimmed(without_aside(&wanted)));
    let is_all = title.whole && title.text == trimmed(&wanted);
    let said = sentences.get(first..=last).unwrap_or_default();
    let lost: Vec<&Span> = said.iter().flatten().filter(|span| span.lossy).collect();
    // A tag that opens a link and the one that closes it mean nothing alone.
    let are_whole = lost
        .iter()
        .all(|span| span.markdown.starts_with(['[', '!', '*', '~']) && span.markdown.len() > 1);
    let description = if first == 0 && is_all && are_whole {
        let rest = sentences.get(last + 1..).unwrap_or_default().concat();
        let mut description = render::paragraph(&inline::markdown(&rest)).trim().to_owned();
        append_block(&mut description, &links(&lost));
        description
    } else {
        render::paragraph(&inline::markdown(spans)).trim().to_owned()
    };
    Told {
        title: title.text,
        description,
    }
}

/// What of the title leads somewhere or shows something.
fn links(spans: &[&Span]) -> String {
    match spans {
        [only] => only.markdown.clone(),
        several => several
            .iter()
            .map(|span| format!("- {}", span.markdown))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// "If it is corrupt. Restore from backup." must not become "Restore from backup": the sentences from the condition to
/// the instruction, or if that is too long, the first one.
fn with_condition(sentences: &[String], at: usize) -> (usize, usize) {
    let Some(before) = at.checked_sub(1) else {
        return (at, at);
    };
    if !wording::is_scenario(&sentences[before]) || wording::is_scenario(&sentences[at]) {
        return (at, at);
    }
    let length = sentences[before].chars().count() + sentences[at].chars().count();
    if length < MAX_TITLE { (before, at) } else { (0, 0) }
}

/// A title that is too long does without what it says in brackets at its end.
fn without_aside(title: &str) -> &str {
    match title.find(" (") {
        Some(end) if title.chars().count() > MAX_TITLE && end > 20 => &title[..end],
        _ => title,
    }
}

/// `**Drain the node**: it takes a while.` has its title in bold.
fn bold_lead(spans: &[Span]) -> Option<Told> {
    let [lead, rest @ ..] = spans else { return None };
    let title = one_line(&lead.plain);
    if lead.kind != Kind::Strong
        || lead.lossy
        || title.is_empty()
        || title.chars().count() > MAX_LEAD
        || wording::is_callout(&title)
    {
        return None;
    }
    let after = inline::plain(rest);
    let parted = title.ends_with([':', '.', '?', '!'])
        || after.starts_with(':')
        || [" - ", " – ", " — ", "\n"].iter().any(|mark| after.starts_with(mark))
        || rest
            .first()
            .is_some_and(|span| matches!(span.kind, Kind::SoftBreak | Kind::HardBreak));
    if !parted || after.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
        return None;
    }
    let description = inline::markdown(rest);
    let description =
        description.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '\\'));
    let title = Title::of(trimmed(&title));
    Some(Told {
        title: title.text,
        description: render::paragraph(description),
    })
}

/// A title has no full stop.
pub(super) fn trimmed(title: &str) -> &str {
    let trimmed = title.trim().trim_end_matches(['.', ':', ';', ',', ' ', '。', '：']);
    if trimmed.is_empty() { title.trim() } else { trimmed }
}

/// Whether a whole paragraph is bold, as people write headings who have none left.
pub(super) fn is_bold_line(spans: &[Span]) -> bool {
    let mut words = spans.iter().filter(|span| !one_line(&span.plain).is_empty());
    let Some(lead) = words.next() else { return false };
    let rest: String = words.map(|span| span.plain.as_str()).collect();
    let title = one_line(&lead.plain);
    let is_sentence = title.trim_end_matches([':', '.']).contains(['.', ';', '!']) || title.ends_with('.');
    lead.kind == Kind::Strong
        && !lead.lossy
        && matches!(rest.trim(), "" | ":")
        && title.chars().count() <= MAX_BOLD_LINE
        && !is_sentence
        && !wording::is_callout(&title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markdown::testing::paragraph;

    fn sentences(text: &str) -> Vec<String> {
        split(&paragraph(text))
            .iter()
            .map(|sentence| inline::plain(sentence).trim().to_owned())
            .collect()
    }

    fn told(text: &str) -> (String, String) {
        let told = tell(&paragraph(text), wording::is_instruction);
        (told.title, told.description)
    }

    #[test]
    fn sentences_end_where_another_begins() {
        assert_eq!(
            sentences("Login now. Check the status, e.g. Ready or v1.2. `up` it.\nDone?  Yes"),
            [
                "Login now.",
                "Check the status, e.g. Ready or v1.2.",
                "up it.",
                "Done?",
                "Yes"
            ]
        );
        assert_eq!(sentences("one. two. 3. Three"), ["one. two.", "3. Three"]);
        assert_eq!(sentences("重启。检查"), ["重启。", "检查"]);
        assert_eq!(sentences("See [a](b)\nSee [c](d)"), ["See a", "See c"]);
    }

    #[test]
    fn the_first_instruction_is_the_title_and_nothing_is_lost() {
        assert_eq!(
            told("Login to the cluster. Check `x_y`."),
            ("Login to the cluster".into(), "Check `x_y`.".into())
        );
        assert_eq!(
            told("The API may be slow. Check the pods."),
            ("Check the pods".into(), "The API may be slow. Check the pods.".into())
        );
        assert_eq!(told("Check the pods:"), ("Check the pods".into(), String::new()));
        assert_eq!(
            told("Read [the docs](https://a.b). They _help_."),
            ("Read the docs".into(), "They *help*.\n\n[the docs](https://a.b)".into())
        );
    }

    #[test]
    fn an_instruction_keeps_its_condition() {
        let (title, _) = told("All is well. In the worst case data is lost. Restore from backup.");
        assert_eq!(title, "In the worst case data is lost. Restore from backup");
    }

    #[test]
    fn a_bold_beginning_is_the_title() {
        assert_eq!(
            told("**Drain the node**: it *takes* long"),
            ("Drain the node".into(), "it *takes* long".into())
        );
        assert_eq!(told("**Stop!** Call first"), ("Stop!".into(), "Call first".into()));
        assert_eq!(told("**Drain** the node").0, "Drain the node");
    }
}
