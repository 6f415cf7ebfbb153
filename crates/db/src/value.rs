//! What a statement's parameters may be.

use std::{borrow::Cow, fmt};

use branchbook_domain::id::Id;
use jiff::Timestamp;
use uuid::Uuid;

use crate::error::Error;

/// One parameter of a statement. Made by [`params!`](crate::params); how each is stored is in [`dialect`](crate::dialect).
#[derive(Clone)]
#[non_exhaustive]
pub enum Value<'a> {
    /// SQL's NULL, of any type.
    Null,
    /// A truth value.
    Bool(bool),
    /// An integer; it must fit the column it goes to.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// Text. Going to a JSON column of PostgreSQL it must be JSON.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(&'a [u8]),
    /// An id.
    Uuid(Uuid),
    /// A moment, to the microsecond.
    Timestamp(Timestamp),
    /// A JSON document.
    Json(&'a serde_json::Value),
    /// Text that the two engines need in different words.
    Each(&'a Each),
    /// Several values for `= ANY($n)` and `<> ALL($n)`.
    List(List<'a>),
}

/// Refuses what one of the engines cannot store, so that neither does.
pub(crate) fn check(params: &[Value<'_>]) -> Result<(), Error> {
    let has_nul = |text: &str| text.contains('\0');
    for param in params {
        match param {
            Value::Text(text) if has_nul(text) => return Err(Error::Unstorable("a text with U+0000")),
            Value::List(List::Texts(texts)) if texts.iter().any(|text| has_nul(text)) => {
                return Err(Error::Unstorable("a text with U+0000"));
            }
            Value::Timestamp(at) if !TIMES.contains(&at.as_second()) => {
                return Err(Error::Unstorable("a time that is not in the years 1 to 9999"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The seconds from the beginning of year 1 to the end of 9999-12-29: PostgreSQL's years begin later than JSON's, and our type's
/// end within the day after.
const TIMES: std::ops::Range<i64> = -62_135_596_800..253_402_128_000;

/// A text in two wordings, such as a full-text query: to parameters what [`sql!`](crate::sql) is to statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Each {
    /// As SQLite gets it.
    pub lite: String,
    /// As PostgreSQL gets it.
    pub pg: String,
}

/// The values of a list parameter; all of one type, as PostgreSQL wants it.
#[derive(Clone)]
#[non_exhaustive]
pub enum List<'a> {
    /// For `bigint`, `integer` and `smallint` columns.
    Integers(Vec<i64>),
    /// For text columns.
    Texts(Vec<&'a str>),
    /// For ids.
    Uuids(Vec<Uuid>),
}

/// Only the kind is shown: drivers log parameters at debug level, and parameters are people's data.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Integer(_) => "integer",
            Self::Real(_) => "real",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::Uuid(_) => "uuid",
            Self::Timestamp(_) => "timestamp",
            Self::Json(_) => "json",
            Self::Each(_) => "text",
            Self::List(_) => "list",
        })
    }
}

/// What can be a parameter. [`params!`](crate::params) calls it.
pub trait ToValue {
    /// This as a parameter.
    fn to_value(&self) -> Value<'_>;
}

/// The parameters of a statement: `params![tree.id, &name, None::<i64>]`. Each is borrowed, none is moved.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$($crate::ToValue::to_value(&$value)),*] as &[$crate::Value<'_>]
    };
}

macro_rules! to_value {
    ($($type:ty: $this:ident => $value:expr;)*) => {$(
        impl ToValue for $type {
            fn to_value(&self) -> Value<'_> { let $this = self; $value }
        }
    )*};
}

to_value! {
    bool: v => Value::Bool(*v);
    i16: v => Value::Integer((*v).into());
    i32: v => Value::Integer((*v).into());
    i64: v => Value::Integer(*v);
    u16: v => Value::Integer((*v).into());
    u32: v => Value::Integer((*v).into());
    f64: v => Value::Real(*v);
    str: v => Value::Text(Cow::Borrowed(v));
    String: v => Value::Text(Cow::Borrowed(v));
    Cow<'_, str>: v => Value::Text(Cow::Borrowed(v));
    Uuid: v => Value::Uuid(*v);
    Timestamp: v => Value::Timestamp(*v);
    Each: v => Value::Each(v);
    serde_json::Value: v => Value::Json(v);
    [u8]: v => Value::Bytes(v);
    [i64]: v => Value::List(List::Integers(v.to_vec()));
    [&str]: v => Value::List(List::Texts(v.to_vec()));
    [String]: v => Value::List(List::Texts(v.iter().map(String::as_str).collect()));
    [Uuid]: v => Value::List(List::Uuids(v.to_vec()));
}

impl<T> ToValue for Id<T> {
    fn to_value(&self) -> Value<'_> {
        Value::Uuid(self.uuid())
    }
}

impl<T> ToValue for [Id<T>] {
    fn to_value(&self) -> Value<'_> {
        Value::List(List::Uuids(self.iter().map(|id| id.uuid()).collect()))
    }
}

impl<T> ToValue for Vec<T>
where
    [T]: ToValue,
{
    fn to_value(&self) -> Value<'_> {
        self.as_slice().to_value()
    }
}

impl<T, const N: usize> ToValue for [T; N]
where
    [T]: ToValue,
{
    fn to_value(&self) -> Value<'_> {
        self.as_slice().to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

/// A parameter made earlier, when a filter is put together.
impl ToValue for Value<'_> {
    fn to_value(&self) -> Value<'_> {
        self.clone()
    }
}
