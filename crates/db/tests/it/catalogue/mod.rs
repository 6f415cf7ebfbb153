//! The two schemas are one: what PostgreSQL has, SQLite has, but for the differences in `exceptions.txt`.

mod postgres;
mod rules;
mod sqlite;

use std::collections::{BTreeMap, BTreeSet};

use branchbook_db::{Db, Engine, MIGRATIONS, Migration};
use branchbook_test_support::database::{on_postgres, on_sqlite};

/// A schema, in words that are the same for both engines.
#[derive(Debug, Default)]
struct Catalogue {
    tables: BTreeMap<String, Table>,
}

/// A table. All but its name and traits is told in lines, which are compared as they are.
#[derive(Debug, Default)]
struct Table {
    /// `column name: TEXT, may be null, has a default`, `primary key (a, b)`, `unique (a, b)`, `index name (a, b DESC)`,
    /// `foreign key (a, b) → other (c, d)`.
    lines: BTreeSet<String>,
    /// The columns of the primary key, in order.
    key: Vec<String>,
    /// What only one engine has, and [`rules`] looks at: `STRICT`, `FORCE ROW LEVEL SECURITY`, `constraint name` …
    traits: BTreeSet<String>,
}

impl Table {
    fn belongs_to_tenants(&self) -> bool {
        self.key.first().is_some_and(|first| first == "tenant_id")
    }
}

fn column(name: &str, kind: &str, nullable: bool, default: bool) -> String {
    let nullable = if nullable { ", may be null" } else { "" };
    let default = if default { ", has a default" } else { "" };
    format!("column {name}: {kind}{nullable}{default}")
}

fn index(name: &str, columns: &str, unique: bool, partial: bool) -> String {
    let unique = if unique { " unique" } else { "" };
    let partial = if partial { " partial" } else { "" };
    format!("index {name} ({columns}){unique}{partial}")
}

fn foreign_key(from: &str, table: &str, to: &str, delete: &str, update: &str, deferrable: bool) -> String {
    let mut line = format!("foreign key ({from}) → {table} ({to})");
    for (when, action) in [("delete", delete), ("update", update)] {
        if action != "NO ACTION" {
            line += &format!(" on {when} {action}");
        }
    }
    if deferrable {
        line += " DEFERRABLE";
    }
    line
}

async fn of(db: &Db) -> Catalogue {
    let read = match db.engine() {
        Engine::Sqlite => db.global().read((), |tx, ()| Box::pin(sqlite::read(tx))).await,
        Engine::Postgres => db.global().read((), |tx, ()| Box::pin(postgres::read(tx))).await,
    };
    read.expect("a catalogue that can be read")
}

/// The schemas that migrations make on the two engines.
fn both(migrations: &'static [Migration]) -> (Catalogue, Catalogue) {
    let (mut lite, mut pg) = (Catalogue::default(), Catalogue::default());
    on_sqlite(migrations, async |db| lite = of(db).await);
    on_postgres(migrations, async |db| pg = of(db).await);
    (lite, pg)
}

/// Every difference, and every rule of one engine's own that is broken; one line each.
fn faults((lite, pg): &(Catalogue, Catalogue)) -> BTreeSet<String> {
    let mut faults = BTreeSet::new();
    for (name, here, there, engine) in
        [(lite, pg, "SQLite"), (pg, lite, "PostgreSQL")]
            .iter()
            .flat_map(|(here, there, engine)| {
                here.tables
                    .iter()
                    .map(move |(name, table)| (name, table, *there, *engine))
            })
    {
        match there.tables.get(name) {
            None => drop(faults.insert(format!("{name}: only in {engine}"))),
            Some(there) => {
                faults.extend(
                    here.lines
                        .difference(&there.lines)
                        .map(|line| format!("{name}: only in {engine}: {line}")),
                );
            }
        }
    }
    faults.extend(rules::sqlite(lite));
    faults.extend(rules::postgres(pg));
    faults
}

/// The committed exceptions: `fault # reason`.
fn exceptions() -> BTreeSet<String> {
    let lines = include_str!("exceptions.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (fault, reason) = line
                .split_once(" # ")
                .unwrap_or_else(|| panic!("an exception has a reason: {line}"));
            assert!(reason.len() > 10, "an exception has a reason: {line}");
            fault.trim_end().to_owned()
        })
        .collect()
}

#[test]
fn the_two_schemas_are_one_but_for_the_exceptions() {
    let faults = faults(&both(MIGRATIONS));
    let exceptions = exceptions();
    let unexpected: Vec<_> = faults.difference(&exceptions).collect();
    assert!(
        unexpected.is_empty(),
        "mend these, or add them with a reason to exceptions.txt: {unexpected:#?}"
    );
    let outdated: Vec<_> = exceptions.difference(&faults).collect();
    assert!(
        outdated.is_empty(),
        "no longer so, remove from exceptions.txt: {outdated:#?}"
    );
}

