//! Titles: one line of at most 200 characters, cut at a word.

/// The most characters a title, an answer or the name of a flow has.
pub(crate) const MAX_TITLE: usize = 200;

/// A title, and whether it says all of the text it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) whole: bool,
}

impl Title {
    /// The text on one line, cut at a word with `…` when it is too long.
    pub(crate) fn of(text: &str) -> Self {
        let line = one_line(text);
        if line.chars().count() <= MAX_TITLE {
            return Self {
                text: line,
                whole: true,
            };
        }
        let end = line.char_indices().nth(MAX_TITLE - 1).map_or(line.len(), |(at, _)| at);
        // A word that fills most of the title is cut rather than left out.
        let end = line[..end].rfind(' ').filter(|&space| space > end / 2).unwrap_or(end);
        let cut = line[..end].trim_end_matches([' ', ',', ';', ':']);
        Self {
            text: format!("{cut}…"),
            whole: false,
        }
    }
}

/// The text with every run of white space and control characters made one space, and none at the ends.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The first characters of a text, for a message about it.
pub(crate) fn excerpt(text: &str) -> String {
    let line = one_line(text.get(..400).unwrap_or(text).trim());
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Appends a Markdown block to a text, with a blank line between.
pub(crate) fn append_block(text: &mut String, block: &str) {
    let block = block.trim_matches('\n');
    if block.trim().is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(block);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(
            Title::of("  Is the\n switch\tport\u{0} up? "),
            Title {
                text: "Is the switch port up?".into(),
                whole: true
            }
        );
    }

    #[test]
    fn a_long_title_is_cut_at_a_word() {
        let title = Title::of(&"restart, ".repeat(40));
        assert!(!title.whole);
        assert!(title.text.chars().count() <= MAX_TITLE);
        assert!(title.text.ends_with("restart…"), "{}", title.text);
    }

    #[test]
    fn a_long_word_is_cut_anywhere() {
        let title = Title::of(&"ä".repeat(500));
        assert_eq!(title.text.chars().count(), MAX_TITLE);
    }
}
