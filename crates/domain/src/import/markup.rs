//! Plain text as Markdown that shows the same characters, escaped no more than needed: authors go on to edit it.

/// Escapes a text of one or more lines.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        escape_line(line, &mut out);
    }
    out
}

/// Escapes a text that stands inside a line.
pub(crate) fn escape_inline(text: &str, out: &mut String) {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let special = match c {
            '`' => true,
            // Only what an address follows would be a link.
            ']' => after == '(',
            '\\' => after.is_ascii_punctuation() || after == '\n',
            '*' => !(before.is_whitespace() && after.is_whitespace()),
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // One that cannot close a struck out text cannot strike anything out.
            '~' => !before.is_whitespace() || after == '~',
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
            '&' => after.is_ascii_alphanumeric() || after == '#',
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
}

fn escape_line(line: &str, out: &mut String) {
    let (head, rest) = line.split_at(block_mark(line).unwrap_or(0));
    out.push_str(head);
    if block_mark(line).is_some() {
        out.push('\\');
    }
    escape_inline(rest, out);
}

/// Where a line of text has a mark that would make it a heading, a list, a quote, a table, a rule or a definition, and
/// that an escape there takes away.
pub(crate) fn block_mark(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let at = line.len() - text.len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) {
        return Some(at + digits);
    }
    let is_definition = || text.split_once(']').is_some_and(|(_, rest)| rest.starts_with(':'));
    let is_block = match text.as_bytes() {
        [b'#' | b'>' | b'|' | b'=', ..] | [b'-' | b'+' | b'*'] | [b'-' | b'+' | b'*', b' ', ..] => true,
        [b'-', b'-', ..] | [b'~', b'~', b'~', ..] => true,
        [b'[', ..] => is_definition(),
        _ => false,
    };
    is_block.then_some(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in [
            "KUBE_API is up, 2 * 3 < 7 & so on",
            "see (1)",
            "a-b",
            "CPU > 90 %",
            "~5 days",
            "C:\\temp",
        ] {
            assert_eq!(escape(text), text);
        }
    }

    #[test]
    fn what_would_be_markup_is_escaped() {
        assert_eq!(
            escape("<my-namespace> *x* [a](b) `b` &amp;"),
            "\\<my-namespace> \\*x\\* [a\\](b) \\`b\\` \\&amp;"
        );
        assert_eq!(escape("# a\n1. b\n- c\n> d\n---"), "\\# a\n1\\. b\n\\- c\n\\> d\n\\---");
    }

    proptest! {
        #[test]
        fn escaped_text_is_shown_as_it_was(text in "[ -~äß]{1,60}|([-+*>#|=`~_<&.)1a ]|\\[|\\]|\\\\){1,20}") {
            let text = text.trim();
            prop_assume!(!text.is_empty());
            let arena = comrak::Arena::new();
            let mut options = comrak::Options::default();
            options.extension.table = true;
            options.extension.strikethrough = true;
            options.extension.tasklist = true;
            let document = comrak::parse_document(&arena, &escape(text), &options);
            let blocks: Vec<_> = document.children().collect();
            prop_assert_eq!(blocks.len(), 1);
            prop_assert!(matches!(blocks[0].data().value, comrak::nodes::NodeValue::Paragraph), "{}", escape(text));
            prop_assert_eq!(blocks[0].collect_text(), text, "{}", escape(text));
        }
    }
}
