//! A transaction on a connection of the pool.
//!
//! It begins together with its first statement, in one flight: the driver sends a request when its future is first polled, and
//! the server answers in order. Since the tenant is set in the same flight, row security costs no round trip.

use std::{pin::pin, task::Poll, time::Duration};

use deadpool::managed::Object;
use futures_util::{FutureExt, TryStreamExt, future};
use tokio::{runtime::Handle, sync::OwnedSemaphorePermit, time::timeout};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use super::{
    connection::{Connection, Connections},
    error::translate,
};
use crate::{
    row::{Row, Source},
    sql::Sql,
    tx::{Access, Failure, Health, Read},
    value::Value,
};

/// An open transaction. Dropping it half-way rolls it back before the connection is used again.
pub(crate) struct Transaction {
    /// None once it has ended.
    open: Option<Open>,
}

struct Open {
    connection: Object<Connections>,
    /// What begins it; taken when it is sent.
    begin: Option<String>,
    _running: OwnedSemaphorePermit,
}

/// How long a rollback may take, after which the connection is thrown away.
const ROLLBACK_TIMEOUT: Duration = Duration::from_secs(5);

impl Transaction {
    /// A transaction that begins with its first statement. `_running` is given back when it has ended.
    pub(crate) fn new(
        connection: Object<Connections>,
        running: OwnedSemaphorePermit,
        tenant: Option<Uuid>,
        access: Access,
    ) -> Self {
        let mut begin = match access {
            // Like on SQLite, what is read is the database at one moment.
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
            Access::Write => "BEGIN ISOLATION LEVEL READ COMMITTED".to_owned(),
        };
        if let Some(tenant) = tenant {
            begin += &format!("; {}", be(tenant));
        }
        Self {
            open: Some(Open {
                connection,
                begin: Some(begin),
                _running: running,
            }),
        }
    }

    fn open(&mut self) -> &mut Open {
        self.open
            .as_mut()
            .expect("a transaction that has ended is given up by value")
    }

