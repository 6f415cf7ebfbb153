//! SQLite, embedded: a queue to one thread that writes, a queue to several that read, and a thread for checkpoints.

mod checkpoint;
pub(crate) mod connection;
mod error;
pub(crate) mod job;
mod reader;
mod value;
mod writer;

use std::{io, path::PathBuf, sync::Mutex, thread};

use crossbeam_channel::Sender;
use tokio::{runtime::Handle, sync::oneshot};
use uuid::Uuid;

use self::{
    connection::Connection,
    job::{Message, Transaction},
};
use crate::{
    BoxFuture,
    error::Error,
    options::Options,
    plan::TenantTables,
    tx::{Access, Tx},
};

/// An open SQLite database.
pub(crate) struct Sqlite {
    pub(crate) path: PathBuf,
    pub(crate) tables: TenantTables,
    writes: Sender<Message>,
    reads: Sender<Message>,
    readers: usize,
    queue_length: usize,
    checkpoints: Mutex<Option<Checkpoints>>,
}

/// The checkpoint thread: dropping `stop` ends it, and it drops its end of `stopped`.
struct Checkpoints {
    stop: Sender<()>,
    stopped: oneshot::Receiver<()>,
}

impl Sqlite {
    /// Opens the file, making it and its directory when missing, and starts the threads.
    pub(crate) fn open(path: PathBuf, options: &Options) -> Result<Self, Error> {
        let cannot =
            |error: &dyn std::fmt::Display| Error::Unavailable(format!("cannot open {}: {error}", path.display()));
        if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
            std::fs::create_dir_all(directory).map_err(|error| cannot(&error))?;
        }

        let tables = TenantTables::default();
        let writer = Connection::writer(&path, options, tables.clone()).map_err(|error| cannot(&error))?;
        tables.replace(connection::tenant_tables(writer.raw()).map_err(|error| cannot(&error))?);
        let readers: Vec<Connection> = (0..options.reader_threads.max(1))
            .map(|_| Connection::reader(&path, options, tables.clone()))
            .collect::<rusqlite::Result<_>>()
            .map_err(|error| cannot(&error))?;

        // Without a bound of their own, because only such a channel drops what is left in it when its threads have stopped;
        // and dropping a transaction is what tells its caller.
        let (writes, to_write) = crossbeam_channel::unbounded();
        let (reads, to_read) = crossbeam_channel::unbounded();
        let (committed, hear_commits) = crossbeam_channel::bounded(1);
        let (stop, hear_stop) = crossbeam_channel::bounded(0);
        let (running, stopped) = oneshot::channel::<()>();

        let database = Self {
            readers: readers.len(),
            queue_length: options.queue_length,
            checkpoints: Mutex::new(Some(Checkpoints { stop, stopped })),
            path: path.clone(),
            tables,
            writes,
            reads,
        };
        let threads = readers.len();
        let started = || -> io::Result<()> {
            start("sqlite-writer", move || {
                writer::run(Box::new(writer), &to_write, &committed)
            })?;
            for reader in readers {
                let to_read = to_read.clone();
                start("sqlite-reader", move || {
                    reader::run(Box::new(reader), &to_read, threads)
                })?;
            }
            let path = path.clone();
            start("sqlite-checkpoint", move || {
                checkpoint::run(&path, &hear_commits, &hear_stop);
                drop(running);
            })
        };
        started().map_err(|error| cannot(&error))?;
        Ok(database)
    }

    /// Queues a transaction and waits for its answer. A caller that stops waiting leaves it to run, or to be skipped when its
    /// turn comes later.
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
        let (caller, answer) = oneshot::channel();
        let job = Transaction {
            input,
            closure,
            tenant,
            access,
            outcome: None,
            caller,
        };
        let queue = match access {
            Access::Read => &self.reads,
            Access::Write => &self.writes,
        };
        if queue.len() >= self.queue_length {
            return Err(Error::Busy("too many transactions are waiting").into());
        }
        queue.send(Message::Run(Box::new(job))).map_err(|_| closed())?;
        answer.await.unwrap_or_else(|_| Err(closed().into()))
    }

    /// Lets what is queued finish, then folds the log into the file and closes it.
    pub(crate) async fn close(&self) {
        let checkpoints = self
            .checkpoints
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .take();
        let stopped = checkpoints.map(|Checkpoints { stop, stopped }| {
            drop(stop);
            stopped
        });
        for (queue, threads) in [(&self.reads, self.readers), (&self.writes, 1)] {
            for _ in 0..threads {
                let (done, stopped) = oneshot::channel();
                // A thread that has stopped already drops `done` with its queue.
                let _ = queue.send(Message::Stop(done));
                let _ = stopped.await;
            }
        }
        if let Some(stopped) = stopped {
            // It hears of the end when the writer is gone. The last connection that closes removes the log.
            let _ = stopped.await;
        }
    }
}

/// Starts a thread.
fn start(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    // With the runtime entered, awaiting a timer or a socket inside a transaction is refused as pending, not a panic.
    let runtime = Handle::try_current().ok();
    let work = move || {
        let _entered = runtime.as_ref().map(Handle::enter);
        work();
    };
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}

fn closed() -> Error {
    Error::unavailable("the database is closed")
}
