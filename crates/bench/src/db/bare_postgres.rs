//! tokio-postgres by hand: a connection for each task, statements prepared beforehand.

use std::sync::Arc;

use futures_util::{FutureExt, future::join};
use tokio::sync::Mutex;
use tokio_postgres::{Client, NoTls, Statement, types::ToSql};

use super::{
    Key,
    measure::Store,
    scene::{COUNT, GET, INSERT, PAYLOAD, UPDATE, state},
};
use crate::Outcome;

/// The bare driver.
pub(crate) struct BarePostgres {
    /// One for each task, so never waited for.
    tasks: Vec<Mutex<Task>>,
    flights: Flights,
    state: String,
}

/// How the requests of a transaction travel.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flights {
    /// As ours do: BEGIN, the tenant and the first statement together; nobody waits for the COMMIT of a read.
    Few,
    /// As the driver's own `Client::transaction` does, which knows no tenant (so row security is not in it): one by one.
    Plain,
}

struct Task {
    client: Client,
    get: Statement,
    update: Statement,
    count: Statement,
    insert: Statement,
}

impl BarePostgres {
    pub(crate) async fn connect(url: &str, tasks: usize, flights: Flights) -> Outcome<Arc<Self>> {
        let mut connections = Vec::new();
        for _ in 0..tasks {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
            tokio::spawn(connection);
            if flights == Flights::Few {
                client.batch_execute("SET ROLE branchbook_app").await?;
            }
            let (get, update) = (client.prepare(GET).await?, client.prepare(UPDATE).await?);
            let (count, insert) = (client.prepare(COUNT).await?, client.prepare(INSERT).await?);
            connections.push(Mutex::new(Task {
                client,
                get,
                update,
                count,
                insert,
            }));
        }
        Ok(Arc::new(Self {
            tasks: connections,
            flights,
            state: state(7),
        }))
    }
}

fn begin(how: &str, key: Key) -> String {
    format!(
        "BEGIN ISOLATION LEVEL {how}; SET LOCAL app.tenant_id = '{}'",
        key.tenant
    )
}

impl Store for BarePostgres {
    async fn get(&self, task: usize, key: Key) -> Outcome<usize> {
        let mut task = self.tasks[task].lock().await;
        let Task { client, get, .. } = &mut *task;
        let row = if self.flights == Flights::Few {
            let begin = begin("REPEATABLE READ READ ONLY", key);
            let (begun, row) = join(
                client.batch_execute(&begin),
                client.query_one(get, &[&key.tenant, &key.id]),
            )
            .await;
            begun?;
            let _ = client.batch_execute("COMMIT").now_or_never();
            row?
        } else {
            let transaction = client.transaction().await?;
            let row = transaction.query_one(get, &[&key.tenant, &key.id]).await?;
            transaction.commit().await?;
            row
        };
        let (_, document): (i64, String) = (row.get(0), row.get(1));
        Ok(document.len())
    }

    async fn record(&self, task: usize, key: Key) -> Outcome<usize> {
        let mut task = self.tasks[task].lock().await;
        let Task {
            client,
            update,
            count,
            insert,
            ..
        } = &mut *task;
        let number: i64 = if self.flights == Flights::Few {
            let begin = begin("READ COMMITTED", key);
            let state: [&(dyn ToSql + Sync); 3] = [&key.tenant, &key.id, &self.state];
            let (begun, first) = join(client.batch_execute(&begin), client.execute(update, &state)).await;
            begun?;
            first?;
            let number = client.query_one(count, &[&key.tenant]).await?.get(0);
            client
                .execute(insert, &[&key.tenant, &number, &key.id, &PAYLOAD])
                .await?;
            client.batch_execute("COMMIT").await?;
            number
        } else {
            let transaction = client.transaction().await?;
            transaction
                .execute(update, &[&key.tenant, &key.id, &self.state])
                .await?;
            let number = transaction.query_one(count, &[&key.tenant]).await?.get(0);
            transaction
                .execute(insert, &[&key.tenant, &number, &key.id, &PAYLOAD])
                .await?;
            transaction.commit().await?;
            number
        };
        Ok(number as usize)
    }
}
