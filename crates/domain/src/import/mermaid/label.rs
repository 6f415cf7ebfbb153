//! The text of a box or a line, as people see it in the drawn chart.

use super::chart::Label;
use crate::import::{
    html::{self, Written},
    markup,
    text::{MAX_TITLE, Title, append_block, one_line},
};

/// A label as a title and, when it says more than fits there, a description.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) title: String,
    /// Markdown.
    pub(super) description: String,
    pub(super) links: Vec<(String, String)>,
    /// What was in the label and cannot be shown as text.
    pub(super) dropped: Vec<String>,
}

impl Reading {
    /// All of the text, as Markdown.
    pub(super) fn text(&self) -> String {
        if self.title.ends_with('…') && !self.description.is_empty() {
            return self.description.clone();
        }
        let mut text = markup::escape(&self.title);
        append_block(&mut text, &self.description);
        text
    }
}

/// Reads a label: entities, line breaks, HTML, icons.
pub(super) fn read(label: &Label) -> Reading {
    let text = html::decode_entities(&label.text, '#');
    let html = html::read(&text, Written::Plain);
    let text = html::decode_entities(&html.text, '&');
    let mut dropped = html.dropped;
    let text = without_icons(&with_line_breaks(&text), &mut dropped);
    let text = if label.markdown { without_marks(&text) } else { text };

    let (first, rest) = split(&text);
    let title = Title::of(&first);
    let mut description = String::new();
    if !title.whole {
        append_block(&mut description, &escape(&first));
    }
    append_block(&mut description, &escape(&rest));
    Reading {
        title: title.text,
        description,
        links: html.links,
        dropped,
    }
}

/// `\n` in a label is a line break, but not in `C:\new`.
fn with_line_breaks(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut in_path = false;
    let mut rest = text;
    while let Some(at) = rest.find("\\n") {
        let before = &rest[..at];
        lines.push_str(before);
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        in_path = (in_path && word.len() == before.len()) || word.ends_with(':') || word.contains('\\');
        lines.push_str(if in_path { "\\n" } else { "\n" });
        rest = &rest[at + 2..];
    }
    lines.push_str(rest);
    lines
}

/// Takes out `fa:fa-bell`, which is drawn as a picture.
fn without_icons(text: &str, dropped: &mut Vec<String>) -> String {
    if !text.contains(":fa-") {
        return text.to_owned();
    }
    let is_icon = |word: &&str| {
        word.split_once(":fa-").is_some_and(|(set, name)| {
            matches!(set, "fa" | "fab" | "fas" | "far" | "fal" | "fad" | "fak") && !name.is_empty()
        })
    };
    dropped.extend(
        text.split_whitespace()
            .filter(is_icon)
            .map(|icon| format!("icon {icon}")),
    );
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            line.split(' ')
                .filter(|word| !is_icon(word))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    lines.join("\n")
}

/// Takes out the marks of bold and italic, all that a Markdown label can have.
fn without_marks(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "");
    let chars: Vec<char> = text.chars().collect();
    let is_letter = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
    let marks = |at: usize, c: char| {
        let (before, after) = (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + 1));
        // A lone star between spaces multiplies, an underscore in a word is part of it.
        match c {
            '*' => !(before.is_none_or(|c| c.is_whitespace()) && after.is_none_or(|c| c.is_whitespace())),
            '_' => is_letter(before) != is_letter(after),
            _ => false,
        }
    };
    chars
        .iter()
        .enumerate()
        .filter(|&(at, &c)| !marks(at, c))
        .map(|(_, c)| c)
        .collect()
}

/// Where the title ends: at an empty line or before a list. Other line breaks only wrap the text to fit the box.
fn split(text: &str) -> (String, String) {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let is_item = |line: &str| {
        ["- ", "* ", "• ", "· ", "– "]
            .iter()
            .any(|bullet| line.starts_with(bullet))
            || line.split_once(['.', ')']).is_some_and(|(number, text)| {
                (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && text.starts_with(' ')
            })
    };
    let end = (start + 1..lines.len())
        .find(|&at| lines[at].is_empty() || is_item(lines[at]))
        .unwrap_or(lines.len());
    let first = one_line(&lines[start.min(end)..end].join(" "));
    let rest = lines[end..].join("\n");
    (first, rest.trim().to_owned())
}

/// Plain text as Markdown that shows the same. Bullets become lists.
fn escape(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let item = ["- ", "* ", "• ", "· ", "– "]
                .iter()
                .find_map(|bullet| line.strip_prefix(bullet));
            item.map_or_else(|| markup::escape(line), |item| format!("- {}", markup::escape(item)))
        })
        .collect();
    lines.join("\n")
}

/// The text of an answer: one line.
pub(super) fn answer(label: &Label) -> Reading {
    let mut reading = read(label);
    if !reading.description.is_empty() {
        let text = format!("{} {}", reading.title, reading.description);
        if text.chars().count() <= MAX_TITLE && !reading.title.ends_with('…') {
            reading.title = one_line(&text);
            reading.description.clear();
        }
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(text: &str) -> Reading {
        read(&Label {
            text: text.to_owned(),
            markdown: false,
        })
    }

    #[test]
    fn a_label_reads_as_it_is_drawn() {
        for (label, title) in [
            ("🚨 Problem<br/>detected", "🚨 Problem detected"),
            ("Agent age < 3h?", "Agent age < 3h?"),
            ("say #quot;yes#quot; &amp; go #9829;", "say \"yes\" & go ♥"),
            ("<b>Is it</b> up?\\nreally", "Is it up? really"),
            ("copy C:\\new\\n.txt", "copy C:\\new\\n.txt"),
            ("ssh <user>@<host>", "ssh <user>@<host>"),
        ] {
            assert_eq!(reading(label).title, title);
            assert_eq!(reading(label).description, "");
        }
    }

    #[test]
    fn a_list_or_a_second_paragraph_becomes_the_description() {
        let label = reading("Check the port:<br/>• LED on<br/>• link_up");
        assert_eq!(label.title, "Check the port:");
        assert_eq!(label.description, "- LED on\n- link_up");
        assert_eq!(reading("Restart<br/><br/>Takes a minute").description, "Takes a minute");
    }

    #[test]
    fn a_long_label_is_cut_and_kept_whole_in_the_description() {
        let text = "reboot the server ".repeat(20);
        let label = reading(&text);
        assert!(label.title.ends_with('…'));
        assert_eq!(label.description, text.trim());
    }

    #[test]
    fn icons_and_pictures_are_listed() {
        let label = reading("fa:fa-bell Ring <img src='x.png'/>");
        assert_eq!(label.title, "Ring");
        assert_eq!(label.dropped, ["image x.png", "icon fa:fa-bell"]);
    }

    #[test]
    fn marks_of_a_markdown_label_are_taken_out() {
        let label = Label {
            text: "**Is** the *port_1* up? 2 * 3 _now_".to_owned(),
            markdown: true,
        };
        assert_eq!(read(&label).title, "Is the port_1 up? 2 * 3 now");
    }
}
