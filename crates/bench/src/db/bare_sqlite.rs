//! rusqlite by hand: threads that read, one that writes and shares commits, one for checkpoints; the same settings as ours, and
//! nothing that ours does besides.

use std::{path::Path, sync::Arc, thread, time::Duration};

use crossbeam_channel::{Receiver, Sender, unbounded};
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{
    Key,
    measure::Store,
    scene::{COUNT, GET, INSERT, PAYLOAD, UPDATE, state},
};
use crate::Outcome;

/// The bare driver.
pub(crate) struct BareSqlite {
    reads: Sender<Read>,
    writes: Sender<Write>,
}

type Read = (Key, oneshot::Sender<rusqlite::Result<(i64, String)>>);
type Write = (Key, oneshot::Sender<Result<i64, String>>);

impl BareSqlite {
    pub(crate) fn open(path: &Path, readers: usize) -> rusqlite::Result<Arc<Self>> {
        let (reads, to_read) = unbounded::<Read>();
        for _ in 0..readers {
            let (connection, to_read) = (open(path)?, to_read.clone());
            thread::spawn(move || {
                let sql = in_sqlite(GET);
                for (key, caller) in to_read {
                    let _ = caller.send(get(&connection, &sql, key));
                }
            });
        }
        let (writes, to_write) = unbounded();
        let connection = open(path)?;
        connection.execute_batch("PRAGMA wal_autocheckpoint = 0")?;
        thread::spawn(move || write(&connection, &to_write));
        let checkpoints = open(path)?;
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_millis(50));
                if checkpoints
                    .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
                    .is_err()
                {
                    return;
                }
            }
        });
        Ok(Arc::new(Self { reads, writes }))
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;
         PRAGMA cache_size = -16384; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// In SQLite `$2` is a name, numbered by where it first appears; `?2` is a number.
fn in_sqlite(sql: &str) -> String {
    sql.replace('$', "?")
}

fn get(connection: &Connection, sql: &str, key: Key) -> rusqlite::Result<(i64, String)> {
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_row((key.tenant, key.id), |row| Ok((row.get(0)?, row.get(1)?)))
}

fn write(connection: &Connection, queue: &Receiver<Write>) {
    let state = state(7);
    let sql = [UPDATE, COUNT, INSERT].map(in_sqlite);
    let control = |sql: &'static str| connection.prepare_cached(sql).and_then(|mut sql| sql.execute([]));
    while let Ok(first) = queue.recv() {
        let mut fate = control("BEGIN IMMEDIATE").map(|_| ());
        let mut ran = Vec::new();
        let mut next = Some(first);
        while let Some((key, caller)) = next.take() {
            let number = control("SAVEPOINT job").and_then(|_| record(connection, &sql, key, &state));
            if number.is_err() {
                let _ = control("ROLLBACK TO job");
            }
            let released = control("RELEASE job");
            ran.push((number, caller));
            if let Err(error) = released {
                fate = Err(error);
            } else if ran.len() < 64 {
                next = queue.try_recv().ok();
            }
        }
        let fate = fate.and_then(|()| control("COMMIT"));
        for (number, caller) in ran {
            let told = fate.as_ref().map_err(ToString::to_string);
            let _ = caller.send(told.and_then(|_| number.map_err(|error| error.to_string())));
        }
    }
}

fn record(
    connection: &Connection,
    [update, count, insert]: &[String; 3],
    key: Key,
    state: &str,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(update)?
        .execute((key.tenant, key.id, state))?;
    let number: i64 = connection
        .prepare_cached(count)?
        .query_row([key.tenant], |row| row.get(0))?;
    connection
        .prepare_cached(insert)?
        .execute((key.tenant, number, key.id, PAYLOAD))?;
    Ok(number)
}

impl Store for BareSqlite {
    async fn get(&self, _: usize, key: Key) -> Outcome<usize> {
        let (caller, answer) = oneshot::channel();
        self.reads.send((key, caller))?;
        let (_, document) = answer.await??;
        Ok(document.len())
    }

    async fn record(&self, _: usize, key: Key) -> Outcome<usize> {
        let (caller, answer) = oneshot::channel();
        self.writes.send((key, caller))?;
        Ok(answer.await?? as usize)
    }
}
