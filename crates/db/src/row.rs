//! Reading a row's columns.

use branchbook_domain::id::Id;
use jiff::Timestamp;
use rusqlite::types::ValueRef;
use tokio_postgres::types::Type;
use uuid::Uuid;

use crate::error::Error;

/// A row, while it is being read.
pub struct Row<'r>(pub(crate) Source<'r>);

pub(crate) enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// The column at `index`, counted from 0 in the order of the SELECT or RETURNING list.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it holds another type, or NULL where `T` is not an `Option`.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T, Error> {
        let cell = match self.0 {
            Source::Sqlite(row) => row.get_ref(index).map(Cell::Sqlite).map_err(Error::other)?,
            Source::Postgres(row) => crate::postgres::value::cell(row, index)?,
        };
        T::from_column(cell).map_err(|expected| Error::Unreadable(format!("column {index} is not {expected}")))
    }
}

/// A stored value as its engine holds it.
#[derive(Clone, Copy)]
pub enum Cell<'r> {
    /// SQLite's.
    #[doc(hidden)]
    Sqlite(ValueRef<'r>),
    /// PostgreSQL's, in its binary format.
    #[doc(hidden)]
    Postgres(&'r Type, &'r [u8]),
    /// NULL on PostgreSQL.
    #[doc(hidden)]
    Null,
}

impl Cell<'_> {
    fn is_null(self) -> bool {
        matches!(self, Cell::Null | Cell::Sqlite(ValueRef::Null))
    }
}

/// What a column can be read as.
pub trait FromColumn: Sized {
    /// Reads it, or says what was expected.
    ///
    /// # Errors
    /// A few words that complete "the column is not …".
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str>;
}

impl<T: FromColumn> FromColumn for Option<T> {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        if cell.is_null() {
            Ok(None)
        } else {
            T::from_column(cell).map(Some)
        }
    }
}

impl FromColumn for i64 {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        let integer = match cell {
            Cell::Sqlite(ValueRef::Integer(integer)) => Some(integer),
            Cell::Postgres(&Type::INT8, raw) => raw.try_into().ok().map(i64::from_be_bytes),
            Cell::Postgres(&Type::INT4, raw) => raw.try_into().ok().map(|raw| i32::from_be_bytes(raw).into()),
            Cell::Postgres(&Type::INT2, raw) => raw.try_into().ok().map(|raw| i16::from_be_bytes(raw).into()),
            _ => None,
        };
        integer.ok_or("an integer")
    }
}

macro_rules! narrower_integers {
    ($($type:ty, $expected:literal;)*) => {$(
        impl FromColumn for $type {
            fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
                i64::from_column(cell)?.try_into().map_err(|_| $expected)
            }
        }
    )*};
}
narrower_integers! {
    i32, "an integer of 32 bits";
    u16, "an integer from 0 of 16 bits";
    u32, "an integer from 0 of 32 bits";
    u64, "an integer from 0";
    usize, "an integer from 0";
}

impl FromColumn for bool {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Sqlite(ValueRef::Integer(0)) | Cell::Postgres(&Type::BOOL, [0]) => Ok(false),
            Cell::Sqlite(ValueRef::Integer(1)) | Cell::Postgres(&Type::BOOL, [1]) => Ok(true),
            _ => Err("a truth value"),
        }
    }
}

impl FromColumn for f64 {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        let real = match cell {
            Cell::Sqlite(ValueRef::Real(real)) => Some(real),
            Cell::Postgres(&Type::FLOAT8, raw) => raw.try_into().ok().map(f64::from_be_bytes),
            Cell::Postgres(&Type::FLOAT4, raw) => raw.try_into().ok().map(|raw| f32::from_be_bytes(raw).into()),
            _ => None,
        };
        real.ok_or("a floating-point number")
    }
}

fn text<'r>(cell: Cell<'r>) -> Option<&'r str> {
    let raw = match cell {
        Cell::Sqlite(ValueRef::Text(raw)) => raw,
        Cell::Postgres(
            &Type::TEXT | &Type::VARCHAR | &Type::BPCHAR | &Type::NAME | &Type::JSON | &Type::UNKNOWN,
            raw,
        ) => raw,
        // The binary format of jsonb is its text after a byte that says the version: 1.
        Cell::Postgres(&Type::JSONB, [1, raw @ ..]) => raw,
        _ => return None,
    };
    std::str::from_utf8(raw).ok()
}

impl FromColumn for String {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        text(cell).map(str::to_owned).ok_or("text")
    }
}

impl FromColumn for serde_json::Value {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        text(cell)
            .and_then(|text| serde_json::from_str(text).ok())
            .ok_or("JSON")
    }
}

fn bytes<'r>(cell: Cell<'r>) -> Option<&'r [u8]> {
    match cell {
        Cell::Sqlite(ValueRef::Blob(raw)) | Cell::Postgres(&Type::BYTEA, raw) => Some(raw),
        _ => None,
    }
}

impl FromColumn for Vec<u8> {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        bytes(cell).map(<[u8]>::to_vec).ok_or("bytes")
    }
}

impl<const N: usize> FromColumn for [u8; N] {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        bytes(cell)
            .and_then(|raw| raw.try_into().ok())
            .ok_or("bytes of that length")
    }
}

impl FromColumn for Uuid {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Sqlite(ValueRef::Blob(raw)) | Cell::Postgres(&Type::UUID, raw) => Self::from_slice(raw).ok(),
            _ => None,
        }
        .ok_or("an id")
    }
}

impl<T> FromColumn for Id<T> {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        Uuid::from_column(cell).map(Self::from_uuid)
    }
}

/// 2000-01-01T00:00:00Z, from which PostgreSQL counts, in microseconds since 1970.
pub(crate) const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

impl FromColumn for Timestamp {
    fn from_column(cell: Cell<'_>) -> Result<Self, &'static str> {
        let microseconds = match cell {
            Cell::Sqlite(ValueRef::Integer(microseconds)) => Some(microseconds),
            Cell::Postgres(&Type::TIMESTAMPTZ, raw) => raw
                .try_into()
                .ok()
                .and_then(|raw| i64::from_be_bytes(raw).checked_add(POSTGRES_EPOCH)),
            _ => None,
        };
        microseconds
            .and_then(|microseconds| Self::from_microsecond(microseconds).ok())
            .ok_or("a time")
    }
}
