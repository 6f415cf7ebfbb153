//! Refuses texts that would take the parser more than a moment.
//!
//! For each line the parser asks each open block whether the line belongs to it, and empty lines belong to all of them: a
//! list nested a thousand deep over a million empty lines is a billion questions. So the lines are bounded, and the depth,
//! and depth times lines. The depth is estimated from above, by the markers and the indentation of the lines; real
//! runbooks stay far below.

use crate::import::ImportError;

/// The most lines of a text.
const MAX_LINES: usize = 100_000;
/// The most blocks that one line may open in each other.
const MAX_MARKERS: usize = 100;
/// The most lines times depth. A 10 000 line runbook may be indented by 2 000 columns.
const MAX_COST: usize = 10_000_000;

pub(super) fn check(text: &str, lines_above: usize) -> Result<(), ImportError> {
    let (mut deepest, mut deepest_line, mut lines) = (0, 0, 0);
    for (at, line) in text.lines().enumerate() {
        lines = at + 1;
        let (markers, indents) = depth(line);
        if markers > MAX_MARKERS {
            return Err(too_deep(lines + lines_above));
        }
        if markers + indents > deepest {
            (deepest, deepest_line) = (markers + indents, lines + lines_above);
        }
    }
    if lines > MAX_LINES {
        return Err(ImportError::over_limit(format!(
            "a text has at most {MAX_LINES} lines; this one has {lines}"
        )));
    }
    if deepest.saturating_mul(lines) > MAX_COST {
        Err(too_deep(deepest_line))
    } else {
        Ok(())
    }
}

fn too_deep(line: usize) -> ImportError {
    ImportError::over_limit("lists and quotes are nested too deep here").on_line(line)
}

/// How many blocks can be open in this line at most: those it marks, and one for each two columns of indentation.
fn depth(line: &str) -> (usize, usize) {
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
            _ => return (markers, columns / 2),
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
            let (markers, indents) = depth(line);
            assert!(markers + indents >= depth_at_least, "{line}: {markers} + {indents}");
        }
    }

    #[test]
    fn only_absurd_nesting_is_refused() {
        assert!(check(&"x\n".repeat(100_001), 0).is_err());
        assert!(check(&"- a\n  - b\n    - c\n".repeat(10_000), 0).is_ok());
        for text in [
            format!(
                "x
{}x",
                "- ".repeat(101)
            ),
            format!(
                "x
{}- x{}",
                "  ".repeat(2_000),
                "
"
                .repeat(10_000)
            ),
        ] {
            let error = check(&text, 5).expect_err("too deep");
            assert_eq!((error.line, error.too_large), (Some(7), true));
        }
    }
}
