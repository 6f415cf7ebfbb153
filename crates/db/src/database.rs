//! The database as the rest of the program holds it.

use std::sync::Arc;

use branchbook_domain::id::TenantId;
use uuid::Uuid;

use crate::{
    BoxFuture,
    error::Error,
    migrate::{self, Migration},
    options::{DatabaseUrl, Engine, Options},
    postgres::Postgres,
    sql::Sql,
    sqlite::Sqlite,
    tx::{Access, Tx},
};

/// An open database. Clones are the same one.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    engine: Running,
    migrations: &'static [Migration],
}

enum Running {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Db {
    /// Opens the database without changing its schema; call it inside a Tokio runtime. `migrations` are what
    /// [`Db::migrate`] runs: [`MIGRATIONS`](crate::MIGRATIONS) but in tests.
    ///
    /// SQLite's file is made when it is missing. PostgreSQL is first connected to when something is asked of it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the file cannot be opened, [`Error::Other`] for a URL that cannot be read.
    pub fn open(options: &Options, migrations: &'static [Migration]) -> Result<Self, Error> {
        let engine = match &options.url {
            DatabaseUrl::Sqlite(path) => Running::Sqlite(Sqlite::open(path.clone(), options)?),
            DatabaseUrl::Postgres(url) => Running::Postgres(Postgres::open(url, options)?),
        };
        Ok(Self(Arc::new(Inner { engine, migrations })))
    }

    /// Which engine runs.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.0.engine {
            Running::Sqlite(_) => Engine::Sqlite,
            Running::Postgres(_) => Engine::Postgres,
        }
    }

    /// Brings the schema up to date. Any number of processes may do so at once; one does the work.
    ///
    /// # Errors
    /// [`Error::Migration`] when the database is newer than this build, a migration that ran has been changed since, or one
    /// fails: it is then rolled back, and those before it stay.
    pub async fn migrate(&self) -> Result<(), Error> {
        match &self.0.engine {
            Running::Sqlite(sqlite) => migrate::sqlite::run(sqlite, self.0.migrations).await,
            Running::Postgres(postgres) => migrate::postgres::run(postgres, self.0.migrations).await,
        }
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it gives none.
    pub async fn ping(&self) -> Result<(), Error> {
        self.global()
            .read((), |tx, ()| Box::pin(tx.one("SELECT 1", &[], |row| row.get::<i32>(0))))
            .await
            .map(|_| ())
    }

    /// Whether all that [`Db::migrate`] would run has run. A newer build may have run more.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database gives no sign of life; another when it was never migrated.
    pub async fn is_migrated(&self) -> Result<bool, Error> {
        let newest = self.0.migrations.last().map_or(0, |migration| migration.version);
        let sql = Sql::global("SELECT CAST(coalesce(max(version), 0) AS bigint) FROM schema_migrations");
        let global = self.global();
        let ran = global.read(sql, |tx, sql| {
            Box::pin(tx.one(sql.clone(), &[], |row| row.get::<i64>(0)))
        });
        Ok(ran.await? >= i64::from(newest))
    }

    /// Waits for the transactions that run, refuses others, and closes the database.
    pub async fn close(&self) {
        match &self.0.engine {
            Running::Sqlite(sqlite) => sqlite.close().await,
            Running::Postgres(postgres) => postgres.close().await,
        }
    }

    /// The database as one tenant sees it.
    #[must_use]
    pub fn tenant(&self, tenant: TenantId) -> TenantDb {
        TenantDb {
            db: self.clone(),
            tenant,
            last_step: None,
        }
    }

    /// The database without its tenants' rows: users, memberships by user, look-ups by hash.
    #[must_use]
    pub fn global(&self) -> GlobalDb {
        GlobalDb { db: self.clone() }
    }

    async fn run<I, T, E, F>(&self, tenant: Option<Uuid>, access: Access, input: I, closure: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.0.engine {
            Running::Sqlite(sqlite) => sqlite.run(tenant, access, input, closure).await,
            Running::Postgres(postgres) => postgres.run(tenant, access, input, closure).await,
        }
    }
}

/// One tenant's rows, and no other's. What a request handler is given.
///
/// In its transactions `$1` of every statement is the tenant: it is bound by the layer, parameters start at `$2`, and a
/// statement that does not use `$1` is refused. Statements on global tables alone are marked: [`Sql::global`](crate::Sql::global).
#[derive(Clone)]
pub struct TenantDb {
    db: Db,
    tenant: TenantId,
    last_step: Option<LastStep>,
}

type LastStep = Arc<dyn for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<(), Error>> + Send + Sync>;

/// The tables that belong to no tenant. Parameters start at `$1`; a statement that names a tenant's table is refused.
#[derive(Clone)]
pub struct GlobalDb {
    db: Db,
}

impl TenantDb {
    /// Whose rows these are.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The same, but `step` is the last that happens in every transaction that writes: it is committed with what the closure has
    /// done, and if it fails, neither is.
    #[must_use]
    pub fn with_last_step(
        self,
        step: impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<(), Error>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            last_step: Some(Arc::new(step)),
            ..self
        }
    }

    /// Runs `closure` in a transaction that reads. It sees the database as it was at one moment.
    ///
    /// # Errors
    /// What the closure returns, and what [`Error`] lists; a write is [`Error::Misuse`].
    pub async fn read<I, T, E>(
        &self,
        input: I,
        closure: impl for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.db
            .run(Some(self.tenant.uuid()), Access::Read, input, closure)
            .await
    }

    /// Runs `closure` in a transaction that writes. When this returns `Ok`, what it wrote is durable; when `Err`, nothing of
    /// it was kept, unless the connection broke during the commit itself ([`Error::Unavailable`]).
    ///
    /// The closure may run several times (after a serialization failure, a deadlock, a lost connection), so it has no effect
    /// but on the database, and takes what it needs from `input`. Other transactions' commits show between its statements
    /// (READ COMMITTED): make changes that depend on what is stored in one statement, or lock with `FOR UPDATE` first.
    ///
    /// A caller that stops waiting leaves no transaction open; what it asked for may or may not have been done.
    ///
    /// # Errors
    /// What the closure returns, and what [`Error`] lists.
    pub async fn write<I, T, E>(
        &self,
        input: I,
        closure: impl for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let tenant = Some(self.tenant.uuid());
        let Some(last_step) = self.last_step.clone() else {
            return self.db.run(tenant, Access::Write, input, closure).await;
        };
        let closure = Arc::new(closure);
        self.db
            .run(tenant, Access::Write, input, move |tx, input| {
                let (closure, last_step) = (Arc::clone(&closure), Arc::clone(&last_step));
                Box::pin(async move {
                    let value = closure(tx, input).await?;
                    last_step(tx).await?;
                    Ok(value)
                })
            })
            .await
    }
}

impl GlobalDb {
    /// As [`TenantDb::read`].
    ///
    /// # Errors
    /// As [`TenantDb::read`].
    pub async fn read<I, T, E>(
        &self,
        input: I,
        closure: impl for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.db.run(None, Access::Read, input, closure).await
    }

    /// As [`TenantDb::write`].
    ///
    /// # Errors
    /// As [`TenantDb::write`].
    pub async fn write<I, T, E>(
        &self,
        input: I,
        closure: impl for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.db.run(None, Access::Write, input, closure).await
    }
}
