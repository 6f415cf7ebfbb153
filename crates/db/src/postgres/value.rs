//! Parameters and columns in PostgreSQL's binary format; the table is in [`dialect`](crate::dialect).

use std::error::Error as StdError;

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{FromSql, IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::{
    error::Error,
    row::{Cell, POSTGRES_EPOCH},
    value::{List, Value},
};

type Outcome = Result<IsNull, Box<dyn StdError + Sync + Send>>;

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Outcome {
        match (self, ty) {
            (Value::Null, _) => return Ok(IsNull::Yes),
            (Value::Bool(value), &Type::BOOL) => out.put_u8((*value).into()),
            (Value::Integer(value), &Type::INT8) => out.put_i64(*value),
            (Value::Integer(value), &Type::INT4) => out.put_i32((*value).try_into()?),
            (Value::Integer(value), &Type::INT2) => out.put_i16((*value).try_into()?),
            (Value::Real(value), &Type::FLOAT8) => out.put_f64(*value),
            (Value::Text(text), ty) if is_text(ty) => put_text(text, ty, out),
            (Value::Each(each), ty) if is_text(ty) => put_text(&each.pg, ty, out),
            (Value::Json(json), ty) if is_text(ty) => put_text(&json.to_string(), ty, out),
            (Value::Bytes(bytes), &Type::BYTEA) => out.put_slice(bytes),
            (Value::Uuid(uuid), &Type::UUID) => out.put_slice(uuid.as_bytes()),
            (Value::Timestamp(at), &Type::TIMESTAMPTZ) => out.put_i64(at.as_microsecond() - POSTGRES_EPOCH),
            (Value::List(list), ty) => return put_list(list, ty, out),
            _ => return Err(format!("{self:?} was given for {ty}").into()),
        }
        Ok(IsNull::No)
    }

    /// Whether it fits is decided when it is written: an integer fits several types.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn is_text(ty: &Type) -> bool {
    matches!(
        *ty,
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN | Type::JSON | Type::JSONB
    )
}

fn put_text(text: &str, ty: &Type, out: &mut BytesMut) {
    if *ty == Type::JSONB {
        // The version of its binary format.
        out.put_u8(1);
    }
    out.put_slice(text.as_bytes());
}

fn put_list(list: &List<'_>, ty: &Type, out: &mut BytesMut) -> Outcome {
    let Kind::Array(member) = ty.kind() else {
        return Err(format!("a list was given for {ty}").into());
    };
    match list {
        List::Integers(list) => list
            .iter()
            .map(|n| Value::Integer(*n))
            .collect::<Vec<_>>()
            .to_sql(ty, out),
        List::Texts(list) if is_text(member) => list.to_sql(ty, out),
        List::Uuids(list) if *member == Type::UUID => list.to_sql(ty, out),
        _ => Err(format!("a list of another type was given for {ty}").into()),
    }
}

/// A column as it came over the wire.
pub(crate) fn cell(row: &tokio_postgres::Row, index: usize) -> Result<Cell<'_>, Error> {
    let raw: Option<Raw<'_>> = row.try_get(index).map_err(Error::other)?;
    Ok(raw.map_or(Cell::Null, |Raw(raw)| Cell::Postgres(row.columns()[index].type_(), raw)))
}

struct Raw<'r>(&'r [u8]);

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(raw))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
