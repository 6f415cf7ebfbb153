//! Parameters as SQLite stores them; the table is in [`dialect`](crate::dialect).

use std::rc::Rc;

use rusqlite::{
    ToSql,
    types::{self, ToSqlOutput, ValueRef},
    vtab::array::Array,
};

use crate::value::{List, Value};

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Bool(value) => ToSqlOutput::Borrowed(ValueRef::Integer((*value).into())),
            Self::Integer(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Self::Real(value) => ToSqlOutput::Borrowed(ValueRef::Real(*value)),
            Self::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Self::Each(each) => ToSqlOutput::Borrowed(ValueRef::Text(each.lite.as_bytes())),
            Self::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            Self::Uuid(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value.as_bytes())),
            Self::Timestamp(value) => ToSqlOutput::Borrowed(ValueRef::Integer(value.as_microsecond())),
            Self::Json(value) => ToSqlOutput::Owned(types::Value::Text(value.to_string())),
            Self::List(list) => ToSqlOutput::from_rc(array(list), c"rarray"),
        })
    }
}

/// What the `rarray` of [`rusqlite::vtab::array`] reads.
fn array(list: &List<'_>) -> Array {
    Rc::new(match list {
        List::Integers(list) => list.iter().copied().map(types::Value::Integer).collect(),
        List::Texts(list) => list.iter().map(|text| types::Value::Text((*text).to_owned())).collect(),
        List::Uuids(list) => list
            .iter()
            .map(|id| types::Value::Blob(id.as_bytes().to_vec()))
            .collect(),
    })
}
