//! Throwing away what nobody can sign in with any more.

use jiff::SignedDuration;
use serde_json::json;

use super::store::purge::{self, Ended};
use crate::{
    app::App,
    features::account::invites::mailing,
    jobs::{
        Fault, Job, Progress,
        purge::{BATCH, count},
    },
};

/// For how long a link can be looked up after its time is over.
const LINKS_ARE_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The same of devices: somebody may ask who was signed in.
const DEVICES_ARE_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The same of tokens of programs.
const TOKENS_ARE_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Removes links, devices and tokens that ended long ago, and invites that count no more.
///
/// # Errors
/// Those of the database.
pub async fn ended(app: App, job: Job) -> Result<(), Fault> {
    let now = app.clock.now();
    let mut done = job.done;
    for (what, before) in [
        (Ended::Links, now - LINKS_ARE_KEPT),
        (Ended::Devices, now - DEVICES_ARE_KEPT),
        (Ended::Tokens, now - TOKENS_ARE_KEPT),
        (Ended::InviteMails, now - mailing::COUNTED_FOR),
    ] {
        loop {
            let input = (job.lease, what, before, done);
            let db = app.own_work().global();
            let work = db.write(input, |tx, (lease, what, before, done)| {
                Box::pin(async move {
                    let removed = count(purge::remove(tx, *what, *before, BATCH).await?);
                    let progress = Progress {
                        done: done + removed,
                        total: None,
                        payload: json!({}),
                    };
                    lease.keep(tx, &progress).await?;
                    Ok::<_, Fault>(removed)
                })
            });
            let removed = work.await?;
            done += removed;
            if removed < BATCH {
                break;
            }
        }
    }
    Ok(())
}
