//! Work that is done beside requests: mails, purges, the deletion of tenants.
//!
//! A job is a row. [`enqueue`] adds one in any transaction: what it is needed for is committed with it or not at all. A [`Runner`]
//! on each node takes those that are due. Whoever takes one holds a lease, which is renewed while the work goes on: when a runner
//! is killed, the lease runs out and another takes the job over. So a job may be begun more than once and its work has to bear
//! that: it writes how far it is in the transactions it does its work in ([`Lease::keep`]), which fail for those who have lost the
//! lease. What fails is tried again, later each time.
//!
//! | you look for | it is in |
//! |---|---|
//! | which kinds there are, and when they run by themselves | `kinds.rs` |
//! | taking, renewing, trying again | `runner.rs` |
//! | going through all tenants | `each_tenant.rs` |
//! | what is thrown away, and when | `purge.rs`, and in the slices |

mod each_tenant;
mod kinds;
mod list;
mod metrics;
pub(crate) mod purge;
mod runner;
mod schedule;
mod store;

use branchbook_db::{Error, Tx};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::Notify;
use uuid::Uuid;

pub(crate) use each_tenant::each_tenant;
pub use kinds::{Handler, Kind};
pub use list::{Listed, State, find, list};
pub(crate) use metrics::JobMetrics;
pub use runner::{Done, Runner};

use crate::{access::OwnWork, app::App};

/// What wakes this node's runner.
#[derive(Default)]
pub struct Jobs {
    wake: Notify,
}

/// A job that is to be queued. Made before the transaction, so that one that runs again queues the same.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its id, by which it can be found again.
    pub id: Uuid,
    kind: &'static str,
    tenant: Option<TenantId>,
    created_by: Option<UserId>,
    unique_key: Option<String>,
    created_at: Timestamp,
    run_at: Timestamp,
    payload: Value,
}

impl NewJob {
    /// A job of this kind, due at once. The payload is stored as it is: no secrets.
    #[must_use]
    pub fn new(app: &App, kind: &'static str, payload: Value) -> Self {
        let now = app.clock.now();
        Self {
            id: app.ids.next_uuid(),
            kind,
            tenant: None,
            created_by: None,
            unique_key: None,
            created_at: now,
            run_at: now,
            payload,
        }
    }

    /// Says whose it is, and who wanted it.
    #[must_use]
    pub fn of(self, tenant: TenantId, created_by: UserId) -> Self {
        Self {
            tenant: Some(tenant),
            created_by: Some(created_by),
            ..self
        }
    }

    /// Not queued when there is one with this key, which may have ended within the last days.
    #[must_use]
    pub fn once(self, unique_key: String) -> Self {
        Self {
            unique_key: Some(unique_key),
            ..self
        }
    }

    /// Not before this time.
    #[must_use]
    pub fn not_before(self, run_at: Timestamp) -> Self {
        Self { run_at, ..self }
    }
}

/// Queues a job in the transaction of what it is needed for. Call [`wake`] once that is committed. Whether it was queued: not when
/// there is one with its unique key.
///
/// # Errors
/// Those of the database.
pub async fn enqueue(tx: &mut Tx, job: &NewJob) -> Result<bool, Error> {
    store::insert(tx, job).await
}

/// Makes a job forget whose it was, in the transaction in which there is nothing left of them.
pub(crate) async fn forget_tenant(tx: &mut Tx, lease: Lease) -> Result<(), Error> {
    store::forget_tenant(tx, lease).await
}

/// Lets this node's runner look at once for what is due. Without it, it looks within two seconds.
pub fn wake(app: &App) {
    app.jobs.wake.notify_one();
}

/// Runs what is due now, and what that makes due, one after the other. How many were run. For tests, which have no runner beside
/// them.
///
/// # Errors
/// Those of the database. That a job fails is none.
pub async fn run_due(app: &App) -> Result<usize, Error> {
    Runner::new(app).run_due().await
}

/// A job that somebody works at.
#[derive(Debug, Clone)]
pub struct Job {
    /// What kind it is.
    pub kind: String,
    /// Whose it is; none for those of the platform.
    pub tenant: Option<TenantId>,
    /// How far it was when it was taken, in steps of its own.
    pub done: i64,
    /// Which attempt this is: 1, 2, 3 …
    pub attempt: u32,
    /// What it needs to know; what [`Lease::keep`] last said, if it was begun before.
    pub payload: Value,
    /// By which it is held.
    pub lease: Lease,
}

/// The right to work at a job. Each taking makes a new one and ends those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The job's id.
    pub job: Uuid,
    owner: Uuid,
}

/// How far a job is.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Steps that are done.
    pub done: i64,
    /// Of how many, if somebody knows.
    pub total: Option<i64>,
    /// What to go on from.
    pub payload: Value,
}

impl Lease {
    /// Writes how far the job is, in the transaction of the work: either both are kept or none.
    ///
    /// # Errors
    /// [`Fault::Lost`] when somebody else has taken the job: the transaction must not be kept then. Those of the database.
    pub async fn keep(&self, tx: &mut Tx, progress: &Progress) -> Result<(), Fault> {
        if store::keep(tx, *self, progress).await? {
            Ok(())
        } else {
            Err(Fault::Lost)
        }
    }
}

/// Why a job did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It may succeed later. Said to the operator.
    #[error("{0}")]
    Again(String),
    /// It will never succeed. Said to the operator.
    #[error("{0}")]
    Never(String),
    /// Somebody else has it now.
    #[error("another runner has taken the job over")]
    Lost,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Again(error.to_string())
    }
}

impl App {
    /// The database for the server's own work.
    pub(crate) fn own_work(&self) -> OwnWork {
        OwnWork::of(self)
    }
}
