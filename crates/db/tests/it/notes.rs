//! A small schema to try things on: notes that tenants own, and people who belong to nobody.

use branchbook_db::{Db, Error, Migration, TenantDb, Tx, params};
use branchbook_domain::id::TenantId;
use uuid::Uuid;

pub(crate) static NOTES: &[Migration] = &[Migration {
    version: 1,
    name: "notes",
    sqlite: "
        CREATE TABLE people (id BLOB NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE notes (
            tenant_id BLOB NOT NULL,
            id BLOB NOT NULL,
            slug TEXT NOT NULL,
            rank INTEGER NOT NULL DEFAULT 0 CONSTRAINT notes_rank_check CHECK (rank >= 0),
            parent_id BLOB,
            body TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (tenant_id, id),
            UNIQUE (tenant_id, slug),
            FOREIGN KEY (tenant_id, parent_id) REFERENCES notes (tenant_id, id)
        ) STRICT, WITHOUT ROWID;",
    postgres: "
        CREATE TABLE people (id uuid NOT NULL PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE notes (
            tenant_id uuid NOT NULL,
            id uuid NOT NULL,
            slug text NOT NULL,
            rank bigint NOT NULL DEFAULT 0 CONSTRAINT notes_rank_check CHECK (rank >= 0),
            parent_id uuid,
            body text NOT NULL DEFAULT '',
            PRIMARY KEY (tenant_id, id),
            UNIQUE (tenant_id, slug),
            FOREIGN KEY (tenant_id, parent_id) REFERENCES notes (tenant_id, id)
        );
        SELECT isolate_tenants('notes');",
}];

/// A tenant that is always the same.
pub(crate) fn tenant(number: u128) -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn first(db: &Db) -> TenantDb {
    db.tenant(tenant(1))
}

/// Adds a note whose slug is its number.
pub(crate) async fn add(tx: &mut Tx, number: u128) -> Result<(), Error> {
    let insert = "INSERT INTO notes (tenant_id, id, slug) VALUES ($1, $2, $3)";
    tx.execute(insert, params![id(number), number.to_string()])
        .await
        .map(drop)
}

/// Adds a note in a transaction of its own.
pub(crate) async fn write(db: &TenantDb, number: u128) -> Result<(), Error> {
    db.write(number, |tx, number| Box::pin(add(tx, *number))).await
}

/// The slugs of all notes of a tenant, in order.
pub(crate) async fn slugs(db: &TenantDb) -> Vec<String> {
    let slugs: Result<_, Error> = db
        .read((), |tx, ()| {
            Box::pin(tx.all(
                "SELECT slug FROM notes WHERE tenant_id = $1 ORDER BY slug",
                &[],
                |row| row.get(0),
            ))
        })
        .await;
    slugs.expect("the notes can be read")
}

/// Adds one to a note's rank.
pub(crate) async fn raise(tx: &mut Tx, note: Uuid) -> Result<i64, Error> {
    let raise = "UPDATE notes SET rank = rank + 1 WHERE tenant_id = $1 AND id = $2 RETURNING rank";
    tx.one(raise, params![note], |row| row.get(0)).await
}

/// A note's rank.
pub(crate) async fn rank(db: &TenantDb, note: u128) -> i64 {
    let rank: Result<_, Error> = db
        .read(id(note), |tx, note| {
            Box::pin(async move {
                let rank = "SELECT rank FROM notes WHERE tenant_id = $1 AND id = $2";
                tx.one(rank, params![note], |row| row.get(0)).await
            })
        })
        .await;
    rank.expect("the note can be read")
}
