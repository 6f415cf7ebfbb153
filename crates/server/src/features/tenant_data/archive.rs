//! What an archive looks like: gzip of lines of JSON.
//!
//! ```text
//! {"format":"branchbook-tenant","version":1,"schema":6,"exported_at":…,"tenant":{…},"tables":{"trees":["id","name",…],…}}
//! {"t":"users","r":["0192…","ada@example.com",…]}
//! {"t":"trees","r":[…]}          the columns of a row, in the order that the first line says
//! …
//! {"end":{"rows":2,"sha256":"…"}}  of all lines before it
//! ```
//!
//! Ids are text, times microseconds since 1970, bytes base64. Tables come in the order in which they can be filled, rows in that of
//! their keys. Hashes of passwords and tokens are not in it.

use std::io::{self, BufRead, BufReader, Read, Write};

use base64::{Engine, prelude::BASE64_STANDARD};
use branchbook_db::{Error, Row, ToValue, Value as Parameter};
use flate2::{Compression, bufread::GzDecoder, write::GzEncoder};
use indexed::Tables;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::tables::{Column, Kind};

/// What the first line begins with.
pub const FORMAT: &str = "branchbook-tenant";
/// Counted up when the lines change their shape.
pub const VERSION: u32 = 1;
/// The table of people, which is nobody's.
pub const USERS: &str = "users";
/// The longest line that is read: a flow's document and then some.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

mod indexed {
    /// The columns of each table, in order.
    pub type Tables = serde_json::Map<String, serde_json::Value>;
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The last migration of the database it comes from.
    pub schema: u32,
    /// When.
    pub exported_at: Timestamp,
    /// Whose it is.
    pub tenant: Tenant,
    /// The columns of each table.
    pub tables: Tables,
}

/// The tenant's own row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct Tenant {
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub plan: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub settings: String,
}

/// A line behind the first.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Line {
    /// A row of a table.
    Row {
        /// The table.
        t: String,
        /// Its columns.
        r: Vec<Value>,
    },
    /// The last line.
    End {
        /// What tells that nothing is missing.
        end: End,
    },
}

/// What tells that nothing is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Lines with rows.
    pub rows: u64,
    /// The hash of all lines before, with their ends.
    pub sha256: String,
}

/// Writes an archive.
pub struct Writer<W: Write> {
    out: GzEncoder<W>,
    hash: Sha256,
    rows: u64,
    line: Vec<u8>,
}

impl<W: Write> Writer<W> {
    /// Begins one.
    ///
    /// # Errors
    /// Those of writing.
    pub fn new(out: W, header: &Header) -> io::Result<Self> {
        let mut writer = Self {
            out: GzEncoder::new(out, Compression::fast()),
            hash: Sha256::new(),
            rows: 0,
            line: vec![],
        };
        writer.write(header)?;
        Ok(writer)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Those of writing.
    pub fn row(&mut self, table: &str, columns: Vec<Value>) -> io::Result<()> {
        self.rows += 1;
        self.write(&Line::Row {
            t: table.to_owned(),
            r: columns,
        })
    }

    /// Ends it.
    ///
    /// # Errors
    /// Those of writing.
    pub fn finish(mut self) -> io::Result<W> {
        let end = End {
            rows: self.rows,
            sha256: hex(&self.hash.clone().finalize()),
        };
        self.write(&Line::End { end })?;
        self.out.finish()
    }

    fn write(&mut self, line: &impl Serialize) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)?;
        self.line.push(b'\n');
        self.hash.update(&self.line);
        self.out.write_all(&self.line)
    }
}

/// Reads an archive, line by line.
pub struct Reader<R: BufRead> {
    lines: BufReader<GzDecoder<R>>,
    hash: Sha256,
    rows: u64,
    number: u64,
    line: Vec<u8>,
    /// What the first line said.
    pub header: Header,
}

/// What is wrong with an archive, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Damage(pub String);

