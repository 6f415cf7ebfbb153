//! Bringing a database's schema up to date.
//!
//! A migration is a pair of files, `migrations/V012__shares.sqlite.sql` and `….postgres.sql`; putting them there is all there
//! is to do. Each runs once, in a transaction, in the order of its number, and is recorded in `schema_migrations` with the
//! checksum of its text: what has run is never edited, a later migration corrects it.
//!
//! What the files keep to, so that the two schemas stay one (a test compares them):
//! - a tenant's table has `PRIMARY KEY (tenant_id, …)`; in SQLite it is `STRICT, WITHOUT ROWID`; in PostgreSQL the file says
//!   `SELECT isolate_tenants('trees');`, which turns on row security, also for the owner, with the policy
//!   `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;
//! - foreign keys and unique indexes of such a table begin with `tenant_id`; no constraint is `DEFERRABLE`, because on SQLite
//!   it would be checked at the commit that several transactions share;
//! - an index has the same name in both.
//!
//! On PostgreSQL migrations run as the role of the URL, everything else as `branchbook_app`, which owns nothing and so is
//! bound by row security. A migration that changes rows of tenants must turn `FORCE ROW LEVEL SECURITY` off and on again
//! around that; forgetting it is an error, not a silent nothing, since migrations run with `row_security = off`.

pub(crate) mod postgres;
pub(crate) mod sqlite;

use sha2::{Digest, Sha256};

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number, from 1, without gaps.
    pub version: u32,
    /// What it brings, in a word or two.
    pub name: &'static str,
    /// Its statements for SQLite.
    pub sqlite: &'static str,
    /// Its statements for PostgreSQL.
    pub postgres: &'static str,
}

/// Why a schema was not brought up to date.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigrationError {
    /// A newer build has been here; running an older one on its schema could damage what is stored.
    #[error(
        "the database is at migration {database}, this build knows only {known}: run the newer build, or restore a backup"
    )]
    Newer {
        /// The database's newest migration.
        database: u32,
        /// The newest this build knows.
        known: u32,
    },
    /// What ran is not what this build has under that number.
    #[error("migration {version} ({name}) ran with a different text: a migration that has run must not be changed")]
    Changed {
        /// Its number.
        version: u32,
        /// Its name in this build.
        name: &'static str,
    },
    /// An earlier migration is missing although later ones ran.
    #[error("migration {version} ({name}) has not run, although a later one has")]
    Skipped {
        /// Its number.
        version: u32,
        /// Its name in this build.
        name: &'static str,
    },
    /// A migration's statements failed; it was rolled back.
    #[error("migration {version} ({name}) failed: {reason}")]
    Failed {
        /// Its number.
        version: u32,
        /// Its name.
        name: &'static str,
        /// What the database said.
        reason: String,
    },
    /// PostgreSQL: the role the server works as is missing and could not be made.
    #[error(
        "the role {role} is missing, or this login may not become it ({reason}); as an administrator run: \
         CREATE ROLE {role} NOLOGIN; GRANT {role} TO the login in the database URL"
    )]
    Role {
        /// The role.
        role: &'static str,
        /// What the database said.
        reason: String,
    },
}

/// A digest of all that a migrated PostgreSQL database is made of: tests keep templates under it.
#[must_use]
pub fn fingerprint(migrations: &[Migration]) -> String {
    let texts: String = migrations
        .iter()
        .map(|migration| checksum(migration.postgres))
        .collect();
    checksum(&(texts + postgres::GROUND))
}

/// A migration that ran, as the database remembers it.
#[derive(Debug)]
struct Applied {
    version: u32,
    checksum: String,
}

/// The checksum of a migration's text. Line ends do not count: some checkouts change them.
fn checksum(text: &str) -> String {
    Sha256::digest(text.replace("\r\n", "\n"))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Which migrations are still to run.
fn pending<'m>(
    known: &'m [Migration],
    applied: &[Applied],
    text: impl Fn(&Migration) -> &'static str,
) -> Result<&'m [Migration], MigrationError> {
    let newest = known.last().map_or(0, |migration| migration.version);
    if let Some(newer) = applied
        .iter()
        .map(|applied| applied.version)
        .max()
        .filter(|version| *version > newest)
    {
        return Err(MigrationError::Newer {
            database: newer,
            known: newest,
        });
    }
    for (migration, at) in known.iter().zip(0..applied.len()) {
        let Migration { version, name, .. } = *migration;
        if applied[at].version != version {
            return Err(MigrationError::Skipped { version, name });
        }
        if applied[at].checksum != checksum(text(migration)) {
            return Err(MigrationError::Changed { version, name });
        }
    }
    Ok(&known[applied.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[Migration] = &[
        Migration {
            version: 1,
            name: "first",
            sqlite: "a",
            postgres: "A",
        },
        Migration {
            version: 2,
            name: "second",
            sqlite: "b",
            postgres: "B",
        },
    ];

    fn applied(texts: &[(u32, &str)]) -> Vec<Applied> {
        texts
            .iter()
            .map(|(version, text)| Applied {
                version: *version,
                checksum: checksum(text),
            })
            .collect()
    }

    fn pending_versions(texts: &[(u32, &str)]) -> Result<Vec<u32>, MigrationError> {
        let pending = pending(KNOWN, &applied(texts), |migration| migration.sqlite)?;
        Ok(pending.iter().map(|migration| migration.version).collect())
    }

    #[test]
    fn what_has_not_run_is_pending() {
        assert_eq!(pending_versions(&[]).unwrap(), [1, 2]);
        assert_eq!(pending_versions(&[(1, "a")]).unwrap(), [2]);
        assert!(pending_versions(&[(1, "a"), (2, "b")]).unwrap().is_empty());
    }

    #[test]
    fn a_database_with_another_history_is_refused() {
        use MigrationError::{Changed, Newer, Skipped};
        assert!(matches!(
            pending_versions(&[(1, "a"), (2, "b"), (3, "c")]),
            Err(Newer { database: 3, known: 2 })
        ));
        assert!(matches!(
            pending_versions(&[(1, "other")]),
            Err(Changed {
                version: 1,
                name: "first"
            })
        ));
        assert!(matches!(
            pending_versions(&[(2, "b")]),
            Err(Skipped {
                version: 1,
                name: "first"
            })
        ));
    }

    #[test]
    fn line_ends_do_not_change_a_checksum() {
        assert_eq!(checksum("a\r\nb"), checksum("a\nb"));
        assert_ne!(checksum("a\nb"), checksum("a b"));
    }

    #[test]
    fn the_migrations_of_this_build_are_numbered_without_gaps() {
        let versions: Vec<u32> = MIGRATIONS.iter().map(|migration| migration.version).collect();
        assert_eq!(
            versions,
            (1..=u32::try_from(MIGRATIONS.len()).unwrap()).collect::<Vec<_>>()
        );
    }
}