static DIFFERENT: &[Migration] = &[Migration {
    version: 1,
    name: "different",
    sqlite: "
        CREATE TABLE same (
            tenant_id BLOB NOT NULL, id BLOB NOT NULL, n INTEGER DEFAULT 1, at INTEGER, parent_id BLOB,
            PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, n), FOREIGN KEY (tenant_id, parent_id) REFERENCES same (tenant_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX same_at ON same (tenant_id, at DESC) WHERE at IS NOT NULL;
        CREATE TABLE lite_only (id BLOB NOT NULL PRIMARY KEY) STRICT;
        CREATE TABLE loose (id BLOB NOT NULL PRIMARY KEY, n);
        CREATE VIRTUAL TABLE words USING fts5 (body, content = '');
        CREATE TABLE owned (
            tenant_id BLOB NOT NULL, id BLOB NOT NULL, name TEXT, other TEXT NOT NULL, parent_id BLOB,
            PRIMARY KEY (tenant_id, id), UNIQUE (name)
        ) STRICT;
        CREATE UNIQUE INDEX owned_n ON owned (name DESC, tenant_id);
        CREATE TABLE by_user (user_id BLOB NOT NULL, tenant_id BLOB NOT NULL, PRIMARY KEY (user_id, tenant_id)) STRICT;
        CREATE TABLE late (id BLOB PRIMARY KEY REFERENCES lite_only (id) DEFERRABLE) STRICT;
        CREATE INDEX owned_other ON owned (tenant_id, other);",
    postgres: "
        CREATE TABLE same (
            tenant_id uuid NOT NULL, id uuid NOT NULL, n bigint DEFAULT 1, at timestamptz, parent_id uuid,
            PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, n), FOREIGN KEY (tenant_id, parent_id) REFERENCES same (tenant_id, id)
        );
        CREATE INDEX same_at ON same (tenant_id, at DESC) WHERE at IS NOT NULL;
        SELECT isolate_tenants('same');
        CREATE TABLE loose (id uuid NOT NULL PRIMARY KEY, n bigint);
        CREATE TABLE owned (
            tenant_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL, other bigint NOT NULL, parent_id uuid,
            PRIMARY KEY (tenant_id, id), CONSTRAINT by_name UNIQUE (name),
            FOREIGN KEY (parent_id, tenant_id) REFERENCES owned (id, tenant_id) ON DELETE CASCADE DEFERRABLE
        );
        CREATE UNIQUE INDEX owned_n ON owned (name DESC, tenant_id);
        CREATE TABLE by_user (user_id uuid NOT NULL, tenant_id uuid NOT NULL, PRIMARY KEY (user_id, tenant_id));
        CREATE INDEX owned_other ON owned (other);",
}];

#[test]
fn every_kind_of_difference_is_noticed() {
    let expected = "
        by_user: rule: tenant_id is first in the primary key
        late: only in SQLite
        late: rule: nothing is DEFERRABLE
        lite_only: only in SQLite
        loose: only in PostgreSQL: column n: INTEGER, may be null
        loose: only in SQLite: column n: , may be null
        loose: rule: a table of SQLite is STRICT
        owned: only in PostgreSQL: column name: TEXT
        owned: only in PostgreSQL: column other: INTEGER
        owned: only in PostgreSQL: foreign key (parent_id, tenant_id) → owned (id, tenant_id) on delete CASCADE DEFERRABLE
        owned: only in PostgreSQL: index owned_other (other)
        owned: only in SQLite: column name: TEXT, may be null
        owned: only in SQLite: column other: TEXT
        owned: only in SQLite: index owned_other (tenant_id, other)
        owned: rule: a constraint keeps its default name, owned_name_key and not by_name
        owned: rule: a tenant's table has FORCE ROW LEVEL SECURITY
        owned: rule: a tenant's table has policy tenant_isolation
        owned: rule: a tenant's table of SQLite is WITHOUT ROWID
        owned: rule: tenant_id is first in foreign key (parent_id, tenant_id) → owned (id, tenant_id) on delete CASCADE DEFERRABLE
        owned: rule: tenant_id is first in index owned_n (name DESC, tenant_id) unique
        owned: rule: tenant_id is first in unique (name)
        words: only in SQLite
    ";
    let expected: BTreeSet<String> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let faults = faults(&both(DIFFERENT));
    assert_eq!(faults, expected, "{:#?}", faults.symmetric_difference(&expected));
}
