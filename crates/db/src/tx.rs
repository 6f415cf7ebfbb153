//! A transaction, as the code inside it sees it.

use uuid::Uuid;

use crate::{
    BoxFuture, database::TenantDb, error::Error, postgres::transaction::Transaction, row::Row, sql::Sql,
    sqlite::connection::Connection, value, value::Value,
};

/// An open transaction of either engine.
///
/// Once a statement has failed, nothing more runs in the transaction and it is rolled back, even if the closure swallows the
/// error: PostgreSQL can do nothing else, and SQLite is held to the same. To try for a key that may be taken, write
/// `ON CONFLICT DO NOTHING` and look at the count.
pub struct Tx {
    pub(crate) engine: TxEngine,
    pub(crate) access: Access,
    pub(crate) tenant: Option<Uuid>,
    pub(crate) health: Health,
}

pub(crate) enum TxEngine {
    Sqlite(Box<Connection>),
    Postgres(Transaction),
}

/// Whether a transaction may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

/// How the transaction is doing; decides what becomes of it, whatever the closure returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    /// Every statement so far succeeded.
    Sound,
    /// A statement was started; if this is seen later, its future was dropped half-way.
    Underway,
    /// A statement failed.
    Failed,
    /// A statement failed because of another transaction: running it all again may succeed.
    Conflict,
    /// The connection broke before the commit: running it all again on another one may succeed.
    Lost,
}

