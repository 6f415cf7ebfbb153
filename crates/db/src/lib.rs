//! Two engines behind one transaction type: SQLite in the process, or PostgreSQL. Nothing above this crate knows which.
//!
//! ```no_run
//! use branchbook_db::{Db, Error, MIGRATIONS, Options, Tx, params};
//! use branchbook_domain::id::{TenantId, TreeId};
//!
//! # struct Renamed { tree: TreeId, name: String }
//! # async fn example(tenant: TenantId, tree: TreeId) -> Result<(), Error> {
//! let db = Db::open(&Options::new("data/branchbook.db".parse().unwrap()), MIGRATIONS)?;
//! db.migrate().await?;
//!
//! let version = db
//!     .tenant(tenant)
//!     .write(Renamed { tree, name: "Printer offline".into() }, |tx, renamed| Box::pin(rename(tx, renamed)))
//!     .await?;
//!
//! // What a slice's store.rs is made of: functions of a transaction. `$1` is the tenant; parameters start at `$2`.
//! async fn rename(tx: &mut Tx, renamed: &Renamed) -> Result<i64, Error> {
//!     tx.one(
//!         "UPDATE trees SET name = $3, version = version + 1 WHERE tenant_id = $1 AND id = $2 RETURNING version",
//!         params![renamed.tree, renamed.name],
//!         |row| row.get(0),
//!     )
//!     .await
//! }
//! # Ok(()) }
//! ```
//!
//! | you look for | it is in |
//! |---|---|
//! | what SQL may say so that both engines understand it; which Rust type goes to which column | [`dialect`] |
//! | the schema, and adding to it | [`migrate`] |
//! | what goes wrong | [`Error`] |
//!
//! # How a transaction flows
//!
//! One closure is one transaction. It gets the [`Tx`] and a reference to an `input`, from which it takes all it needs, because
//! it may have to run more than once; for the same reason it changes nothing but the database.
//!
//! **On SQLite** the closure travels. [`TenantDb::write`] puts it into the queue of the one thread that writes. That thread
//! begins a transaction, runs the closures that are queued (64 at most) one after the other, each in a savepoint, commits all
//! of them with one fsync, and only then answers. A closure that fails, or panics, takes back its own savepoint; when the
//! disk is full or failing, SQLite drops the whole batch and every caller in it is told. Reads go to a few threads with a
//! connection each and see the database as it was at one moment. The closure's future is polled once: its statements are
//! always ready, so if it is pending it awaits something else, which is refused. A thread of its own carries what was
//! committed from the write-ahead log into the file, so that the writer never pauses for it.
//!
//! **On PostgreSQL** the closure stays in the caller's task and takes a connection from the pool. `BEGIN`, the tenant's
//! `SET LOCAL`, and the first statement leave in one flight. Writes are READ COMMITTED; reads are REPEATABLE READ, READ ONLY, so that
//! like on SQLite they see one moment, and nobody waits for their COMMIT. After a serialization failure, a
//! deadlock or a connection lost before the commit, the closure is run again after a pause, eight times at most. A caller
//! that stops waiting leaves a transaction that is rolled back before its connection is used again.
//!
//! # Tenants
//!
//! In the transactions of a [`TenantDb`] `$1` of every statement is the tenant: this crate binds it and refuses a statement
//! that does not use it. In those of a [`GlobalDb`], and in statements marked [`Sql::global`], tables that tenants own may
//! not be named. [`Tx::within`] does what another tenant's handle would, in the same transaction. On PostgreSQL row security stands behind both: connections work as a role that is bound by it, and a
//! forgotten filter finds nothing of another tenant's.

mod database;
pub mod dialect;
mod error;
pub mod migrate;
mod options;
mod plan;
mod postgres;
mod row;
mod sql;
mod sqlite;
mod tx;
mod value;

pub use crate::{
    database::{Db, GlobalDb, TenantDb},
    error::Error,
    migrate::{MIGRATIONS, Migration, MigrationError},
    options::{DatabaseUrl, Engine, Options},
    row::{Cell, FromColumn, Row},
    sql::Sql,
    tx::Tx,
    value::{Each, List, ToValue, Value},
};

/// A future in a box, as the closures of transactions return it.
pub type BoxFuture<'f, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'f>>;
