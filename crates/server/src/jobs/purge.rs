//! Throwing away what is of no use any more. What is thrown away of a slice's tables, and when, is said in that slice.

use branchbook_db::{Error, Sql, Tx, params};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{Fault, Job, Progress};
use crate::app::App;

/// How many rows a transaction removes at most: few enough that nobody waits for it.
pub const BATCH: i64 = 500;

/// For how long a job that is done can be looked at. Longer than the time between two turns of any schedule: the job is what tells
/// that a turn was had.
pub(super) const DONE_JOBS_ARE_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The same of one that failed, because somebody may have to find out why.
const FAILED_JOBS_ARE_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Removes jobs that ended long ago.
pub(super) async fn jobs(app: App, job: Job) -> Result<(), Fault> {
    let now = app.clock.now();
    let before = (now - DONE_JOBS_ARE_KEPT, now - FAILED_JOBS_ARE_KEPT);
    let mut done = job.done;
    loop {
        let db = app.own_work().global();
        let work = db.write((job.lease, before, done), |tx, (lease, before, done)| {
            Box::pin(async move {
                let removed = remove_jobs(tx, *before).await?;
                lease
                    .keep(
                        tx,
                        &Progress {
                            done: done + removed,
                            total: None,
                            payload: json!({}),
                        },
                    )
                    .await?;
                Ok::<_, Fault>(removed)
            })
        });
        let removed = work.await?;
        done += removed;
        if removed < BATCH {
            return Ok(());
        }
    }
}

async fn remove_jobs(tx: &mut Tx, (done, failed): (Timestamp, Timestamp)) -> Result<i64, Error> {
    let sql = Sql::global(
        "DELETE FROM jobs WHERE id IN (
             SELECT id FROM jobs WHERE state = 'done' AND finished_at < $1 OR state = 'failed' AND finished_at < $2 LIMIT $3
         )",
    );
    tx.execute(sql, params![done, failed, BATCH]).await.map(count)
}

/// A count of rows, as progress counts.
pub(crate) fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