impl<R: BufRead> Reader<R> {
    /// Reads the first line.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(source: R) -> Result<Self, Damage> {
        let mut lines = BufReader::new(GzDecoder::new(source));
        let mut line = vec![];
        let foreign =
            |_| Damage("This is no archive of a tenant: it is not what `branchbook export-tenant` writes.".to_owned());
        read_line(&mut lines, &mut line).map_err(foreign)?;
        let said: Value = serde_json::from_slice(&line).unwrap_or_default();
        if said["format"] != FORMAT {
            return Err(foreign(io::Error::other("another format")));
        }
        if said["version"] != VERSION {
            return Err(Damage(format!(
                "The archive's format has the version {}, and this build reads {VERSION}. Use the version of Branchbook that wrote it, or \
                 a later one.",
                said["version"]
            )));
        }
        let header = serde_json::from_value(said)
            .map_err(|error| Damage(format!("The archive's first line is damaged: {error}.")))?;
        Ok(Self {
            lines,
            hash: Sha256::new_with_prefix(&line),
            rows: 0,
            number: 1,
            line,
            header,
        })
    }

    /// The next row; none behind the last, once it is sure that nothing is missing.
    ///
    /// # Errors
    /// What is wrong.
    pub fn next_row(&mut self) -> Result<Option<(String, Vec<Value>)>, Damage> {
        self.number += 1;
        self.line.clear();
        let damaged = |number: u64, why: &dyn std::fmt::Display| {
            Damage(format!("The archive is damaged in line {number}: {why}."))
        };
        read_line(&mut self.lines, &mut self.line).map_err(|error| damaged(self.number, &error))?;
        if self.line.is_empty() {
            return Err(Damage(format!(
                "The archive breaks off behind line {}: it was not written to its end.",
                self.number - 1
            )));
        }
        match serde_json::from_slice(&self.line).map_err(|error| damaged(self.number, &error))? {
            Line::Row { t, r } => {
                self.rows += 1;
                self.hash.update(&self.line);
                Ok(Some((t, r)))
            }
            Line::End { end } => {
                let sha256 = hex(&self.hash.clone().finalize());
                if end
                    != (End {
                        rows: self.rows,
                        sha256,
                    })
                {
                    return Err(Damage(
                        "The archive was changed: what its last line says of the others is not so.".to_owned(),
                    ));
                }
                // Reads the checksum of the compression too.
                let rest = self
                    .lines
                    .read(&mut [0])
                    .map_err(|error| damaged(self.number, &error))?;
                if rest > 0 {
                    return Err(damaged(self.number + 1, &"something comes behind the last line"));
                }
                Ok(None)
            }
        }
    }

    /// Which line was read last, counted from 1.
    pub fn line(&self) -> u64 {
        self.number
    }
}

