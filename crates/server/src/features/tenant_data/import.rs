//! Reading an archive into a database where its tenant is not. All of it is looked at before anything is written, and written in one
//! transaction: an archive that is not right changes nothing.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

use branchbook_db::{Error, MIGRATIONS, Sql, ToValue, Tx, Value as Parameter, params};
use branchbook_domain::id::TenantId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    archive::{self, Cell, Damage, Header, Reader, USERS},
    export::USER_COLUMNS,
    rewrite::Ids as NewIds,
    tables::{Column, Export, TABLES, Table},
};
use crate::{
    app::App,
    features::{
        audit::{self, Event, Rechain, Stamp},
        identity::founding,
        trees,
    },
};

/// Rows that go to the database together.
const FLIGHT: usize = 100;

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The tenant's id, which it has kept.
    pub tenant: TenantId,
    /// Its slug, which is another when the old one was taken.
    pub slug: String,
    /// How many rows.
    pub rows: u64,
    /// People who had an account here: found by their e-mail.
    pub known: u64,
    /// People who were given one, without a password.
    pub new: u64,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// In a sentence.
    #[error("{0}")]
    Archive(String),
    /// The database's.
    #[error("the database: {0}")]
    Database(Error),
}

impl From<Damage> for Refusal {
    fn from(damage: Damage) -> Self {
        Self::Archive(damage.0)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Unique { constraint } => Self::Archive(format!(
                "Something of the archive is here already, under the same key ({constraint})."
            )),
            Error::ForeignKey => Self::Archive("A row of the archive refers to one that is not in it.".to_owned()),
            Error::Check { constraint } => {
                Self::Archive(format!("The archive has a value that is not allowed ({constraint})."))
            }
            other => Self::Database(other),
        }
    }
}

/// Reads an archive into this application's database.
///
/// # Errors
/// Why nothing was imported.
pub async fn from_file(app: &App, path: &Path) -> Result<Imported, Refusal> {
    let checking = path.to_owned();
    let checked = tokio::task::spawn_blocking(move || check(&checking));
    let Checked { header, users, rows } = checked
        .await
        .map_err(|error| Refusal::Database(Error::other(error)))??;
    let tenant = TenantId::from_uuid(header.tenant.id);
    let input = Input {
        path: path.to_owned(),
        slugs: std::iter::once(header.tenant.slug.clone())
            .chain(founding::slugs(&header.tenant.slug, &app.ids))
            .collect(),
        new_ids: (0..users).map(|_| app.ids.next_uuid()).collect(),
        stamp: Stamp::now(app),
        tenant,
        rows,
    };
    app.own_work()
        .tenant(tenant)
        .write(input, |tx, input| Box::pin(import(tx, input)))
        .await
}

struct Checked {
    header: Header,
    users: u64,
    rows: u64,
}

struct Input {
    path: PathBuf,
    slugs: Vec<String>,
    /// For people whose old id is somebody else's here.
    new_ids: Vec<Uuid>,
    stamp: Stamp,
    tenant: TenantId,
    rows: u64,
}

type Archive = Reader<BufReader<File>>;

fn open(path: &Path) -> Result<Archive, Refusal> {
    let file =
        File::open(path).map_err(|error| Refusal::Archive(format!("{} cannot be read: {error}.", path.display())))?;
    let archive = Reader::new(BufReader::new(file))?;
    let newest = MIGRATIONS.last().map_or(0, |migration| migration.version);
    if archive.header.schema > newest {
        let (theirs, ours) = (archive.header.schema, newest);
        return Err(Refusal::Archive(format!(
            "The archive was written by a later version of Branchbook (schema {theirs}; this one has {ours}). Import it with that version."
        )));
    }
    Ok(archive)
}

/// Looks at the whole archive without writing anything.
fn check(path: &Path) -> Result<Checked, Refusal> {
    let mut archive = open(path)?;
    let shapes = Shape::of_all(&archive.header)?;
    let (mut users, mut rows) = (0, 0);
    while let Some((table, values)) = archive.next_row()? {
        let line = archive.line();
        shape(&shapes, &table, line)?.cells(&values, line)?;
        rows += 1;
        users += u64::from(table == USERS);
    }
    Ok(Checked {
        header: archive.header,
        users,
        rows,
    })
}

fn shape<'s>(shapes: &'s [Shape], table: &str, line: u64) -> Result<&'s Shape, Refusal> {
    let found = shapes.iter().find(|shape| shape.name == table);
    found.ok_or_else(|| {
        Refusal::Archive(format!(
            "The archive is damaged in line {line}: its first line does not tell of '{table}'."
        ))
    })
}

/// The columns that an archive has of a table.
struct Shape {
    name: &'static str,
    /// None for people.
    table: Option<&'static Table>,
    columns: Vec<&'static Column>,
}

