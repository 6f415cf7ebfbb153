//! The thread that writes.
//!
//! SQLite has one writer at a time and each commit costs an fsync; so transactions that queue up while one fsync runs share
//! the next one. Each runs in a savepoint of its own, one after the other, and is answered only after the COMMIT: until then
//! nothing of the batch is durable, not even what a failed transaction saw of the ones before it.

use crossbeam_channel::{Receiver, Sender};
use tokio::sync::oneshot;

use super::{
    connection::Connection,
    job::{Job, Message},
};
use crate::error::Error;

/// Transactions that may share a commit. With more, the first ones would wait too long for their answer.
const BATCH: usize = 64;

/// Takes what is queued, commits it together, and goes on until it is stopped or nobody is left to ask.
///
/// `committed` is where the checkpoint thread listens.
pub(crate) fn run(mut connection: Box<Connection>, queue: &Receiver<Message>, committed: &Sender<()>) {
    let mut stopped = None;
    while stopped.is_none()
        && let Ok(message) = queue.recv()
    {
        let mut queue = Queue {
            receiver: queue,
            stopped: None,
        };
        if let Some(first) = queue.job(message) {
            connection = batch(connection, first, &mut queue);
            // A full channel means that the checkpoint thread has yet to hear of an earlier commit: the same news.
            let _ = committed.try_send(());
        }
        stopped = queue.stopped;
    }
    if let Err(error) = connection
        .raw()
        .execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)")
    {
        tracing::warn!(%error, "the write-ahead log stays; the next start folds it in");
    }
    drop(connection);
    drop(stopped);
}

/// The queue, until a message says that the writer is to stop.
struct Queue<'q> {
    receiver: &'q Receiver<Message>,
    stopped: Option<oneshot::Sender<()>>,
}

impl Queue<'_> {
    /// The job in a message, if somebody still waits for it.
    fn job(&mut self, message: Message) -> Option<Box<dyn Job>> {
        match message {
            Message::Run(job) => (!job.is_abandoned()).then_some(job),
            Message::Stop(done) => {
                self.stopped = Some(done);
                None
            }
        }
    }

    /// The next job, if one is queued now. Never waits: a commit must not linger for company.
    fn ready(&mut self) -> Option<Box<dyn Job>> {
        while self.stopped.is_none() {
            let message = self.receiver.try_recv().ok()?;
            if let Some(job) = self.job(message) {
                return Some(job);
            }
        }
        None
    }
}

/// Runs jobs in one transaction of SQLite's, and tells all of them how it ended.
fn batch(mut connection: Box<Connection>, first: Box<dyn Job>, queue: &mut Queue<'_>) -> Box<Connection> {
    let mut ran = Vec::new();
    let mut fate = connection.control("BEGIN IMMEDIATE");
    let mut next = Some(first);
    while let Some(mut job) = next.take() {
        if fate.is_ok() {
            (connection, fate) = in_savepoint(connection, &mut *job);
        }
        ran.push(job);
        if fate.is_ok() && ran.len() < BATCH {
            next = queue.ready();
        }
    }
    let fate = fate.and_then(|()| connection.control("COMMIT"));
    if fate.is_err() && !connection.raw().is_autocommit() {
        // Should this fail too, the next BEGIN will, and says so.
        let _ = connection.control("ROLLBACK");
    }
    let reason = fate.err().map(|error| error.to_string());
    if let Some(reason) = &reason {
        tracing::error!(
            reason,
            transactions = ran.len(),
            "a batch of transactions was rolled back"
        );
    }
    for job in ran {
        job.tell(reason.as_deref().map_or(Ok(()), Err));
    }
    connection
}

/// Runs one job so that its failure takes back its own changes only. An error is the end of the batch.
fn in_savepoint(connection: Box<Connection>, job: &mut dyn Job) -> (Box<Connection>, Result<(), Error>) {
    if let Err(error) = connection.control("SAVEPOINT job") {
        return (connection, Err(error));
    }
    let (connection, keep) = job.run(connection);
    let result = if connection.raw().is_autocommit() {
        // A full disk or a failing one makes SQLite roll back everything, savepoints and all.
        Err(Error::unavailable("the disk is full or failing"))
    } else if keep {
        connection.control("RELEASE job")
    } else {
        connection
            .control("ROLLBACK TO job")
            .and_then(|()| connection.control("RELEASE job"))
    };
    (connection, result)
}