/// A row reader, as the engines call it.
pub(crate) type Read<'f> = &'f mut (dyn FnMut(&Row<'_>) -> Result<(), Error> + Send);

impl Tx {
    pub(crate) fn new(engine: TxEngine, access: Access, tenant: Option<Uuid>) -> Self {
        Self {
            engine,
            access,
            tenant,
            health: Health::Sound,
        }
    }

    /// Runs a statement and returns how many rows it changed.
    ///
    /// # Errors
    /// As [`Error`] says; a write in a read transaction is [`Error::Misuse`].
    pub async fn execute(&mut self, sql: impl Into<Sql> + Send, params: &[Value<'_>]) -> Result<u64, Error> {
        let sql = sql.into();
        self.start()?;
        self.check(params)?;
        let scope = scope(self.tenant, &sql);
        let result = match &mut self.engine {
            TxEngine::Sqlite(connection) => connection.execute(&sql, scope, params, self.access),
            TxEngine::Postgres(transaction) => transaction.execute(&sql, scope, params).await,
        };
        self.ended(result)
    }

    /// Runs several statements and returns how many rows each changed. On PostgreSQL they go out together and take one
    /// round trip; the first that fails is reported.
    ///
    /// ```
    /// # use branchbook_db::{params, Error, Tx};
    /// # async fn rename(tx: &mut Tx, id: uuid::Uuid, name: &str) -> Result<(), Error> {
    /// tx.batch([
    ///     ("UPDATE trees SET name = $3 WHERE tenant_id = $1 AND id = $2", params![id, name]),
    ///     ("DELETE FROM tree_names WHERE tenant_id = $1 AND tree_id = $2", params![id]),
    /// ])
    /// .await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub async fn batch<'v, S, P>(
        &mut self,
        statements: impl IntoIterator<Item = (S, P)> + Send,
    ) -> Result<Vec<u64>, Error>
    where
        S: Into<Sql> + Send,
        P: AsRef<[Value<'v>]> + Send + Sync,
    {
        let statements: Vec<(Sql, P)> = statements
            .into_iter()
            .map(|(sql, params)| (sql.into(), params))
            .collect();
        self.start()?;
        for (_, params) in &statements {
            self.check(params.as_ref())?;
        }
        let tenant = self.tenant;
        let result = match &mut self.engine {
            TxEngine::Sqlite(connection) => statements
                .iter()
                .map(|(sql, params)| connection.execute(sql, scope(tenant, sql), params.as_ref(), self.access))
                .collect(),
            TxEngine::Postgres(transaction) => {
                let statements: Vec<_> = statements
                    .iter()
                    .map(|(sql, params)| (sql, scope(tenant, sql), params.as_ref()))
                    .collect();
                transaction.batch(&statements).await
            }
        };
        self.ended(result)
    }

    /// Reads the one row a statement gives.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::Misuse`] when there are more; else as [`Tx::execute`].
    pub async fn one<T, F>(&mut self, sql: impl Into<Sql> + Send, params: &[Value<'_>], read: F) -> Result<T, Error>
    where
        T: Send,
        F: FnMut(&Row<'_>) -> Result<T, Error> + Send,
    {
        self.optional(sql, params, read).await?.ok_or(Error::NotFound)
    }

    /// Reads the row a statement gives, if it gives one.
    ///
    /// # Errors
    /// [`Error::Misuse`] when there are more; else as [`Tx::execute`].
    pub async fn optional<T, F>(
        &mut self,
        sql: impl Into<Sql> + Send,
        params: &[Value<'_>],
        mut read: F,
    ) -> Result<Option<T>, Error>
    where
        T: Send,
        F: FnMut(&Row<'_>) -> Result<T, Error> + Send,
    {
        let mut found = None;
        self.each(sql.into(), params, &mut |row| {
            if found.is_some() {
                return Err(Error::misuse("a statement that should give one row gave more"));
            }
            found = Some(read(row)?);
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// Reads all rows a statement gives.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub async fn all<T, F>(
        &mut self,
        sql: impl Into<Sql> + Send,
        params: &[Value<'_>],
        mut read: F,
    ) -> Result<Vec<T>, Error>
    where
        T: Send,
        F: FnMut(&Row<'_>) -> Result<T, Error> + Send,
    {
        let mut found = Vec::new();
        self.each(sql.into(), params, &mut |row| {
            found.push(read(row)?);
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// Does `work` as the tenant that `other` is the database of, and goes on as its own afterwards: for what two tenants' rows
    /// tell of and either both are to or none, such as the making of one in a transaction of the other. Nobody gets anywhere with it
    /// where they could not go with `other` alone.
    ///
    /// # Errors
    /// What `work` returns; [`Error::Misuse`] in a transaction that is no tenant's.
    pub async fn within<T, E>(
        &mut self,
        other: &TenantDb,
        work: impl for<'t> FnOnce(&'t mut Self) -> BoxFuture<'t, Result<T, E>> + Send,
    ) -> Result<T, E>
    where
        T: Send,
        E: From<Error> + Send,
    {
        let own = self
            .tenant
            .ok_or_else(|| Error::misuse("a transaction that is no tenant's goes into none"))?;
        self.enter(other.tenant().uuid()).await?;
        let done = work(self).await;
        // Where a statement has failed the transaction can only end.
        if self.health == Health::Sound {
            self.enter(own).await?;
        }
        done
    }

    async fn enter(&mut self, tenant: Uuid) -> Result<(), Error> {
        if self.tenant == Some(tenant) {
            return Ok(());
        }
        self.start()?;
        let entered = match &mut self.engine {
            TxEngine::Sqlite(_) => Ok(()),
            TxEngine::Postgres(transaction) => transaction.enter(tenant).await,
        };
        self.tenant = Some(tenant);
        self.ended(entered)
    }

    async fn each(&mut self, sql: Sql, params: &[Value<'_>], read: Read<'_>) -> Result<(), Error> {
        self.start()?;
        self.check(params)?;
        let scope = scope(self.tenant, &sql);
        let result = match &mut self.engine {
            TxEngine::Sqlite(connection) => connection.each(&sql, scope, params, self.access, read),
            TxEngine::Postgres(transaction) => transaction.each(&sql, scope, params, read).await,
        };
        self.ended(result)
    }

    /// Refuses a statement in a transaction that is not sound, and notes that one is under way.
    fn start(&mut self) -> Result<(), Error> {
        match self.health {
            Health::Sound => {
                self.health = Health::Underway;
                Ok(())
            }
            Health::Underway => Err(Error::misuse("a statement's future was dropped before it was done")),
            Health::Failed | Health::Conflict | Health::Lost => Err(Error::misuse(
                "a statement has failed, so this transaction can only end",
            )),
        }
    }

    fn check(&mut self, params: &[Value<'_>]) -> Result<(), Error> {
        value::check(params).or_else(|error| self.ended(Err(error.into())))
    }

    fn ended<T>(&mut self, result: Result<T, Failure>) -> Result<T, Error> {
        let (health, result) = match result {
            Ok(value) => (Health::Sound, Ok(value)),
            Err(failure) => (failure.health, Err(failure.error)),
        };
        self.health = health;
        result
    }
}

/// The tenant to bind as `$1`, if the statement is a tenant's.
fn scope(tenant: Option<Uuid>, sql: &Sql) -> Option<Uuid> {
    tenant.filter(|_| !sql.global)
}

/// A statement's error, with what it means for the transaction.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) health: Health,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            health: Health::Failed,
        }
    }
}

/// What is to be done with a transaction whose closure has returned.
pub(crate) enum Verdict<T, E> {
    Commit(T),
    Fail(E),
    /// Run it again; the error to give when it was run often enough.
    Retry(E),
}

impl<T, E: From<Error>> Verdict<T, E> {
    pub(crate) fn of(outcome: Result<T, E>, health: Health) -> Self {
        match (outcome, health) {
            (Ok(value), Health::Sound) => Self::Commit(value),
            (_, Health::Conflict) => Self::Retry(Error::Conflict.into()),
            (_, Health::Lost) => Self::Retry(Error::unavailable("the connection was lost").into()),
            (Err(error), _) => Self::Fail(error),
            (Ok(_), Health::Underway | Health::Failed) => {
                Self::Fail(Error::misuse("a statement failed, yet the transaction wanted to be kept").into())
            }
        }
    }
}
