//! Work beside requests: queued with what it is needed for, done once, begun again when it was interrupted.

mod purges;
mod upgrade;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use branchbook_db::{Db, Error};
use branchbook_server::{
    access::OwnWork,
    app::Clock,
    jobs::{self, Done, Fault, Job, Kind, Listed, NewJob, Progress, Runner, State},
};
use branchbook_test_support::{TestApp, app_test};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

/// A kind that counts how often it is run.
fn counted(name: &'static str) -> (Kind, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let kind = Kind::new(name, "counts", move |_, _| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Ok(()) }
    });
    (kind, count)
}

/// A kind that fails until it is told otherwise.
fn failing(why: fn() -> Fault) -> Kind {
    Kind::new("failing", "fails", move |_, _| async move { Err(why()) })
}

async fn queue(app: &TestApp, job: NewJob) -> bool {
    let queued: Result<bool, Error> = app
        .db
        .global()
        .write(job, |tx, job| Box::pin(jobs::enqueue(tx, job)))
        .await;
    queued.unwrap()
}

async fn queued(app: &TestApp, kind: &'static str) -> NewJob {
    let job = NewJob::new(&app.app, kind, json!({}));
    assert!(queue(app, job.clone()).await);
    job
}

async fn listed(app: &TestApp) -> Vec<Listed> {
    jobs::list(&OwnWork::on(&app.db), 100).await.unwrap()
}

/// Writes how far a job is, in a transaction of its own.
async fn keep(db: &Db, job: &Job, done: i64, payload: Value) -> Result<(), Fault> {
    let progress = Progress {
        done,
        total: Some(3),
        payload,
    };
    db.global()
        .write((job.lease, progress), |tx, (lease, progress)| {
            Box::pin(lease.keep(tx, progress))
        })
        .await
}

