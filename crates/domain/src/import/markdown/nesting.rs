//! Refuses texts whose nesting would take the parser more than linear time.
//!
//! For each line the parser asks each open block whether the line belongs to it, and empty lines belong to all of them: a
//! list nested a thousand deep over a million empty lines is a billion questions. So depth times lines is bounded. The
//! depth is estimated from above, by the markers and the indentation of the lines; real runbooks stay far below.

use crate::import::ImportError;

/// The most lines times depth. A 10 000 line runbook may nest 2 000 deep.
const MAX_COST: usize = 20_000_000;

pub(super) fn check(text: &str, lines_above: usize) -> Result<(), ImportError> {
    let (mut deepest, mut deepest_line, mut lines) = (0, 0, 0);
    for (at, line) in text.lines().enumerate() {
        lines = at + 1;
        let depth = depth(line);
        if depth > deepest {
            (deepest, deepest_line) = (depth, at + 1 + lines_above);
        }
    }
    if deepest.saturating_mul(lines) > MAX_COST {
        return Err(ImportError::over_limit("lists and quotes are nested too deep here").on_line(deepest_line));
    }
    Ok(())
}

/// How many blocks can be open in this line at most: those it marks, and one for each two columns of indentation.
fn depth(line: &str) -> usize {
    let (mut markers, mut columns) = (0, 0);
    let mut rest = line;
    loop {
        let inner = rest.trim_start_matches([' ', '\t']);
        columns += rest[..rest.len() - inner.len()]
            .bytes()
            .map(|b| if b == b'\t' { 4 } else { 1 })
            .sum::<usize>();
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match inner.as_bytes() {
            [b'>', ..] => 1,
            [b'-' | b'*' | b'+'] | [b'-' | b'*' | b'+', b' ' | b'\t', ..] => 1,
            _ if (1..=9).contains(&digits) && inner[digits..].starts_with(['.', ')']) => digits + 1,
            _ => return markers + columns / 2,
        };
        markers += 1;
        rest = &inner[marker..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_never_estimated_too_low() {
        for (line, depth_at_least) in [
            ("text", 0),
            ("> > > x", 3),
            ("- - 1. x", 3),
            ("        - x", 4),
            (">>>>x", 4),
            ("--------", 0),
            ("**bold**", 0),
        ] {
            assert!(depth(line) >= depth_at_least, "{line}: {}", depth(line));
        }
    }

    #[test]
    fn only_absurd_nesting_is_refused() {
        assert!(check(&"- a\n  - b\n    - c\n".repeat(10_000), 0).is_ok());
        let error = check(&format!("x\n{}\n{}", "- ".repeat(100_000), "\n".repeat(1_000)), 5).expect_err("too deep");
        assert_eq!((error.line, error.too_large), (Some(7), true));
    }
}