    /// Runs a statement for the count of rows it changed.
    pub(crate) async fn execute(
        &mut self,
        sql: &Sql,
        tenant: Option<Uuid>,
        params: &[Value<'_>],
    ) -> Result<u64, Failure> {
        let Open { connection, begin, .. } = self.open();
        let Connection { client, statements, .. } = &mut ***connection;
        let work = async {
            let prepared = statements.prepare(client, sql, tenant.is_some(), params.len()).await?;
            let tenant = tenant.map(Value::Uuid);
            let count = client
                .execute_raw(&prepared.statement, bound(tenant.as_ref(), params))
                .await;
            count.map_err(|error| statements.failed(error))
        };
        together(client, begin.take(), work).await
    }

    /// Runs a statement and reads each row it gives.
    pub(crate) async fn each(
        &mut self,
        sql: &Sql,
        tenant: Option<Uuid>,
        params: &[Value<'_>],
        read: Read<'_>,
    ) -> Result<(), Failure> {
        let Open { connection, begin, .. } = self.open();
        let Connection { client, statements, .. } = &mut ***connection;
        let work = async {
            let prepared = statements.prepare(client, sql, tenant.is_some(), params.len()).await?;
            let tenant = tenant.map(Value::Uuid);
            let rows = client
                .query_raw(&prepared.statement, bound(tenant.as_ref(), params))
                .await;
            let mut rows = pin!(rows.map_err(|error| statements.failed(error))?);
            while let Some(row) = rows.try_next().await.map_err(|error| statements.failed(error))? {
                read(&Row(Source::Postgres(&row)))?;
            }
            Ok(())
        };
        together(client, begin.take(), work).await
    }

    /// Runs several statements in one flight for the counts of rows each changed.
    pub(crate) async fn batch(&mut self, batch: &[(&Sql, Option<Uuid>, &[Value<'_>])]) -> Result<Vec<u64>, Failure> {
        let Open { connection, begin, .. } = self.open();
        let Connection { client, statements, .. } = &mut ***connection;
        let work = async {
            let mut ready = Vec::with_capacity(batch.len());
            for (sql, tenant, params) in batch {
                let prepared = statements.prepare(client, sql, tenant.is_some(), params.len()).await?;
                ready.push((prepared, tenant.map(Value::Uuid), *params));
            }
            let client = &*client;
            let flight = ready.iter().map(|(prepared, tenant, params)| {
                client.execute_raw(&prepared.statement, bound(tenant.as_ref(), params))
            });
            let counts = in_order(flight).await;
            counts
                .into_iter()
                .collect::<Result<_, _>>()
                .map_err(|error| statements.failed(error))
        };
        together(client, begin.take(), work).await
    }

    /// Goes on as this tenant's.
    pub(crate) async fn enter(&mut self, tenant: Uuid) -> Result<(), Failure> {
        let Open { connection, begin, .. } = self.open();
        let client = &connection.client;
        let work = async { client.batch_execute(&be(tenant)).await.map_err(translate) };
        together(client, begin.take(), work).await
    }

    /// Commits. On return what was written is durable, or nothing of it is kept, or (when the connection broke just now) it
    /// is not known which; that is not tried again.
    pub(crate) async fn commit(mut self) -> Result<(), Failure> {
        let Open { connection, begin, .. } = self.open();
        if begin.is_none() {
            connection.client.batch_execute("COMMIT").await.map_err(|error| {
                let Failure { error, health } = translate(error);
                Failure {
                    error,
                    health: if health == Health::Lost { Health::Failed } else { health },
                }
            })?;
        }
        self.open = None;
        Ok(())
    }

    /// Sends COMMIT or ROLLBACK and does not wait for the answer: whoever has the connection next is behind it in the queue.
    /// For transactions that have nothing to keep.
    pub(crate) fn let_go(mut self, word: &'static str) {
        if let Some(Open {
            connection,
            begin: None,
            ..
        }) = self.open.take()
        {
            // The first poll sends. Should the connection be broken, the pool finds out when it is asked for it.
            let _ = connection.client.batch_execute(word).now_or_never();
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(open) = self.open.take().filter(|open| open.begin.is_none()) else {
            return;
        };
        // A statement may still be running. Only when the rollback behind it is done does the pool get the connection back.
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(roll_back(open))),
            Err(_) => drop(Object::take(open.connection)),
        }
    }
}

async fn roll_back(open: Open) {
    let rolled_back = timeout(ROLLBACK_TIMEOUT, open.connection.client.batch_execute("ROLLBACK")).await;
    if !matches!(rolled_back, Ok(Ok(()))) {
        // Out of the pool with it. The server is asked to stop what it still does, which only now can hit no other statement.
        let connection = Object::take(open.connection);
        let cancel = connection.client.cancel_token();
        let _ = match connection.tls.clone() {
            Some(tls) => cancel.cancel_query(tls).await,
            None => cancel.cancel_query(NoTls).await,
        };
    }
}

/// Shows the rows of this tenant from here on, and of no other. A literal, and not set_config(): that does not reach the shards of
/// Citus. A uuid needs no quoting.
fn be(tenant: Uuid) -> String {
    format!("SET LOCAL app.tenant_id = '{tenant}'")
}

/// Does `work` with BEGIN, if it was not sent yet, ahead of it in the same flight.
async fn together<T>(
    client: &Client,
    begin: Option<String>,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    match begin {
        None => work.await,
        Some(begin) => {
            // Polls the first one first, so BEGIN is sent first.
            let (begun, done) = future::join(client.batch_execute(&begin), work).await;
            begun.map_err(translate)?;
            done
        }
    }
}

/// The parameters as the driver takes them: the tenant first, if the statement is a tenant's.
fn bound<'v>(tenant: Option<&'v Value<'v>>, params: &'v [Value<'v>]) -> Vec<&'v Value<'v>> {
    tenant.into_iter().chain(params).collect()
}

/// Waits for all of them, starting them in order: a request is sent when its future is first polled.
async fn in_order<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut flight: Vec<_> = futures.map(|future| Box::pin(future::maybe_done(future))).collect();
    future::poll_fn(|context| {
        let mut all_done = Poll::Ready(());
        for future in &mut flight {
            if future.as_mut().poll(context).is_pending() {
                all_done = Poll::Pending;
            }
        }
        all_done
    })
    .await;
    flight
        .iter_mut()
        .filter_map(|future| future.as_mut().take_output())
        .collect()
}
