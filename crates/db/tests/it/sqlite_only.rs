//! What only the writer thread can get wrong.

use std::{
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use branchbook_db::{Db, Error, params};
use branchbook_test_support::database::on_sqlite;
use futures_util::future::join_all;

use crate::notes::{NOTES, add, first, id, slugs, write};

#[test]
fn awaiting_something_else_inside_a_transaction_is_refused() {
    on_sqlite(NOTES, async |db| {
        let db = &first(db);
        let naps = db.write((), |tx, ()| {
            Box::pin(async move {
                add(tx, 1).await?;
                tokio::time::sleep(Duration::from_secs(3600)).await;
                Ok::<(), Error>(())
            })
        });
        assert!(matches!(naps.await, Err(Error::Misuse(rule)) if rule.contains("awaited")));
        let nested = db.write(db.clone(), |_, db| Box::pin(async move { write(db, 1).await }));
        assert!(matches!(nested.await, Err(Error::Misuse(_))));
        write(db, 2).await.unwrap();
        // The inner transaction was asked for, so it may have run; what held it up was not kept.
        assert!(slugs(db).await.contains(&"2".to_owned()));
    });
}

#[test]
fn transactions_that_queue_up_share_a_commit_and_all_hear_when_it_fails() {
    on_sqlite(NOTES, async |test| {
        let mut options = test.options().clone();
        options.max_pages = Some(60);
        let db = Db::open(&options, NOTES).unwrap();
        let db = &first(&db);

        // The first transaction holds the writer until all others are in the queue.
        let (go, wait) = mpsc::channel::<()>();
        let wait = Arc::new(Mutex::new(wait));
        let held = db.write(wait, |tx, wait| {
            Box::pin(async move {
                wait.lock().unwrap().recv().unwrap();
                add(tx, 1).await
            })
        });
        let small = (2..20).map(|number| write(db, number));
        let big = db.write("x".repeat(1 << 20), |tx, body| {
            Box::pin(async move {
                let insert = "INSERT INTO notes (tenant_id, id, slug, body) VALUES ($1, $2, 'big', $3)";
                tx.execute(insert, params![id(99), body]).await.map(drop)
            })
        });
        let all = async { tokio::join!(held, join_all(small), big) };
        let release = async { go.send(()).unwrap() };
        let ((held, small, big), ()) = tokio::join!(all, release);

        assert!(matches!(big, Err(Error::Unavailable(_))), "{big:?}");
        assert!(matches!(held, Err(Error::Unavailable(_))), "{held:?}");
        assert!(
            small
                .iter()
                .all(|outcome| matches!(outcome, Err(Error::Unavailable(_)))),
            "{small:?}"
        );
        assert_eq!(slugs(db).await, [""; 0]);

        write(db, 1).await.unwrap();
        assert_eq!(slugs(db).await, ["1"]);
    });
}

#[test]
fn a_full_queue_is_answered_at_once() {
    on_sqlite(NOTES, async |test| {
        let mut options = test.options().clone();
        options.queue_length = 4;
        let db = Db::open(&options, NOTES).unwrap();
        let db = &first(&db);
        let outcomes = join_all((0..200).map(|number| write(db, number))).await;
        let refused = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Err(Error::Busy(_))))
            .count();
        assert!(refused > 0);
        assert_eq!(slugs(db).await.len(), outcomes.len() - refused);
    });
}

#[test]
fn another_process_that_holds_the_database_is_waited_for_and_then_reported() {
    on_sqlite(NOTES, async |test| {
        let mut options = test.options().clone();
        options.wait_timeout = Duration::from_millis(50);
        let db = Db::open(&options, NOTES).unwrap();
        let branchbook_db::DatabaseUrl::Sqlite(path) = &options.url else {
            unreachable!()
        };
        let other = rusqlite::Connection::open(path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(matches!(write(&first(&db), 1).await, Err(Error::Unavailable(_))));
        other.execute_batch("ROLLBACK").unwrap();
        write(&first(&db), 1).await.unwrap();
    });
}

#[test]
fn the_log_is_folded_into_the_file_while_writing_goes_on() {
    on_sqlite(NOTES, async |test| {
        let db = &first(test);
        let branchbook_db::DatabaseUrl::Sqlite(path) = &test.options().url else {
            unreachable!()
        };
        let log = path.with_file_name("test.db-wal");
        for round in 0..40_u128 {
            let writes = (0..25).map(|n| {
                db.write(round * 25 + n, |tx, number| {
                    Box::pin(async move {
                        let insert = "INSERT INTO notes (tenant_id, id, slug, body) VALUES ($1, $2, $3, $4)";
                        tx.execute(insert, params![id(*number), number.to_string(), "x".repeat(32 << 10)])
                            .await
                            .map(drop)
                    })
                })
            });
            join_all(writes)
                .await
                .into_iter()
                .collect::<Result<(), Error>>()
                .unwrap();
        }
        // 32 MiB were written; the log starts over whenever all of it is folded in.
        let log = std::fs::metadata(log).unwrap().len();
        assert!(log < 96 << 20, "the log has {log} bytes");
        test.close().await;
        assert!(!path.with_file_name("test.db-wal").exists());
    });
}

#[test]
fn the_bundled_sqlite_has_the_fix_for_resetting_the_log() {
    // With a checkpoint in another thread, versions before 3.51.3 could lose commits.
    assert!(rusqlite::version_number() >= 3_051_003);
}
