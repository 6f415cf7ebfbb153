//! PostgreSQL's errors as ours.

use tokio_postgres::error::{DbError, SqlState};

use crate::{
    error::Error,
    tx::{Failure, Health},
};

/// The error in our words, with what it means for the transaction.
pub(crate) fn translate(error: tokio_postgres::Error) -> Failure {
    if let Some(db) = error.as_db_error() {
        return Failure {
            health: health_after(db),
            error: told(db).unwrap_or_else(|| Error::other(error)),
        };
    }
    let broken =
        error.is_closed() || std::error::Error::source(&error).is_some_and(|source| source.is::<std::io::Error>());
    if broken {
        return Failure {
            error: Error::unavailable("the connection to PostgreSQL broke"),
            health: Health::Lost,
        };
    }
    // What is left is said by the driver about our side: a parameter that does not fit its column.
    match std::error::Error::source(&error) {
        Some(source) => Error::Misuse(format!("{error}: {source}").into()).into(),
        None => Error::other(error).into(),
    }
}

/// Whether a prepared statement is of no more use: the schema changed under it, or something between us and the server has
/// lost it.
pub(crate) fn is_stale_statement(error: &tokio_postgres::Error) -> bool {
    let code = error.code();
    code == Some(&SqlState::INVALID_SQL_STATEMENT_NAME)
        || (code == Some(&SqlState::FEATURE_NOT_SUPPORTED)
            && error
                .as_db_error()
                .is_some_and(|error| error.message().contains("cached plan")))
}

fn health_after(error: &DbError) -> Health {
    match *error.code() {
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Health::Conflict,
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => Health::Lost,
        _ => Health::Failed,
    }
}

fn told(error: &DbError) -> Option<Error> {
    let constraint = || error.constraint().unwrap_or_default().to_owned();
    Some(match *error.code() {
        SqlState::UNIQUE_VIOLATION => Error::Unique {
            constraint: constraint(),
        },
        SqlState::FOREIGN_KEY_VIOLATION => Error::ForeignKey,
        SqlState::CHECK_VIOLATION => Error::Check {
            constraint: constraint(),
        },
        SqlState::READ_ONLY_SQL_TRANSACTION => Error::misuse("a read transaction may not write"),
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Error::Conflict,
        // Row security and missing grants: the code asked for what the application's role never may.
        SqlState::INSUFFICIENT_PRIVILEGE => Error::Misuse(error.message().to_owned().into()),
        SqlState::QUERY_CANCELED
        | SqlState::LOCK_NOT_AVAILABLE
        | SqlState::ADMIN_SHUTDOWN
        | SqlState::CRASH_SHUTDOWN
        | SqlState::CANNOT_CONNECT_NOW
        | SqlState::DISK_FULL
        | SqlState::OUT_OF_MEMORY
        | SqlState::TOO_MANY_CONNECTIONS
        | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => Error::unavailable(error.message()),
        _ => return None,
    })
}
