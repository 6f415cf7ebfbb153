//! Plain text as Markdown that shows the same characters, escaped no more than needed: authors go on to edit it.

/// Escapes a text of one or more lines.
pub(super) fn escape(text: &str) -> String {
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
pub(super) fn escape_inline(text: &str, out: &mut String) {
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
            '~' => before == '~' || after == '~',
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
    let text = line.trim_start();
    out.push_str(&line[..line.len() - text.len()]);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_definition = text.starts_with('[') && text.contains("]:");
    let starts_block = text.starts_with(['#', '>', '|', '=']) || text.starts_with("--") || is_definition;
    let is_bullet = matches!(text.as_bytes(), [b'-' | b'+'] | [b'-' | b'+', b' ', ..]);
    let is_number = (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']);
    let (head, rest) = if is_number { text.split_at(digits) } else { ("", text) };
    out.push_str(head);
    if starts_block || is_bullet || is_number {
        out.push('\\');
    }
    escape_inline(rest, out);
}

#[cfg(test)]
mod tests {
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
}
