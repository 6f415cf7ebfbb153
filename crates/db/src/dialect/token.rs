//! Cuts a statement's text into tokens: enough to know its words and placeholders from what is quoted.

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'s> {
    pub(crate) kind: Kind,
    /// As it is written.
    pub(crate) text: &'s str,
    /// Whether white space or a comment stands before it.
    pub(crate) spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword, a name, or a number.
    Word,
    /// `"…"`, and what SQLite takes for the same: `[…]` and backquotes.
    Quoted,
    /// `'…'`, with a prefix or not, and `$tag$…$tag$`.
    Literal,
    /// `$1`: the placeholder with this number.
    Param(usize),
    /// Operators, parentheses, commas.
    Symbol,
}

impl Token<'_> {
    /// Whether this is the unquoted word, in any case.
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Symbol) && self.text.eq_ignore_ascii_case(word)
    }

    /// The name that a word or a quoted identifier stands for, in lower case.
    pub(crate) fn name(&self) -> Option<String> {
        match self.kind {
            Kind::Word => Some(self.text.to_ascii_lowercase()),
            Kind::Quoted => Some(self.text[1..self.text.len() - 1].to_ascii_lowercase()),
            _ => None,
        }
    }
}

/// The tokens of `sql`, without comments.
///
/// # Errors
/// When a quote or comment is never closed.
pub(crate) fn tokens(sql: &str) -> Result<Vec<Token<'_>>, &'static str> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    loop {
        let after = skip_space(rest)?;
        if after.is_empty() {
            return Ok(tokens);
        }
        let spaced = after.len() < rest.len();
        let (kind, length) = next(after)?;
        let (text, after) = after.split_at(length);
        tokens.push(Token { kind, text, spaced });
        rest = after;
    }
}

fn skip_space(mut rest: &str) -> Result<&str, &'static str> {
    loop {
        rest = rest.trim_ascii_start();
        if rest.starts_with("--") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let (comment, after) = comment.split_once("*/").ok_or("a comment is not closed")?;
            if comment.contains("/*") {
                return Err("a comment is inside a comment, which the engines read differently");
            }
            rest = after;
        } else {
            return Ok(rest);
        }
    }
}

const OPERATORS: &[u8] = b"+-*/<>=~!@#%^&|?:";

fn next(rest: &str) -> Result<(Kind, usize), &'static str> {
    let bytes = rest.as_bytes();
    Ok(match bytes[0] {
        b'\'' => (Kind::Literal, quoted(bytes, b'\'', false)?),
        b'e' | b'E' if bytes.get(1) == Some(&b'\'') => (Kind::Literal, 1 + quoted(&bytes[1..], b'\'', true)?),
        b'"' => (Kind::Quoted, quoted(bytes, b'"', false)?),
        b'`' => (Kind::Quoted, quoted(bytes, b'`', false)?),
        // An identifier to SQLite; to PostgreSQL the subscript of an array, which statements for both cannot have.
        b'[' if bytes.get(1) != Some(&b']') => (Kind::Quoted, 1 + rest.find(']').ok_or("a [ is not closed")?),
        b'$' => dollar(rest)?,
        b if is_word(&b) => (Kind::Word, span(bytes, is_word)),
        b if OPERATORS.contains(&b) => (Kind::Symbol, operator(bytes)),
        _ => (Kind::Symbol, 1),
    })
}

fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80
}

fn span(bytes: &[u8], of: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().position(|byte| !of(byte)).unwrap_or(bytes.len())
}

/// As many operator characters as there are, up to a comment.
fn operator(bytes: &[u8]) -> usize {
    let length = span(bytes, |byte| OPERATORS.contains(byte));
    (1..length)
        .find(|&at| matches!(&bytes[at..=at + 1.min(bytes.len() - at - 1)], b"--" | b"/*"))
        .unwrap_or(length)
}

/// A doubled quote is part of the text; with `escapes`, so is what follows a backslash.
fn quoted(bytes: &[u8], quote: u8, escapes: bool) -> Result<usize, &'static str> {
    let mut at = 1;
    while at < bytes.len() {
        if escapes && bytes[at] == b'\\' {
            at += 2;
        } else if bytes[at] != quote {
            at += 1;
        } else if bytes.get(at + 1) == Some(&quote) {
            at += 2;
        } else {
            return Ok(at + 1);
        }
    }
    Err("a quote is not closed")
}

/// `$1`, or the `$tag$` of a literal.
fn dollar(rest: &str) -> Result<(Kind, usize), &'static str> {
    let digits = span(&rest.as_bytes()[1..], u8::is_ascii_digit);
    if digits > 0 {
        let number = rest[1..=digits]
            .parse()
            .map_err(|_| "a placeholder's number is too big")?;
        return Ok((Kind::Param(number), 1 + digits));
    }
    let tag_end = 1 + span(&rest.as_bytes()[1..], is_word);
    if rest.as_bytes().get(tag_end) != Some(&b'$') {
        return Err("a $ that is neither a placeholder nor a quote");
    }
    let tag = &rest[..=tag_end];
    let body = &rest[tag.len()..];
    let end = body.find(tag).ok_or("a dollar quote is not closed")?;
    Ok((Kind::Literal, tag.len() + end + tag.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(sql: &str) -> Vec<(Kind, &str)> {
        tokens(sql)
            .unwrap()
            .into_iter()
            .map(|token| (token.kind, token.text))
            .collect()
    }

    #[test]
    fn what_is_quoted_or_commented_out_is_neither_word_nor_placeholder() {
        use Kind::{Literal, Param, Quoted, Symbol, Word};
        assert_eq!(
            kinds("a -- $1\n/* $2 */ '$3 it''s' E'\\'$4' \"$5\" [b c] `d` $$ $6 $$ $t$ $7 $t$ $8"),
            [
                (Word, "a"),
                (Literal, "'$3 it''s'"),
                (Literal, "E'\\'$4'"),
                (Quoted, "\"$5\""),
                (Quoted, "[b c]"),
                (Quoted, "`d`"),
                (Literal, "$$ $6 $$"),
                (Literal, "$t$ $7 $t$"),
                (Param(8), "$8"),
            ]
        );
        assert_eq!(kinds("a->>'b'<>$12::x[]").last(), Some(&(Symbol, "]")));
        assert_eq!(kinds("1<--2\n3"), [(Word, "1"), (Symbol, "<"), (Word, "3")]);
    }

    #[test]
    fn what_never_ends_is_refused() {
        for sql in ["'a", "\"a", "/* a", "$t$ a", "$ a", "[a", "/* /* */ */"] {
            assert!(tokens(sql).is_err(), "{sql}");
        }
    }
}
