//! Writing an archive of a tenant: the database as it was at one moment, a few rows at a time.

use std::{
    fs::File,
    io::{BufWriter, Seek},
};

use branchbook_db::{Error, MIGRATIONS, Row, Sql, TenantDb, ToValue, Tx, Value as Parameter, params};
use branchbook_domain::id::TenantId;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::{
    archive::{self, Cell, FORMAT, Header, Tenant, USERS, VERSION, Writer},
    tables::{Column, Export, Kind, TABLES, Table},
};
use crate::access::OwnWork;

/// Rows that are read at once.
const PIECE: usize = 500;

/// The columns of a person: no password.
pub const USER_COLUMNS: &[Column] = &[
    column("id", Kind::Id),
    column("email", Kind::Text),
    column("name", Kind::Text),
    column("email_verified", Kind::Bool),
    column("is_active", Kind::Bool),
    column("is_service_account", Kind::Bool),
    column("created_at", Kind::Time),
];

const fn column(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        is_nullable: false,
    }
}

/// Writes a tenant's archive into a file that has no name and goes when it is closed; the file, from its beginning. It is written
/// whole before anybody reads it, so that who reads slowly holds up no transaction.
///
/// # Errors
/// Those of the database, and of the disk. None is given when there is no such tenant.
pub async fn to_file(work: &OwnWork, tenant: TenantId, at: Timestamp) -> Result<Option<File>, Error> {
    let db = work.tenant(tenant);
    let runtime = Handle::current();
    // Away from the threads that serve requests: to compress takes a while, and to write to a disk too.
    let written = tokio::task::spawn_blocking(move || runtime.block_on(write(&db, at)));
    written.await.map_err(Error::other)?
}

async fn write(db: &TenantDb, at: Timestamp) -> Result<Option<File>, Error> {
    let file = tempfile::tempfile().map_err(Error::other)?;
    let input = (file, db.tenant(), at);
    let written = db.read(input, |tx, (file, tenant, at)| {
        Box::pin(async move {
            // It may have to begin anew.
            let mut file = file.try_clone().map_err(Error::other)?;
            file.set_len(0).and_then(|()| file.rewind()).map_err(Error::other)?;
            let Some(tenant) = own_row(tx, *tenant).await? else {
                return Ok(None);
            };
            let mut writer = Writer::new(BufWriter::new(file), &header(tenant.clone(), *at)).map_err(Error::other)?;
            let owner = TenantId::from_uuid(tenant.id);
            users(tx, owner, &mut writer).await?;
            for table in TABLES {
                if let Export::Rows(columns) = table.export {
                    rows(tx, owner, table, columns, &mut writer).await?;
                }
            }
            let mut file = writer
                .finish()
                .and_then(|out| out.into_inner().map_err(|error| error.into_error()))
                .map_err(Error::other)?;
            file.rewind().map_err(Error::other)?;
            Ok(Some(file))
        })
    });
    written.await
}

fn header(tenant: Tenant, at: Timestamp) -> Header {
    let mut tables = Map::new();
    let names = |columns: &[Column]| columns.iter().map(|column| column.name).collect::<Vec<_>>();
    tables.insert(USERS.to_owned(), json!(names(USER_COLUMNS)));
    for table in TABLES {
        if let Export::Rows(columns) = table.export {
            tables.insert(table.name.to_owned(), json!(names(columns)));
        }
    }
    Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        schema: MIGRATIONS.last().map_or(0, |migration| migration.version),
        exported_at: at,
        tenant,
        tables,
    }
}

async fn own_row(tx: &mut Tx, tenant: TenantId) -> Result<Option<Tenant>, Error> {
    let sql =
        Sql::global("SELECT id, name, slug, type, plan, created_at, updated_at, settings FROM tenants WHERE id = $1");
    tx.optional(sql, params![tenant], |row| {
        Ok(Tenant {
            id: row.get(0)?,
            name: row.get(1)?,
            slug: row.get(2)?,
            kind: row.get(3)?,
            plan: row.get(4)?,
            created_at: row.get(5)?,
            updated_at: row.get(6)?,
            settings: row.get(7)?,
        })
    })
    .await
}

