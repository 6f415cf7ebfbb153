//! What can go wrong in a transaction, told the same way by both engines.

use std::borrow::Cow;

use crate::migrate::MigrationError;

/// Why a transaction, or a statement in it, did not succeed.
///
/// None of the messages is meant for people who use the product: they name tables and constraints.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row with the same key exists already.
    #[error("unique constraint {constraint} is violated")]
    Unique {
        /// The constraint's name as PostgreSQL has it, also on SQLite: the index's own name when it was given one, else
        /// `table_pkey` or `table_column_column_key`.
        constraint: String,
    },
    /// A row refers to a row that does not exist, or is still referred to.
    #[error("a foreign key is violated")]
    ForeignKey,
    /// A value is outside of what its table allows.
    #[error("check constraint {constraint} is violated")]
    Check {
        /// The constraint's name (on SQLite its text, when it has no name).
        constraint: String,
    },
    /// A parameter is one that not both engines can store: a text with U+0000, or a time thousands of years away.
    #[error("{0} cannot be stored")]
    Unstorable(&'static str),
    /// [`Tx::one`](crate::Tx::one) found no row.
    #[error("no such row")]
    NotFound,
    /// Other transactions kept getting in the way, also after the last retry.
    #[error("the transaction kept conflicting with others")]
    Conflict,
    /// So many others wait that this one's turn did not come in time. Nothing was written; it may be tried again in a moment.
    #[error("the database is busy: {0}")]
    Busy(&'static str),
    /// The database cannot be reached, is closed, or has no space left. What was being written may be tried again.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The caller broke a rule of this crate: a mistake in the code, never in the data.
    #[error("misuse of the database: {0}")]
    Misuse(Cow<'static, str>),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// A stored value is not one that this build can read.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
    /// Anything else, with what the driver said.
    #[error("{0}")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// An error from outside this crate.
    pub fn other(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Other(source.into())
    }

    /// For row readers: the column holds something (an unknown status, a document that does not parse) that this build cannot read.
    pub fn unreadable(what: impl std::fmt::Display) -> Self {
        Self::Unreadable(what.to_string())
    }

    /// Whether this is a violation of the unique constraint with this name.
    #[must_use]
    pub fn is_unique(&self, name: &str) -> bool {
        matches!(self, Self::Unique { constraint } if constraint == name)
    }

    pub(crate) fn unavailable(why: impl std::fmt::Display) -> Self {
        Self::Unavailable(why.to_string())
    }

    pub(crate) const fn misuse(rule: &'static str) -> Self {
        Self::Misuse(Cow::Borrowed(rule))
    }
}
