//! Migrations on SQLite.

use rusqlite::{Connection, TransactionBehavior};

use super::{Applied, Migration, MigrationError, checksum, pending};
use crate::{
    error::Error,
    sqlite::{Sqlite, connection},
};

/// How long to wait for another process that migrates.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

const GROUND: &str = "
CREATE TABLE IF NOT EXISTS schema_migrations (
    version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
) STRICT
";

/// Runs what is pending, on a connection of its own.
pub(crate) async fn run(database: &Sqlite, known: &'static [Migration]) -> Result<(), Error> {
    let (path, tables) = (database.path.clone(), database.tables.clone());
    let migrate = move || {
        let mut connection = connection::open(&path, PATIENCE).map_err(Error::unavailable)?;
        // A table is rebuilt by dropping the old one, which would take along what refers to it; the references are all
        // checked before the commit.
        connection
            .pragma_update(None, "foreign_keys", false)
            .map_err(Error::other)?;
        connection.execute_batch(GROUND).map_err(Error::unavailable)?;
        while step(&mut connection, known)? {}
        tables.replace(connection::tenant_tables(&connection).map_err(Error::other)?);
        Ok(())
    };
    tokio::task::spawn_blocking(migrate).await.map_err(Error::other)?
}

/// Runs the next pending migration; false if there is none.
///
/// What is pending is read inside the transaction that holds the write lock, so two processes never run the same one.
fn step(connection: &mut Connection, known: &'static [Migration]) -> Result<bool, Error> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(Error::unavailable)?;
    let applied = applied(&transaction).map_err(Error::other)?;
    let Some(next) = pending(known, &applied, |migration| migration.sqlite)?.first() else {
        return Ok(false);
    };

    let Migration {
        version, name, sqlite, ..
    } = *next;
    let run = || -> rusqlite::Result<Option<String>> {
        transaction.execute_batch(sqlite)?;
        transaction.execute(
            "INSERT INTO schema_migrations (version, name, checksum, applied_at)
             VALUES (?1, ?2, ?3, CAST(unixepoch('subsec') * 1000000 AS INTEGER))",
            (version, name, checksum(sqlite)),
        )?;
        let mut orphans = transaction.prepare("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")?;
        let mut rows = orphans.query([])?;
        rows.next()?.map(|row| row.get(0)).transpose()
    };
    let failed = |reason: String| MigrationError::Failed { version, name, reason };
    if let Some(table) = run().map_err(|error| failed(error.to_string()))? {
        return Err(failed(format!("rows of {table} refer to rows that are not there")).into());
    }
    transaction.commit().map_err(|error| failed(error.to_string()))?;
    tracing::info!(version, name, "migrated");
    Ok(true)
}

fn applied(connection: &Connection) -> rusqlite::Result<Vec<Applied>> {
    let mut statement = connection.prepare("SELECT version, checksum FROM schema_migrations ORDER BY version")?;
    statement
        .query_map([], |row| {
            Ok(Applied {
                version: row.get(0)?,
                checksum: row.get(1)?,
            })
        })?
        .collect()
}