/// Everybody whom a row names: members, and who was one.
async fn users(tx: &mut Tx, owner: TenantId, writer: &mut Writer<BufWriter<File>>) -> Result<(), Error> {
    let mut named: Vec<Uuid> = vec![];
    for table in TABLES {
        let Export::Rows(columns) = table.export else { continue };
        for column in columns.iter().filter(|column| column.kind == Kind::User) {
            let (name, table_name, whose, only) = (column.name, table.name, table.owner, table.only.unwrap_or("TRUE"));
            let sql = format!(
                "SELECT DISTINCT {name} FROM {table_name} WHERE {whose} = $1 AND {only} AND {name} IS NOT NULL"
            );
            let read = |row: &Row<'_>| row.get::<Uuid>(0);
            named.extend(if table.is_global {
                tx.all(Sql::global(sql), params![owner], read).await?
            } else {
                tx.all(sql, &[], read).await?
            });
        }
    }
    named.sort_unstable();
    named.dedup();
    let names: Vec<&str> = USER_COLUMNS.iter().map(|column| column.name).collect();
    let sql = format!("SELECT {} FROM users WHERE id = ANY($1) ORDER BY id", names.join(", "));
    for some in named.chunks(PIECE) {
        tx.all(Sql::global(sql.clone()), params![*some], |row| {
            write_row(row, USERS, USER_COLUMNS, writer)
        })
        .await?;
    }
    Ok(())
}

fn write_row(
    row: &Row<'_>,
    table: &str,
    columns: &[Column],
    writer: &mut Writer<BufWriter<File>>,
) -> Result<(), Error> {
    let cells = columns
        .iter()
        .enumerate()
        .map(|(at, column)| archive::stored(row, at, column.kind));
    let cells = cells.collect::<Result<Vec<Value>, Error>>()?;
    writer.row(table, cells).map_err(Error::other)
}

/// All rows of a table, in the order of their keys.
async fn rows(
    tx: &mut Tx,
    owner: TenantId,
    table: &Table,
    columns: &'static [Column],
    writer: &mut Writer<BufWriter<File>>,
) -> Result<(), Error> {
    let key: Vec<usize> = table
        .key
        .iter()
        .filter_map(|name| columns.iter().position(|column| column.name == *name))
        .collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let (names, keys, name, whose) = (names.join(", "), table.key.join(", "), table.name, table.owner);
    let only = table.only.unwrap_or("TRUE");
    let mut after: Option<Vec<Cell>> = None;
    loop {
        let mut values: Vec<Parameter<'_>> = vec![];
        if table.is_global {
            values.push(owner.to_value());
        }
        let mut place = String::new();
        if let Some(after) = &after {
            let from = values.len() + 1 + usize::from(!table.is_global);
            let numbers: Vec<String> = (from..from + after.len()).map(|number| format!("${number}")).collect();
            place = format!(" AND ({keys}) > ({})", numbers.join(", "));
            values.extend(after.iter().map(ToValue::to_value));
        }
        let sql =
            format!("SELECT {names} FROM {name} WHERE {whose} = $1 AND {only}{place} ORDER BY {keys} LIMIT {PIECE}");
        let sql = if table.is_global { Sql::global(sql) } else { sql.into() };
        let mut last = None;
        let read = tx.all(sql, &values, |row| {
            let at_key = key.iter().map(|at| {
                let value = archive::stored(row, *at, columns[*at].kind)?;
                archive::cell(&value, &columns[*at]).ok_or_else(|| Error::unreadable("a key"))
            });
            last = Some(at_key.collect::<Result<Vec<Cell>, Error>>()?);
            write_row(row, name, columns, writer)
        });
        let count = read.await?.len();
        if count < PIECE {
            return Ok(());
        }
        after = last;
    }
}
