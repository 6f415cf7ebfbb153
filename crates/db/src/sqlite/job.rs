//! A transaction on its way to one of SQLite's threads, and back.

use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::{Context, Poll, Waker},
};

use tokio::sync::oneshot;
use uuid::Uuid;

use super::connection::Connection;
use crate::{
    BoxFuture,
    error::Error,
    tx::{Access, Tx, TxEngine, Verdict},
};

/// A transaction that was asked for.
pub(crate) trait Job: Send {
    /// Whether nobody waits for it any more. One that has not started need not start then.
    fn is_abandoned(&self) -> bool;

    /// Runs the closure, once. True if what it did is to be kept.
    fn run(&mut self, connection: Box<Connection>) -> (Box<Connection>, bool);

    /// Tells the caller, when what was run is durable or rolled back. `fate` is why the database was unavailable, when the
    /// batch around it came to nothing.
    fn tell(self: Box<Self>, fate: Result<(), &str>);
}

/// What goes through the queues.
pub(crate) enum Message {
    Run(Box<dyn Job>),
    /// Finish, and drop the sender when done.
    Stop(oneshot::Sender<()>),
}

pub(crate) struct Transaction<I, F, T, E> {
    pub(crate) input: I,
    pub(crate) closure: F,
    pub(crate) tenant: Option<Uuid>,
    pub(crate) access: Access,
    pub(crate) outcome: Option<Result<T, E>>,
    pub(crate) caller: oneshot::Sender<Result<T, E>>,
}

impl<I, F, T, E> Job for Transaction<I, F, T, E>
where
    I: Send + Sync,
    F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }

    fn run(&mut self, connection: Box<Connection>) -> (Box<Connection>, bool) {
        let mut tx = Tx::new(TxEngine::Sqlite(connection), self.access, self.tenant);
        let outcome = catch_unwind(AssertUnwindSafe(|| poll_once((self.closure)(&mut tx, &self.input))));
        let outcome = outcome.unwrap_or_else(|panic| Err(panicked(&*panic).into()));
        let health = tx.health;
        let TxEngine::Sqlite(connection) = tx.engine else {
            unreachable!("the engine was put there above")
        };
        let (outcome, keep) = match Verdict::of(outcome, health) {
            Verdict::Commit(value) => (Ok(value), true),
            Verdict::Fail(error) | Verdict::Retry(error) => (Err(error), false),
        };
        self.outcome = Some(outcome);
        (connection, keep)
    }

    fn tell(self: Box<Self>, fate: Result<(), &str>) {
        let outcome = match (fate, self.outcome) {
            (Err(reason), _) => Err(Error::unavailable(reason).into()),
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(Error::misuse("a transaction was answered before it ran").into()),
        };
        // The caller may have gone; what it asked for stays done.
        let _ = self.caller.send(outcome);
    }
}

/// Runs a closure's future. On SQLite the calls of a transaction are always ready, so one poll finishes it.
fn poll_once<T, E: From<Error>>(future: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => Err(Error::misuse("something else than the database was awaited inside a transaction").into()),
    }
}

/// What a panic in a closure is answered with.
pub(crate) fn panicked(panic: &(dyn std::any::Any + Send)) -> Error {
    let said = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = said, "a transaction panicked");
    Error::other(format!("a transaction panicked: {}", said.unwrap_or("no message")))
}