app_test! {
    async fn a_job_is_queued_with_its_transaction_or_not_at_all(app: TestApp) {
        let (kind, count) = counted("counted");
        let runner = Runner::with_kinds(&app.app, vec![kind]);
        let job = NewJob::new(&app.app, "counted", json!({}));
        let refused: Result<(), Error> = app.db.global().write(job, |tx, job| {
            Box::pin(async move {
                jobs::enqueue(tx, job).await?;
                Err(Error::other("changed its mind"))
            })
        }).await;
        refused.unwrap_err();
        assert_eq!(runner.run_due().await.unwrap(), 0);
        queued(app, "counted").await;
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert_eq!(runner.run_due().await.unwrap(), 0);
    }

    async fn of_fifty_runners_on_two_nodes_one_gets_each_job(app: TestApp) {
        let there = app.another_node().await;
        let (kind, count) = counted("counted");
        for _ in 0..20 {
            queued(app, "counted").await;
        }
        let run = |number: usize| {
            let node = if number.is_multiple_of(2) { &app.app } else { &there.app };
            let runner = Runner::with_kinds(node, vec![kind.clone()]);
            async move { runner.run_due().await.unwrap() }
        };
        let taken: usize = join_all((0..50).map(run)).await.into_iter().sum();
        assert_eq!((taken, count.load(Ordering::SeqCst)), (20, 20));
        assert!(listed(app).await.iter().all(|job| job.state == State::Done && job.attempts == 1));
    }

    async fn two_jobs_with_the_same_key_are_one(app: TestApp) {
        let job = || NewJob::new(&app.app, "counted", json!({})).once("the same".to_owned());
        let mut queued = join_all((0..50).map(|_| queue(app, job()))).await;
        queued.retain(|queued| *queued);
        assert_eq!((queued.len(), listed(app).await.len()), (1, 1));
    }

    async fn a_job_waits_for_its_time(app: TestApp) {
        let (kind, _) = counted("counted");
        let runner = Runner::with_kinds(&app.app, vec![kind]);
        let later = app.clock.now() + SignedDuration::from_mins(5);
        queue(app, NewJob::new(&app.app, "counted", json!({})).not_before(later)).await;
        assert_eq!(runner.run_due().await.unwrap(), 0);
        app.clock.advance(SignedDuration::from_mins(5));
        assert_eq!(runner.run_due().await.unwrap(), 1);
    }

    async fn what_fails_is_tried_again_later_and_given_up_in_the_end(app: TestApp) {
        let kind = Kind { attempts: 3, ..failing(|| Fault::Again("the mail server is away".to_owned())) };
        let runner = Runner::with_kinds(&app.app, vec![kind]);
        queued(app, "failing").await;
        for (pause, state) in [(0, State::Queued), (10, State::Queued), (20, State::Failed)] {
            app.clock.advance(SignedDuration::from_secs(pause) - SignedDuration::from_micros(1));
            assert_eq!(runner.run_due().await.unwrap(), 0, "too early");
            app.clock.advance(SignedDuration::from_micros(1));
            assert_eq!(runner.run_due().await.unwrap(), 1);
            let job = &listed(app).await[0];
            assert_eq!((job.state, job.error.as_deref()), (state, Some("the mail server is away")));
        }
        app.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(runner.run_due().await.unwrap(), 0);
    }

    async fn what_can_never_succeed_is_tried_once(app: TestApp) {
        let runner = Runner::with_kinds(&app.app, vec![failing(|| Fault::Never("no such address".to_owned()))]);
        queued(app, "failing").await;
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!(listed(app).await[0].state, State::Failed);
    }

    async fn a_job_that_panics_is_tried_again_and_harms_no_other(app: TestApp) {
        let panics = Kind::new("panics", "panics", |_, job: Job| async move {
            assert!(job.attempt > 1, "the first attempt panics");
            Ok(())
        });
        let (kind, count) = counted("counted");
        let runner = Runner::with_kinds(&app.app, vec![panics, kind]);
        queued(app, "panics").await;
        queued(app, "counted").await;
        assert_eq!(runner.run_due().await.unwrap(), 2);
        assert_eq!(count.load(Ordering::SeqCst), 1);
        app.clock.advance(SignedDuration::from_secs(10));
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert!(listed(app).await.iter().all(|job| job.state == State::Done));
    }

    async fn a_job_whose_runner_was_killed_goes_on_where_it_was(app: TestApp) {
        let there = app.another_node().await;
        let (at_two, mut reached) = mpsc::unbounded_channel();
        let db = app.db.clone();
        // Takes three steps, and stands still for ever after the second of the first attempt.
        let steps = Kind::new("steps", "takes three steps", move |_, job: Job| {
            let (db, at_two) = (db.clone(), at_two.clone());
            async move {
                for step in job.done + 1..=3 {
                    keep(&db, &job, step, json!({ "step": step })).await?;
                    at_two.send((job.attempt, step)).unwrap();
                    if (job.attempt, step) == (1, 2) {
                        std::future::pending::<()>().await;
                    }
                }
                Ok(())
            }
        });
        queued(app, "steps").await;
        let killed = Runner::with_kinds(&app.app, vec![steps.clone()]);
        let killed = tokio::spawn(async move { killed.run_due().await });
        assert_eq!(reached.recv().await, Some((1, 1)));
        assert_eq!(reached.recv().await, Some((1, 2)));
        killed.abort();
        killed.await.unwrap_err();

        let other = Runner::with_kinds(&there.app, vec![steps]);
        assert_eq!(other.run_due().await.unwrap(), 0, "the lease holds");
        app.clock.advance(SignedDuration::from_secs(30));
        assert_eq!(other.run_due().await.unwrap(), 1);
        assert_eq!(reached.recv().await, Some((2, 3)), "it goes on behind the second step");
        let job = &listed(app).await[0];
        assert_eq!((job.state, job.attempts, job.done, job.total), (State::Done, 2, 3, Some(3)));
    }

    async fn a_runner_that_was_thought_dead_can_write_nothing_more(app: TestApp) {
        let there = app.another_node().await;
        let (taken, at_work) = oneshot::channel();
        let (go_on, told) = oneshot::channel();
        let once = Arc::new(std::sync::Mutex::new(Some((taken, told))));
        let db = app.db.clone();
        let slow = Kind::new("slow", "is slow the first time", move |_, job: Job| {
            let (once, db) = (Arc::clone(&once), db.clone());
            async move {
                let first = once.lock().unwrap().take();
                if let Some((taken, told)) = first {
                    taken.send(()).unwrap();
                    told.await.unwrap();
                }
                keep(&db, &job, i64::from(job.attempt), json!({})).await
            }
        });
        queued(app, "slow").await;
        let slow_one = Runner::with_kinds(&app.app, vec![slow.clone()]);
        let slow_one = tokio::spawn(async move { slow_one.run_due().await });
        at_work.await.unwrap();
        app.clock.advance(SignedDuration::from_secs(30));
        assert_eq!(Runner::with_kinds(&there.app, vec![slow]).run_due().await.unwrap(), 1);
        go_on.send(()).unwrap();
        slow_one.await.unwrap().unwrap();
        let job = &listed(app).await[0];
        assert_eq!((job.state, job.attempts, job.done), (State::Done, 2, 2));
        let metrics = app.nobody().get("/metrics").await;
        assert!(metrics.body.contains(r#"jobs_ended_total{kind="slow",outcome="lost"} 1"#));
    }

    async fn each_turn_of_a_schedule_is_queued_once_for_all_nodes(app: TestApp) {
        let there = app.another_node().await;
        let (kind, count) = counted("counted");
        let runners = [&app.app, &there.app].map(|app| Runner::with_kinds(app, vec![kind.clone().at("30 * * * *")]));
        for turn in 1..=3 {
            let looks = (0..50).map(|number| runners[number % 2].queue_scheduled());
            join_all(looks).await.into_iter().collect::<Result<Vec<()>, _>>().unwrap();
            runners[turn % 2].run_due().await.unwrap();
            assert_eq!(count.load(Ordering::SeqCst), turn);
            app.clock.advance(SignedDuration::from_hours(1));
        }
        app.clock.advance(SignedDuration::from_hours(5));
        runners[0].queue_scheduled().await.unwrap();
        runners[0].run_due().await.unwrap();
        assert_eq!(count.load(Ordering::SeqCst), 4, "of turns that were missed, one is made up for");
    }

    async fn a_runner_beside_the_server_is_woken(app: TestApp) {
        let (done, mut seen) = mpsc::unbounded_channel();
        let kind = Kind::new("tells", "tells", move |_, _| {
            done.send(()).unwrap();
            async { Ok(()) }
        });
        let following = tokio::spawn(Runner::with_kinds(&app.app, vec![kind]).follow());
        for _ in 0..10 {
            queued(app, "tells").await;
            jobs::wake(&app.app);
        }
        for _ in 0..10 {
            seen.recv().await.unwrap();
        }
        following.abort();
    }

    async fn an_operator_runs_what_is_on_a_schedule_by_hand(app: TestApp) {
        let (kind, count) = counted("counted");
        let (other, _) = counted("by request only");
        let runner = Runner::with_kinds(&app.app, vec![kind.at("0 0 * * *"), other]);
        assert_eq!(runner.run_now("counted").await.unwrap(), Some(Done::Done));
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert_eq!(runner.run_now("by request only").await.unwrap(), None);
        assert_eq!(runner.run_now("unknown").await.unwrap(), None);
    }

    async fn jobs_are_counted_by_kind(app: TestApp) {
        jobs::run_due(&app.app).await.unwrap();
        Runner::new(&app.app).run_now("purge_jobs").await.unwrap();
        let text = app.nobody().get("/metrics").await.body;
        assert!(text.contains(r#"branchbook_jobs_ended_total{kind="purge_jobs",outcome="done"} 1"#), "{text}");
        assert!(text.contains(r#"branchbook_job_duration_seconds_count{kind="purge_jobs"} 1"#), "{text}");
        assert!(text.contains(r#"branchbook_jobs_running{kind="purge_jobs"} 0"#), "{text}");
    }
}