impl Shape {
    /// The tables of an archive, each of which this build knows.
    fn of_all(header: &Header) -> Result<Vec<Self>, Refusal> {
        let known = |name: &str| {
            if name == USERS {
                return Some((USERS, None, USER_COLUMNS));
            }
            TABLES
                .iter()
                .find(|table| table.name == name)
                .and_then(|table| match table.export {
                    Export::Rows(columns) => Some((table.name, Some(table), columns)),
                    Export::Not(_) => None,
                })
        };
        let shapes = header.tables.iter().map(|(name, said)| {
            let unknown = || Refusal::Archive(format!("The archive has the table '{name}' in a form that this build does not know."));
            let (name, table, columns) = known(name).ok_or_else(unknown)?;
            let said: Vec<&str> = said.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let found = said.iter().map(|said| columns.iter().find(|column| column.name == *said).ok_or_else(unknown));
            let found: Vec<&'static Column> = found.collect::<Result<_, _>>()?;
            let missing = columns.iter().find(|column| !column.is_nullable && !said.contains(&column.name));
            if let Some(column) = missing {
                return Err(Refusal::Archive(format!(
                    "The archive has no '{}' in the table '{name}', which this build needs. Import it with the version that wrote it, and upgrade.",
                    column.name
                )));
            }
            Ok(Self { name, table, columns: found })
        });
        shapes.collect()
    }

    fn cells(&self, values: &[Value], line: u64) -> Result<Vec<Cell>, Refusal> {
        if values.len() != self.columns.len() {
            return Err(Refusal::Archive(format!(
                "The archive is damaged in line {line}: a row of '{}' has another length.",
                self.name
            )));
        }
        let cells = values.iter().zip(&self.columns).map(|(value, column)| {
            archive::cell(value, column).ok_or_else(|| {
                Refusal::Archive(format!(
                    "The archive is damaged in line {line}: '{}' of a row of '{}' is not what it should be.",
                    column.name, self.name
                ))
            })
        });
        cells.collect()
    }

    fn insert(&self, table: &Table) -> Sql {
        let names: Vec<&str> = std::iter::once(table.owner)
            .chain(self.columns.iter().map(|column| column.name))
            .collect();
        let numbers: Vec<String> = (1..=names.len()).map(|number| format!("${number}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.name,
            names.join(", "),
            numbers.join(", ")
        );
        if table.is_global { Sql::global(sql) } else { sql.into() }
    }
}

/// Everything, in the one transaction. It may run again, so it reads the archive from its beginning.
async fn import(tx: &mut Tx, input: &Input) -> Result<Imported, Refusal> {
    let mut archive = open(&input.path)?;
    let shapes = Shape::of_all(&archive.header)?;
    let slug = tenant(tx, &archive.header, &input.slugs).await?;

    let mut people = People::new(&input.new_ids);
    let mut chain = Rechain::new(&input.stamp, input.tenant);
    let mut flight: Vec<(Sql, Vec<Cell>)> = vec![];
    while let Some((table, values)) = archive.next_row()? {
        let line = archive.line();
        let shape = shape(&shapes, &table, line)?;
        let mut cells = shape.cells(&values, line)?;
        let Some(table) = shape.table else {
            people.add(tx, cells).await?;
            continue;
        };
        people.ids.rewrite(&mut cells, &shape.columns);
        if table.name == "audit_log" {
            let link = audit_row(shape, cells);
            chain
                .next(
                    tx,
                    link.ok_or_else(|| Refusal::Archive(format!("The archive is damaged in line {line}.")))?,
                )
                .await?;
            continue;
        }
        if table.is_global {
            cells.insert(0, Cell::Id(input.tenant.uuid()));
        }
        flight.push((shape.insert(table), cells));
        if flight.len() >= FLIGHT {
            send(tx, std::mem::take(&mut flight)).await?;
        }
    }
    send(tx, flight).await?;
    only_what_is_exported(tx).await?;
    chain.finish(tx).await?;
    trees::reindex::all(tx, input.tenant).await?;

    let event = Event {
        actor: None,
        action: "tenant.imported",
        target: ("tenant", input.tenant.uuid()),
        ip: "console".to_owned(),
        before: None,
        after: Some(json!({ "rows": input.rows, "exported_at": archive.header.exported_at })),
    };
    audit::begin(tx, &input.stamp, &event).await?;
    Ok(Imported {
        tenant: input.tenant,
        slug,
        rows: input.rows,
        known: people.known,
        new: people.new,
    })
}

/// Refuses rows that no export of the tenant has: such as what another tenant would have said.
async fn only_what_is_exported(tx: &mut Tx) -> Result<(), Refusal> {
    for table in TABLES {
        let (Some(only), name) = (table.only, table.name) else {
            continue;
        };
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {name} WHERE {} = $1 AND NOT ({only}))",
            table.owner
        );
        if tx.one(sql, &[], |row| row.get(0)).await? {
            return Err(Refusal::Archive(format!(
                "The archive has a row of '{name}' that is not its tenant's alone."
            )));
        }
    }
    Ok(())
}

