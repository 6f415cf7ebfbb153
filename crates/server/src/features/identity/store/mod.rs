//! The SQL of identity. Its tables are global, so their statements are marked as such: they run in a tenant's transaction and
//! outside of one.

pub mod accounts;
pub mod api_tokens;
pub mod families;
pub mod one_time;
pub mod pending;
pub mod purge;

use std::str::FromStr;

use branchbook_db::{Error, Row};

/// A column of one of a few words.
fn word<T: FromStr<Err = String>>(row: &Row<'_>, index: usize) -> Result<T, Error> {
    row.get::<String>(index)?.parse().map_err(Error::unreadable)
}
