//! SQLite's errors as ours.

use rusqlite::{Connection, ErrorCode, ffi};

use crate::error::Error;

/// The error in our words. Looks into the catalogue for the name of a violated constraint: SQLite reports only columns.
pub(crate) fn translate(connection: &Connection, error: rusqlite::Error) -> Error {
    let (code, extended, message) = match &error {
        rusqlite::Error::SqliteFailure(failure, message) => (
            failure.code,
            failure.extended_code,
            message.as_deref().unwrap_or_default(),
        ),
        rusqlite::Error::SqlInputError {
            error: failure, msg, ..
        } => (failure.code, failure.extended_code, msg.as_str()),
        _ => return Error::other(error),
    };
    match extended {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return Error::Unique {
                constraint: unique_constraint(connection, message),
            };
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return Error::ForeignKey,
        ffi::SQLITE_CONSTRAINT_CHECK => {
            return Error::Check {
                constraint: message.trim_start_matches("CHECK constraint failed: ").to_owned(),
            };
        }
        _ => {}
    }
    match code {
        ErrorCode::DiskFull => Error::unavailable("the disk is full"),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::unavailable("another process holds the database"),
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::OperationInterrupted => {
            Error::unavailable(error)
        }
        _ => Error::other(error),
    }
}

/// `UNIQUE constraint failed: users.email, users.realm` → the name PostgreSQL would give.
fn unique_constraint(connection: &Connection, message: &str) -> String {
    let what = message.split_once("failed: ").map_or(message, |(_, what)| what);
    if let Some(index) = what.strip_prefix("index ") {
        return index.trim_matches('\'').to_owned();
    }
    let (mut table, mut columns) = ("", Vec::new());
    for column in what.split(", ") {
        if let Some((of, name)) = column.split_once('.') {
            table = of;
            columns.push(name);
        }
    }
    name_of(connection, table, &columns.join(","))
        .unwrap_or_else(|_| Some(format!("{table}_{}_key", columns.join("_"))))
        .unwrap_or_else(|| format!("{table}_{}_key", columns.join("_")))
}

fn name_of(connection: &Connection, table: &str, columns: &str) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT l.name, l.origin, (SELECT group_concat(i.name, ',' ORDER BY i.seqno) FROM pragma_index_info(l.name) i)
         FROM pragma_index_list(?1) l WHERE l.\"unique\"
         UNION ALL
         SELECT 'pk', 'pk', (SELECT group_concat(name, ',' ORDER BY pk) FROM pragma_table_info(?1) WHERE pk > 0)",
    )?;
    let mut rows = statement.query([table])?;
    while let Some(row) = rows.next()? {
        if row.get_ref(2)?.as_str_or_null()?.is_some_and(|of| of == columns) {
            return Ok(match row.get_ref(1)?.as_str()? {
                "pk" => Some(format!("{table}_pkey")),
                "c" => Some(row.get(0)?),
                _ => None,
            });
        }
    }
    Ok(None)
}