fn read_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<()> {
    lines.take(LONGEST_LINE).read_until(b'\n', line)?;
    if line.len() as u64 >= LONGEST_LINE {
        return Err(io::Error::other("the line is too long"));
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A value on its way into a table.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each is what it is called")]
pub enum Cell {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
    Id(Uuid),
    Time(Timestamp),
}

impl ToValue for Cell {
    fn to_value(&self) -> Parameter<'_> {
        match self {
            Self::Null => Parameter::Null,
            Self::Bool(value) => Parameter::Bool(*value),
            Self::Int(value) => Parameter::Integer(*value),
            Self::Real(value) => Parameter::Real(*value),
            Self::Text(value) => value.to_value(),
            Self::Bytes(value) => Parameter::Bytes(value),
            Self::Id(value) => Parameter::Uuid(*value),
            Self::Time(value) => Parameter::Timestamp(*value),
        }
    }
}

/// A column of a row, as an archive has it.
pub(super) fn stored(row: &Row<'_>, at: usize, kind: Kind) -> Result<Value, Error> {
    Ok(match kind {
        Kind::Id | Kind::User => row.get::<Option<Uuid>>(at)?.map(|id| id.to_string()).into(),
        Kind::Text | Kind::Json => row.get::<Option<String>>(at)?.into(),
        Kind::Int => row.get::<Option<i64>>(at)?.into(),
        Kind::Real => row.get::<Option<f64>>(at)?.into(),
        Kind::Bool => row.get::<Option<bool>>(at)?.into(),
        Kind::Time => row.get::<Option<Timestamp>>(at)?.map(Timestamp::as_microsecond).into(),
        Kind::Bytes => row
            .get::<Option<Vec<u8>>>(at)?
            .map(|bytes| BASE64_STANDARD.encode(bytes))
            .into(),
    })
}

/// A value of an archive, as the column takes it; none when it is no such value.
pub(super) fn cell(value: &Value, column: &Column) -> Option<Cell> {
    if value.is_null() {
        return column.is_nullable.then_some(Cell::Null);
    }
    Some(match column.kind {
        Kind::Id | Kind::User => Cell::Id(value.as_str()?.parse().ok()?),
        Kind::Text => Cell::Text(plain(value.as_str()?)?),
        Kind::Json => {
            let text = plain(value.as_str()?)?;
            serde_json::from_str::<serde::de::IgnoredAny>(&text).ok()?;
            Cell::Text(text)
        }
        Kind::Int => Cell::Int(value.as_i64()?),
        Kind::Real => Cell::Real(value.as_f64()?),
        Kind::Bool => Cell::Bool(value.as_bool()?),
        Kind::Time => Cell::Time(Timestamp::from_microsecond(value.as_i64()?).ok()?),
        Kind::Bytes => Cell::Bytes(BASE64_STANDARD.decode(value.as_str()?).ok()?),
    })
}

/// Text that both engines can store.
fn plain(text: &str) -> Option<String> {
    (!text.contains('\0')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn header() -> Header {
        Header {
            format: FORMAT.to_owned(),
            version: VERSION,
            schema: 6,
            exported_at: Timestamp::UNIX_EPOCH,
            tenant: Tenant {
                id: Uuid::from_u128(1),
                name: "Ada".to_owned(),
                slug: "ada".to_owned(),
                kind: "self".to_owned(),
                plan: "free".to_owned(),
                created_at: Timestamp::UNIX_EPOCH,
                updated_at: Timestamp::UNIX_EPOCH,
                settings: "{}".to_owned(),
            },
            tables: Tables::new(),
        }
    }

    fn archive() -> Vec<u8> {
        let mut writer = Writer::new(vec![], &header()).unwrap();
        writer.row("tags", vec![json!("power"), json!(1)]).unwrap();
        writer.row("tags", vec![json!("ünder"), json!(2)]).unwrap();
        writer.finish().unwrap()
    }

    fn read(archive: &[u8]) -> Result<usize, Damage> {
        let mut reader = Reader::new(archive)?;
        let mut count = 0;
        while reader.next_row()?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    #[test]
    fn what_was_written_is_read() {
        let archive = archive();
        let mut reader = Reader::new(&*archive).unwrap();
        assert_eq!(reader.header, header());
        let row = reader.next_row().unwrap().unwrap();
        assert_eq!(row, ("tags".to_owned(), vec![json!("power"), json!(1)]));
        assert_eq!(read(&archive), Ok(2));
    }

    #[test]
    fn an_archive_that_is_cut_anywhere_is_refused() {
        let archive = archive();
        for length in 0..archive.len() {
            assert!(read(&archive[..length]).is_err(), "cut to {length}");
        }
    }

    #[test]
    fn an_archive_with_another_byte_anywhere_is_refused() {
        let archive = archive();
        // The head of gzip has bytes that mean nothing.
        for at in 10..archive.len() {
            let mut changed = archive.clone();
            changed[at] ^= 1;
            assert!(read(&changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn what_is_no_archive_is_told_so() {
        let mut gzip = GzEncoder::new(vec![], Compression::fast());
        gzip.write_all(b"{\"format\":\"something else\"}\n").unwrap();
        for text in [b"hello".to_vec(), vec![], gzip.finish().unwrap()] {
            assert!(read(&text).unwrap_err().0.contains("no archive"));
        }
    }
}
