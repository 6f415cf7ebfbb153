//! PostgreSQL: a pool of connections.

mod connection;
mod error;
mod retry;
mod tls;
pub(crate) mod transaction;
pub(crate) mod value;

use std::{panic::AssertUnwindSafe, sync::Arc};

use deadpool::{
    Runtime,
    managed::{Pool, PoolError, QueueMode, TimeoutType, Timeouts},
};
use futures_util::FutureExt;
use tokio::sync::Semaphore;
use tokio_postgres::Client;
use uuid::Uuid;

pub(crate) use self::connection::APP_ROLE;
use self::{connection::Connections, retry::Retry, transaction::Transaction};
use crate::{
    BoxFuture,
    error::Error,
    options::Options,
    plan::TenantTables,
    sqlite::job::panicked,
    tx::{Access, Failure, Health, Tx, TxEngine, Verdict},
};

/// More transactions than ever run at once; so many that one call can take them all.
const ANY_NUMBER: u32 = 1 << 20;

/// An open PostgreSQL database.
pub(crate) struct Postgres {
    pool: Pool<Connections>,
    tables: TenantTables,
    retry: Retry,
    /// One permit per transaction that runs, so that closing can wait for them.
    running: Arc<Semaphore>,
}

impl Postgres {
    /// Reads the URL. Nothing is connected to yet.
    pub(crate) fn open(url: &str, options: &Options) -> Result<Self, Error> {
        let tables = TenantTables::default();
        let connections = Connections::new(url, options, tables.clone())?;
        let timeouts = Timeouts {
            wait: Some(options.wait_timeout),
            create: Some(options.wait_timeout),
            recycle: None,
        };
        let pool = Pool::builder(connections)
            .max_size(options.pool_size)
            // The connection used last is the one whose caches are warm.
            .queue_mode(QueueMode::Lifo)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(Error::other)?;
        Ok(Self {
            pool,
            tables,
            retry: Retry::new(options.retries),
            running: Arc::new(Semaphore::new(ANY_NUMBER as usize)),
        })
    }

    /// A connection outside of the pool, as the URL's own role.
    pub(crate) async fn connect_as_owner(&self) -> Result<Client, Error> {
        self.pool.manager().connect().await
    }

    /// Looks up again which tables tenants own.
    pub(crate) async fn look_at_tables(&self, client: &Client) -> Result<(), Error> {
        self.tables
            .replace(connection::tenant_tables(client).await.map_err(Error::other)?);
        Ok(())
    }

    /// Runs a transaction in the caller's own task, again and again if it conflicts with others.
    pub(crate) async fn run<I, F, T, E>(
        &self,
        tenant: Option<Uuid>,
        access: Access,
        input: I,
        closure: F,
    ) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let mut attempts = self.retry.attempts();
        loop {
            let error = match self.once(tenant, access, &input, &closure).await {
                Verdict::Commit(value) => return Ok(value),
                Verdict::Fail(error) => return Err(error),
                Verdict::Retry(error) => error,
            };
            if !attempts.again().await {
                return Err(error);
            }
        }
    }

    async fn once<I, F, T, E>(&self, tenant: Option<Uuid>, access: Access, input: &I, closure: &F) -> Verdict<T, E>
    where
        I: Send + Sync,
        F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send + Sync,
        T: Send,
        E: From<Error> + Send,
    {
        let transaction = match self.transaction(tenant, access).await {
            Ok(transaction) => transaction,
            Err(error) => return Verdict::Fail(error.into()),
        };
        let mut tx = Tx::new(TxEngine::Postgres(transaction), access, tenant);
        let outcome = AssertUnwindSafe(async { closure(&mut tx, input).await })
            .catch_unwind()
            .await;
        let outcome = outcome.unwrap_or_else(|panic| Err(panicked(&*panic).into()));

        let health = tx.health;
        let TxEngine::Postgres(transaction) = tx.engine else {
            unreachable!("the engine was put there above")
        };
        match Verdict::of(outcome, health) {
            Verdict::Commit(value) if access == Access::Read => {
                transaction.let_go("COMMIT");
                Verdict::Commit(value)
            }
            Verdict::Commit(value) => match transaction.commit().await {
                Ok(()) => Verdict::Commit(value),
                Err(Failure { error, health }) => Verdict::of(Err(error.into()), health),
            },
            verdict => {
                if health != Health::Underway {
                    transaction.let_go("ROLLBACK");
                }
                verdict
            }
        }
    }

    async fn transaction(&self, tenant: Option<Uuid>, access: Access) -> Result<Transaction, Error> {
        let closed = || Error::unavailable("the database is closed");
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| closed())?;
        let connection = self.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => error,
            PoolError::Closed => closed(),
            PoolError::Timeout(TimeoutType::Wait) => Error::Busy("no connection to PostgreSQL was free in time"),
            PoolError::Timeout(_) => Error::unavailable("PostgreSQL did not let us in in time"),
            other => Error::unavailable(other),
        })?;
        Ok(Transaction::new(connection, running, tenant, access))
    }

    /// Waits for the transactions that run, then closes all connections.
    pub(crate) async fn close(&self) {
        self.pool.close();
        if let Ok(all) = self.running.acquire_many(ANY_NUMBER).await {
            self.running.close();
            drop(all);
        }
    }
}
