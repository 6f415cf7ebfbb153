//! Which line of a page is what. Only these lines have a meaning of their own; all others are text.

use super::carried;

/// A line that parts a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// `# `, `## ` or `### `, and the text behind it.
    Heading(usize, &'a str),
    /// `**Next:** …`
    Label(Label, &'a str),
    /// A comment with what readers do not see.
    Carried(carried::Of, &'a str),
    /// `<!-- quoted -->`: the quote below is the text, marks and all.
    Quoted,
    /// The line that opens a code block, and what is said about it.
    Fence(Fence, &'a str),
    /// All else.
    Text,
}

/// What a label says about the lines behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Help,
    Expected,
    Checklist,
    Command,
    RunsFlow,
    Answers,
    Next,
}

/// The words of each label. The first is written, but for [`LEADS_TO`].
const LABELS: &[(Label, &[&str])] = &[
    (Label::Help, &["Help", "Hint"]),
    (Label::Expected, &["Expected outcome", "Expected"]),
    (Label::Checklist, &["Checklist"]),
    (Label::Command, &["Command", "Commands"]),
    (Label::RunsFlow, &["Runs flow"]),
    (Label::Answers, &["Answers", LEADS_TO, "Options"]),
    (Label::Next, &["Next", "Then"]),
];

/// What the answers are called where nothing is asked: in an impact tree.
pub(super) const LEADS_TO: &str = "Leads to";

/// Above a text that is written as a quote.
pub(super) const QUOTED: &str = "<!-- quoted -->";

impl Label {
    /// As it is written.
    pub(super) fn words(self) -> &'static str {
        LABELS
            .iter()
            .find(|(label, _)| *label == self)
            .map_or("", |(_, words)| words[0])
    }
}

/// Looks at a line outside code blocks.
pub(super) fn line(line: &str) -> Line<'_> {
    let text = line.trim_end();
    if text == QUOTED {
        return Line::Quoted;
    }
    let marks = text.bytes().take_while(|&b| b == b'#').count();
    if (1..=3).contains(&marks) && (text.len() == marks || text[marks..].starts_with([' ', '\t'])) {
        return Line::Heading(marks, text[marks..].trim());
    }
    if let Some((of, json)) = carried::find(text) {
        return Line::Carried(of, json);
    }
    if let Some((label, rest)) = label(line) {
        return Line::Label(label, rest);
    }
    match Fence::opening(line) {
        Some((fence, info)) => Line::Fence(fence, info),
        None => Line::Text,
    }
}

fn label(text: &str) -> Option<(Label, &str)> {
    let (words, rest) = text.strip_prefix("**")?.split_once("**")?;
    let (words, rest) = match (words.strip_suffix(':'), rest.strip_prefix(':')) {
        (Some(words), _) => (words, rest),
        (None, Some(rest)) => (words, rest),
        _ => return None,
    };
    let is = |known: &&str| known.eq_ignore_ascii_case(words.trim());
    let (label, _) = LABELS.iter().find(|(_, all)| all.iter().any(&is))?;
    // Spaces at the end of a line are a break in Markdown.
    Some((*label, rest.trim_start()))
}

/// The marks around a code block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    mark: u8,
    length: usize,
}

impl Fence {
    /// The fence that a line opens, and what stands behind it.
    pub(super) fn opening(line: &str) -> Option<(Self, &str)> {
        let text = line.trim();
        let mark = *text.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
        let length = text.bytes().take_while(|&b| b == mark).count();
        let info = text[length..].trim();
        let is_fence = length >= 3 && !(mark == b'`' && info.contains('`'));
        is_fence.then_some((Self { mark, length }, info))
    }

    /// Whether a line ends the block.
    pub(super) fn closes(self, line: &str) -> bool {
        let text = line.trim();
        text.len() >= self.length && text.bytes().all(|b| b == self.mark)
    }

    /// One that no line of `text` closes.
    pub(super) fn around(text: &str) -> String {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        "`".repeat(longest.max(2) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_however_the_colon_is_set() {
        for text in ["**Next:** [A](#a)", "**next**: [A](#a)", "**Then:**   [A](#a)  "] {
            assert!(
                matches!(line(text), Line::Label(Label::Next, rest) if rest.trim_end() == "[A](#a)"),
                "{text}"
            );
        }
        for text in [
            "**Note:** x",
            " **Next:** x",
            "Next: x",
            "**Next** x",
            "#hash",
            "#### four",
            "*Decision*",
        ] {
            assert_eq!(line(text), Line::Text, "{text}");
        }
    }
}
