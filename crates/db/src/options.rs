//! Where the database is, and how much of it to use.

use std::{path::PathBuf, str::FromStr, thread, time::Duration};

/// How to open a database. [`Options::new`] has defaults for everything but the place.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Where the database is.
    pub url: DatabaseUrl,
    /// PostgreSQL: connections at most (default 16).
    pub pool_size: usize,
    /// SQLite: threads that read (default: the number of cores, 2 to 8).
    pub reader_threads: usize,
    /// SQLite: transactions that may wait for the writer or for a reader; one more is answered `Busy` (default 4096).
    pub queue_length: usize,
    /// How long to wait for a connection (PostgreSQL) or for another process that writes (SQLite) (default 10 s).
    pub wait_timeout: Duration,
    /// PostgreSQL: a statement that runs longer is cancelled (default 30 s).
    pub statement_timeout: Duration,
    /// How often a transaction that conflicted is run again before it is given up (default 8).
    pub retries: u32,
    /// SQLite: the file may not grow over this many pages of 4 KiB (default: no limit).
    pub max_pages: Option<u32>,
}

impl Options {
    /// The defaults, for the database at `url`.
    #[must_use]
    pub fn new(url: DatabaseUrl) -> Self {
        Self {
            url,
            pool_size: 16,
            reader_threads: thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 8)),
            queue_length: 4096,
            wait_timeout: Duration::from_secs(10),
            statement_timeout: Duration::from_secs(30),
            retries: 8,
            max_pages: None,
        }
    }
}

/// Where a database is: a file for SQLite, or a PostgreSQL server.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file. It and its directory are made when missing.
    Sqlite(PathBuf),
    /// A PostgreSQL URL (`postgres://user:password@host/database`) or key-value string.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = std::convert::Infallible;

    /// A `postgres:` or `postgresql:` URL is PostgreSQL; everything else is the path of a file, with or without `sqlite:` before it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(
            if text.starts_with("postgres://") || text.starts_with("postgresql://") {
                Self::Postgres(text.to_owned())
            } else {
                let path = text.strip_prefix("sqlite:").unwrap_or(text);
                Self::Sqlite(path.strip_prefix("//").unwrap_or(path).into())
            },
        )
    }
}

/// Shows no password.
impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres:…"),
        }
    }
}

/// Which engine runs. Only tests and the operator's tools need to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_its_engine() {
        let sqlite = |path: &str| DatabaseUrl::Sqlite(path.into());
        for (text, url) in [
            ("postgres://a@b/c", DatabaseUrl::Postgres("postgres://a@b/c".into())),
            ("postgresql:///c", DatabaseUrl::Postgres("postgresql:///c".into())),
            ("data/branchbook.db", sqlite("data/branchbook.db")),
            ("sqlite:data/branchbook.db", sqlite("data/branchbook.db")),
            ("sqlite:///var/lib/branchbook.db", sqlite("/var/lib/branchbook.db")),
        ] {
            assert_eq!(text.parse::<DatabaseUrl>(), Ok(url));
        }
    }
}
