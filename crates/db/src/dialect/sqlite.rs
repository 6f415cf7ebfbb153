//! Rewrites a statement for SQLite. What is rewritten, and why: [`dialect`](super).

use super::token::{Kind, Token};

/// The statement in SQLite's words.
pub(crate) fn rewrite(tokens: &[Token<'_>]) -> String {
    spell(&without_locks(&without_casts(tokens)))
}

/// Drops `::type`, `::type(n)` and `::type[]`.
fn without_casts<'s>(tokens: &[Token<'s>]) -> Vec<Token<'s>> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let [token, after @ ..] = rest {
        rest = after;
        if !token.is("::") {
            kept.push(*token);
            continue;
        }
        rest = rest.get(1..).unwrap_or_default();
        if let [open, _, close, after @ ..] = rest
            && open.is("(")
            && close.is(")")
        {
            rest = after;
        }
        while let [open, close, after @ ..] = rest
            && open.is("[")
            && close.is("]")
        {
            rest = after;
        }
    }
    kept
}

/// Drops `FOR [NO KEY] UPDATE | [KEY] SHARE [OF a, b] [NOWAIT | SKIP LOCKED]`.
fn without_locks<'s>(tokens: &[Token<'s>]) -> Vec<Token<'s>> {
    const STRENGTHS: [&[&str]; 4] = [&["UPDATE"], &["SHARE"], &["KEY", "SHARE"], &["NO", "KEY", "UPDATE"]];
    const WAITS: [&[&str]; 2] = [&["NOWAIT"], &["SKIP", "LOCKED"]];
    let mut kept = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let [token, after @ ..] = rest {
        let strength = STRENGTHS
            .iter()
            .find_map(|words| after_words(after, words))
            .filter(|_| token.is("FOR"));
        let Some(mut unlocked) = strength else {
            kept.push(*token);
            rest = after;
            continue;
        };
        if let Some(mut tables) = after_words(unlocked, &["OF"]) {
            tables = tables.get(1..).unwrap_or_default();
            while let Some(more) = after_words(tables, &[","]) {
                tables = more.get(1..).unwrap_or_default();
            }
            unlocked = tables;
        }
        rest = WAITS
            .iter()
            .find_map(|words| after_words(unlocked, words))
            .unwrap_or(unlocked);
    }
    kept
}

fn after_words<'t, 's>(tokens: &'t [Token<'s>], words: &[&str]) -> Option<&'t [Token<'s>]> {
    let matches = tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, word)| token.is(word));
    matches.then(|| &tokens[words.len()..])
}

/// Writes the tokens out again, with SQLite's placeholders and lists.
fn spell(tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    let mut rest = tokens;
    while let [token, after @ ..] = rest {
        if let [
            operator,
            quantifier,
            open,
            Token {
                kind: Kind::Param(number),
                ..
            },
            close,
            after @ ..,
        ] = rest
            && open.is("(")
            && close.is(")")
            && let Some(member) = membership(operator, quantifier)
        {
            out += &format!(" {member} (SELECT value FROM rarray(?{number}))");
            rest = after;
            continue;
        }
        if token.spaced {
            out.push(' ');
        }
        match token.kind {
            Kind::Param(number) => out += &format!("?{number}"),
            _ => out += token.text,
        }
        rest = after;
    }
    out
}

fn membership(operator: &Token<'_>, quantifier: &Token<'_>) -> Option<&'static str> {
    if operator.is("=") && quantifier.is("ANY") {
        Some("IN")
    } else if (operator.is("<>") || operator.is("!=")) && quantifier.is("ALL") {
        Some("NOT IN")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::token::tokens;

    #[test]
    fn a_statement_is_put_in_the_words_of_sqlite() {
        for (written, expected) in [
            (
                "SELECT a.b, count(*) FROM c WHERE d = $1",
                "SELECT a.b, count(*) FROM c WHERE d = ?1",
            ),
            (
                "SELECT 1 WHERE id = ANY($2)",
                "SELECT 1 WHERE id IN (SELECT value FROM rarray(?2))",
            ),
            (
                "SELECT 1 WHERE id=any ( $2::uuid[] )",
                "SELECT 1 WHERE id IN (SELECT value FROM rarray(?2))",
            ),
            (
                "SELECT 1 WHERE id <> ALL($12)",
                "SELECT 1 WHERE id NOT IN (SELECT value FROM rarray(?12))",
            ),
            ("SELECT $2::varchar(20), x::int", "SELECT ?2, x"),
            ("SELECT '$1::x' FROM t FOR UPDATE", "SELECT '$1::x' FROM t"),
            (
                "SELECT 1 FROM t FOR NO KEY UPDATE OF t, u SKIP LOCKED",
                "SELECT 1 FROM t",
            ),
            (
                "(SELECT 1 FROM t LIMIT 1 FOR UPDATE SKIP LOCKED)",
                "(SELECT 1 FROM t LIMIT 1)",
            ),
            ("SELECT 1e-5, x'00' -- note\nFROM t", "SELECT 1e-5, x'00' FROM t"),
        ] {
            assert_eq!(rewrite(&tokens(written).unwrap()), expected);
        }
    }
}