async fn send(tx: &mut Tx, flight: Vec<(Sql, Vec<Cell>)>) -> Result<(), Error> {
    let statements = flight.iter().map(|(sql, cells)| {
        let values: Vec<Parameter<'_>> = cells.iter().map(ToValue::to_value).collect();
        (sql.clone(), values)
    });
    let statements: Vec<_> = statements.collect();
    if !statements.is_empty() {
        tx.batch(statements).await?;
    }
    Ok(())
}

/// Adds the tenant's own row, under the first slug that is free.
async fn tenant(tx: &mut Tx, header: &Header, slugs: &[String]) -> Result<String, Refusal> {
    let tenant = &header.tenant;
    let there = Sql::global("SELECT slug FROM tenants WHERE id = $1");
    let there: Option<String> = tx.optional(there, params![tenant.id], |row| row.get(0)).await?;
    if let Some(slug) = there {
        return Err(Refusal::Archive(format!(
            "The tenant is here already, as '{slug}'. Delete it first, or import elsewhere."
        )));
    }
    for slug in slugs {
        let sql = Sql::global(
            "INSERT INTO tenants (id, name, slug, type, plan, is_active, created_at, updated_at, settings)
             VALUES ($1, $2, $3, $4, $5, TRUE, $6, $7, $8) ON CONFLICT (slug) DO NOTHING",
        );
        let params = params![
            tenant.id,
            tenant.name,
            slug,
            tenant.kind,
            tenant.plan,
            tenant.created_at,
            tenant.updated_at,
            tenant.settings
        ];
        if tx.execute(sql, params).await? == 1 {
            return Ok(slug.clone());
        }
    }
    Err(Refusal::Archive(
        "Every slug that was tried is taken. Try again.".to_owned(),
    ))
}

/// People of the archive, and who they are here.
struct People<'i> {
    ids: NewIds,
    taken: HashSet<Uuid>,
    spare: std::slice::Iter<'i, Uuid>,
    known: u64,
    new: u64,
}

impl<'i> People<'i> {
    fn new(spare: &'i [Uuid]) -> Self {
        Self {
            ids: NewIds::default(),
            taken: HashSet::new(),
            spare: spare.iter(),
            known: 0,
            new: 0,
        }
    }

    /// Finds somebody by their e-mail, or makes an account that no password opens yet.
    async fn add(&mut self, tx: &mut Tx, cells: Vec<Cell>) -> Result<(), Refusal> {
        let damaged = || Refusal::Archive("The archive is damaged: somebody in it has no id or no e-mail.".to_owned());
        let mut named: HashMap<&str, Cell> = USER_COLUMNS.iter().map(|column| column.name).zip(cells).collect();
        let (Some(Cell::Id(old)), Some(Cell::Text(email))) = (named.remove("id"), named.remove("email")) else {
            return Err(damaged());
        };
        let here = Sql::global("SELECT id FROM users WHERE email = $1");
        if let Some(here) = tx.optional(here, params![email], |row| row.get::<Uuid>(0)).await? {
            self.known += 1;
            self.ids.change(old, here);
            return Ok(());
        }
        let is_taken = Sql::global("SELECT id FROM users WHERE id = $1");
        let is_taken = tx
            .optional(is_taken, params![old], |row| row.get::<Uuid>(0))
            .await?
            .is_some();
        let id = match self.spare.next() {
            Some(spare) if is_taken || !self.taken.insert(old) => *spare,
            _ => old,
        };
        let [Some(name), Some(verified), Some(active), Some(service), Some(created)] = [
            "name",
            "email_verified",
            "is_active",
            "is_service_account",
            "created_at",
        ]
        .map(|name| named.remove(name)) else {
            return Err(damaged());
        };
        let sql = Sql::global(
            "INSERT INTO users (id, email, name, email_verified, is_active, is_service_account, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
        );
        tx.execute(sql, params![id, email, name, verified, active, service, created])
            .await?;
        self.new += 1;
        self.ids.change(old, id);
        Ok(())
    }
}

fn audit_row(shape: &Shape, cells: Vec<Cell>) -> Option<audit::Row> {
    let mut named: HashMap<&str, Cell> = shape.columns.iter().map(|column| column.name).zip(cells).collect();
    let mut text = |name: &str| match named.remove(name) {
        Some(Cell::Text(text)) => Some(text),
        _ => None,
    };
    let (action, target_type) = (text("action")?, text("target_type")?);
    let (ip, before, after) = (text("ip"), text("before"), text("after"));
    let mut id = |name: &str| match named.remove(name) {
        Some(Cell::Id(id)) => Some(id),
        _ => None,
    };
    let (own, actor, target_id) = (id("id")?, id("actor_id"), id("target_id")?);
    let Some(Cell::Time(at)) = named.remove("at") else {
        return None;
    };
    Some(audit::Row {
        at,
        id: own,
        actor: actor.map(branchbook_domain::id::UserId::from_uuid),
        action,
        target_type,
        target_id,
        ip,
        before,
        after,
    })
}
