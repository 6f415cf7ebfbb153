//! One SQL for two engines.
//!
//! Statements are written in PostgreSQL's words, as far as SQLite has them too: `$1` placeholders, `ON CONFLICT`,
//! `RETURNING`, `->>`, `WITH`, row values (`(a, b) < ($2, $3)`), `IS NOT DISTINCT FROM`, `TRUE`. For SQLite these are
//! rewritten, once per statement:
//!
//! | written | SQLite gets | why |
//! |---|---|---|
//! | `$2` | `?2` | SQLite's `$2` is a name, numbered by where it first appears |
//! | `= ANY($2)` · `<> ALL($2)` | `IN (SELECT value FROM rarray(?2))` · `NOT IN (…)` | it has no arrays |
//! | `$2::uuid`, `x::bigint[]` | `?2`, `x` | types belong to values there; to convert one, write `CAST` |
//! | `FOR UPDATE SKIP LOCKED`, `FOR SHARE` … | nothing | there is one writer |
//!
//! Where that is not enough (full text, `unnest`, a statement that updates in a CTE), give both wordings: [`sql!`](crate::sql).
//!
//! | Rust | PostgreSQL column | SQLite column (`STRICT`) |
//! |---|---|---|
//! | `Uuid`, `Id<T>` | `uuid` | `BLOB`, 16 bytes |
//! | `jiff::Timestamp` | `timestamptz` | `INTEGER`, microseconds since 1970 |
//! | `bool` | `boolean` | `INTEGER`, 0 or 1 |
//! | `i64`, `i32`, `u32` … | `bigint`, `integer`, `smallint` | `INTEGER` |
//! | `f64` | `double precision` | `REAL` |
//! | `String`, `&str` | `text` | `TEXT` |
//! | `Vec<u8>`, `&[u8]`, `[u8; N]` | `bytea` | `BLOB` |
//! | `serde_json::Value` | `text` (whole documents), `jsonb` (where it is queried) | `TEXT` |
//!
//! A JSON value goes to a `text`, `json` or `jsonb` column alike, and so does text that is JSON; each can be read as
//! `String` or `serde_json::Value`.

pub(crate) mod sqlite;
pub(crate) mod token;

/// The pattern with which `LIKE $n ESCAPE '\'` finds what has this text in it, in a column or an expression in lower case.
#[must_use]
pub fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.trim().to_lowercase().chars() {
        if matches!(character, '\\' | '%' | '_') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_means_something_in_a_pattern_means_itself() {
        assert_eq!(super::containing(" 100%_Ö\\ "), "%100\\%\\_ö\\\\%");
    }
}
