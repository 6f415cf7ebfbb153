//! Takes jobs that are due, and lets go of them.

use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use branchbook_db::Error;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio::{
    sync::Semaphore,
    time::{Instant, MissedTickBehavior},
};
use uuid::Uuid;

use super::{
    Fault, Job, Kind, Lease, NewJob, kinds,
    schedule::{self, Scheduled},
    store::{self, Next, Wanted},
};
use crate::app::App;

/// For how long a job is held without a sign of life. Nodes compare it with their own clocks, so these may differ by less.
const LEASE: SignedDuration = SignedDuration::from_secs(30);
/// How often the sign is given.
const RENEW_EVERY: Duration = Duration::from_secs(10);
/// How often a runner looks for what is due when nothing wakes it.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Jobs that a node works at side by side: they mostly wait, for a mail server or the database.
const AT_ONCE: usize = 4;
/// The pause after the first failure. It doubles with each, up to an hour.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(10);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// What is kept of an error, in characters.
const ERROR_LENGTH: usize = 500;

/// Works at jobs. Clones are the same one.
#[derive(Clone)]
pub struct Runner(Arc<Parts>);

struct Parts {
    app: App,
    kinds: Vec<Kind>,
    scheduled: Vec<Scheduled>,
    /// The turn of each scheduled kind that this runner last made sure of.
    turns: Mutex<HashMap<&'static str, Timestamp>>,
}

/// What became of a job that was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// It is done.
    Done,
    /// It failed and is tried again later.
    Again(String),
    /// It is given up.
    Failed(String),
    /// Another runner has it now.
    Lost,
    /// The server is stopping, so it was given back.
    GivenBack,
}

impl Done {
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Again(_) => "again",
            Self::Failed(_) => "failed",
            Self::Lost => "lost",
            Self::GivenBack => "given_back",
        }
    }
}

impl Runner {
    /// A runner for the kinds there are.
    #[must_use]
    pub fn new(app: &App) -> Self {
        Self::with_kinds(app, kinds::table())
    }

    /// A runner for these kinds; jobs of others are left alone.
    #[must_use]
    pub fn with_kinds(app: &App, kinds: Vec<Kind>) -> Self {
        Self(Arc::new(Parts {
            app: app.clone(),
            scheduled: schedule::of(&kinds),
            kinds,
            turns: Mutex::default(),
        }))
    }

    /// The kinds it knows.
    #[must_use]
    pub fn kinds(&self) -> &[Kind] {
        &self.0.kinds
    }

    /// Takes what is due until the server is stopped. What it is at then is given back.
    pub async fn follow(self) {
        let app = &self.0.app;
        let stopping = app.lifecycle.stopping();
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut turn = tokio::time::interval(LOOK_EVERY);
        turn.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stopping.cancelled() => return,
                _ = turn.tick() => {}
                () = app.jobs.wake.notified() => {}
            }
            if let Err(error) = self.take_all(&places).await {
                tracing::warn!(%error, "cannot look for jobs; trying again");
            }
        }
    }

    /// Begins what is due, as far as there are places.
    async fn take_all(&self, places: &Arc<Semaphore>) -> Result<(), Error> {
        self.queue_scheduled().await?;
        while let Ok(place) = Arc::clone(places).try_acquire_owned() {
            let Some(job) = self.take(None).await? else {
                return Ok(());
            };
            let runner = self.clone();
            drop(self.0.app.lifecycle.spawn(async move {
                runner.work(job).await;
                drop(place);
                // There is a place for another now.
                super::wake(&runner.0.app);
            }));
        }
        Ok(())
    }

    /// Runs what is due now, one after the other, until nothing is. How many were run.
    ///
    /// # Errors
    /// Those of the database. That a job fails is none.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let mut count = 0;
        while let Some(job) = self.take(None).await? {
            self.work(job).await;
            count += 1;
        }
        Ok(count)
    }

    /// Queues a job of this kind and runs it here and now. None when there is no such kind with a schedule: others need to be told
    /// what to do.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn run_now(&self, kind: &str) -> Result<Option<Done>, Error> {
        let Some(kind) = self.0.scheduled.iter().find(|scheduled| scheduled.kind == kind) else {
            return Ok(None);
        };
        let app = &self.0.app;
        // Not before tomorrow for others, so that none of them takes it.
        let later = app.clock.now() + SignedDuration::from_hours(24);
        let job = NewJob::new(app, kind.kind, json!({})).not_before(later);
        let id = job.id;
        self.queue(vec![job]).await?;
        Ok(match self.take(Some(id)).await? {
            Some(job) => Some(self.work(job).await),
            None => Some(Done::Lost),
        })
    }

    /// Queues what is on a schedule and whose turn has come, once for all nodes.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn queue_scheduled(&self) -> Result<(), Error> {
        let app = &self.0.app;
        let now = app.clock.now();
        let known = self.0.turns.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let turns: HashMap<_, _> = self
            .0
            .scheduled
            .iter()
            .filter_map(|scheduled| Some((scheduled.kind, scheduled.last_turn(now)?)))
            .filter(|(kind, turn)| known.get(kind).is_none_or(|known| known < turn))
            .collect();
        if turns.is_empty() {
            return Ok(());
        }
        let job = |(kind, turn): (&&'static str, &Timestamp)| {
            NewJob::new(app, kind, json!({})).once(format!("{kind} {turn}"))
        };
        self.queue(turns.iter().map(job).collect()).await?;
        self.0
            .turns
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(turns);
        Ok(())
    }

    async fn queue(&self, jobs: Vec<NewJob>) -> Result<(), Error> {
        let db = self.0.app.own_work().global();
        let queued = db.write(jobs, |tx, jobs| {
            Box::pin(async move {
                for job in jobs {
                    super::enqueue(tx, job).await?;
                }
                Ok(())
            })
        });
        queued.await
    }

    /// Takes a job: this one, or the one that is due for longest.
    async fn take(&self, only: Option<Uuid>) -> Result<Option<Job>, Error> {
        let app = &self.0.app;
        let now = app.clock.now();
        let wanted = Wanted {
            kinds: self.0.kinds.iter().map(|kind| kind.name).collect(),
            now,
            owner: app.ids.next_uuid(),
            until: now + LEASE,
            only,
        };
        let db = app.own_work().global();
        // Mostly there is nothing, and to read is cheaper than to write.
        if only.is_none()
            && !db
                .read(wanted.clone(), |tx, wanted| Box::pin(store::any_due(tx, wanted)))
                .await?
        {
            return Ok(None);
        }
        db.write(wanted, |tx, wanted| Box::pin(store::take(tx, wanted))).await
    }

    /// Does a job that was taken, and lets go of it.
    async fn work(&self, job: Job) -> Done {
        let Some(kind) = self.0.kinds.iter().find(|kind| kind.name == job.kind) else {
            unreachable!("only jobs of known kinds are taken");
        };
        let (app, lease, attempt) = (&self.0.app, job.lease, job.attempt);
        app.metrics.jobs.began(kind.name);
        let began = Instant::now();
        let done = if attempt > kind.attempts {
            Done::Failed("given up: it was interrupted each time".to_owned())
        } else {
            self.attempt(kind, job).await
        };
        let done = self.let_go(lease, attempt, done).await;
        app.metrics.jobs.ended(kind.name, done.as_str(), began.elapsed());
        match &done {
            Done::Done => tracing::info!(kind = kind.name, job = %lease.job, "job done"),
            Done::Again(why) => {
                tracing::warn!(kind = kind.name, job = %lease.job, attempt, why, "job will be tried again")
            }
            Done::Failed(why) => tracing::error!(kind = kind.name, job = %lease.job, attempt, why, "job failed"),
            Done::Lost => tracing::warn!(kind = kind.name, job = %lease.job, "job was taken over by another runner"),
            Done::GivenBack => tracing::info!(kind = kind.name, job = %lease.job, "job given back"),
        }
        done
    }

    async fn attempt(&self, kind: &Kind, job: Job) -> Done {
        let (app, lease, attempt) = (&self.0.app, job.lease, job.attempt);
        let stopping = app.lifecycle.stopping();
        let work = AssertUnwindSafe((kind.handler)(app.clone(), job)).catch_unwind();
        // To drop the work is safe at any moment: its transactions are kept whole or not at all.
        let outcome = tokio::select! {
            outcome = work => outcome.unwrap_or_else(|_| Err(Fault::Again("it panicked; see the log".to_owned()))),
            () = self.hold(lease) => Err(Fault::Lost),
            () = stopping.cancelled() => return Done::GivenBack,
        };
        match outcome {
            Ok(()) => Done::Done,
            Err(Fault::Lost) => Done::Lost,
            Err(Fault::Again(why)) if attempt < kind.attempts => Done::Again(why),
            Err(Fault::Again(why) | Fault::Never(why)) => Done::Failed(why),
        }
    }

    /// Renews the lease; ends when it is lost.
    async fn hold(&self, lease: Lease) {
        let app = &self.0.app;
        let start = Instant::now() + RENEW_EVERY;
        let mut turn = tokio::time::interval_at(start, RENEW_EVERY);
        turn.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            turn.tick().await;
            let until = app.clock.now() + LEASE;
            let db = app.own_work().global();
            let renewed = db.write((lease, until), |tx, (lease, until)| {
                Box::pin(store::renew(tx, *lease, *until))
            });
            match renewed.await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(%error, job = %lease.job, "cannot renew the lease of a job; trying again"),
            }
        }
    }

    async fn let_go(&self, lease: Lease, attempt: u32, done: Done) -> Done {
        let app = &self.0.app;
        let now = app.clock.now();
        let next = match &done {
            Done::Done => Next::Done,
            Done::Failed(why) => Next::Failed(shortened(why)),
            Done::Again(why) => Next::Again {
                at: now + pause(attempt),
                why: shortened(why),
            },
            Done::GivenBack => Next::GivenBack,
            Done::Lost => return done,
        };
        let db = app.own_work().global();
        let let_go = db.write((lease, now, next), |tx, (lease, now, next)| {
            Box::pin(store::let_go(tx, *lease, *now, next))
        });
        match let_go.await {
            Ok(true) => done,
            Ok(false) => Done::Lost,
            Err(error) => {
                tracing::warn!(%error, job = %lease.job, "cannot say how a job ended; it will be run again");
                Done::Lost
            }
        }
    }
}

/// How long to wait after an attempt that failed.
fn pause(attempt: u32) -> SignedDuration {
    let doubled = 2i32.saturating_pow(attempt.saturating_sub(1).min(20));
    FIRST_PAUSE.saturating_mul(doubled).min(LONGEST_PAUSE)
}

fn shortened(why: &str) -> String {
    why.chars().take(ERROR_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let seconds = [1, 2, 3, 9, 10, u32::MAX].map(|attempt| pause(attempt).as_secs());
        assert_eq!(seconds, [10, 20, 40, 2560, 3600, 3600]);
    }
}
