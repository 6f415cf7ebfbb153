//! One closure, one transaction.

use std::sync::Arc;

use branchbook_db::{Error, Tx, params};
use branchbook_test_support::db_test;
use futures_util::future::join_all;
use tokio::sync::Barrier;

use crate::notes::{NOTES, add, first, id, raise, rank, slugs, tenant, write};

db_test! {
    migrations = NOTES;

    async fn what_was_acknowledged_is_visible_to_everybody(db: TestDb) {
        for number in 0..50 {
            write(&first(db), number).await.unwrap();
            assert_eq!(slugs(&first(db)).await.len() as u128, number + 1);
        }
    }

    async fn an_error_takes_back_its_own_transaction_and_no_other(db: TestDb) {
        let db = &first(db);
        let transactions = (0..100).map(|number| {
            db.write(number, |tx, number| {
                Box::pin(async move {
                    add(tx, *number).await?;
                    if number % 3 == 0 { Err(Error::other("changed my mind")) } else { Ok(()) }
                })
            })
        });
        let outcomes = join_all(transactions).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_err()).count(), 34);
        let kept = slugs(db).await;
        assert_eq!(kept.len(), 66);
        assert!(kept.iter().all(|slug| slug.parse::<u32>().unwrap() % 3 != 0));
    }

    async fn a_panic_is_answered_and_the_next_transaction_works(db: TestDb) {
        let db = &first(db);
        let panicking = |number: u128| {
            db.write(number, |tx, number| {
                Box::pin(async move {
                    add(tx, *number).await?;
                    panic!("on purpose");
                    #[expect(unreachable_code, reason = "says what the future gives")]
                    Ok::<(), Error>(())
                })
            })
        };
        for number in 0..10 {
            let (panicked, sound) = tokio::join!(panicking(number), write(db, 100 + number));
            assert!(panicked.unwrap_err().to_string().contains("on purpose"));
            sound.unwrap();
        }
        let reading: Result<(), Error> = db.read((), |_, ()| panic!("before it began")).await;
        assert!(reading.unwrap_err().to_string().contains("before it began"));
        assert_eq!(slugs(db).await.len(), 10);
    }

    async fn a_last_step_is_committed_with_what_came_before_it(db: TestDb) {
        let db = first(db).with_last_step(|tx| Box::pin(add(tx, 100)));
        write(&db, 1).await.unwrap();
        assert_eq!(slugs(&db).await, ["1", "100"]);

        // The second time the step's key is taken, so it fails, and takes the write with it.
        assert!(matches!(write(&db, 2).await, Err(Error::Unique { .. })));
        let failing: Result<(), Error> = db.write((), |_, ()| Box::pin(async { Err(Error::other("no")) })).await;
        assert_eq!(failing.unwrap_err().to_string(), "no");
        assert_eq!(slugs(&db).await, ["1", "100"]);
    }

    async fn a_read_transaction_cannot_write(db: TestDb) {
        let written = first(db).read(1, |tx, number| Box::pin(add(tx, *number))).await;
        assert!(matches!(written, Err(Error::Misuse(rule)) if rule.contains("read transaction")));
        write(&first(db), 1).await.unwrap();
    }

    async fn a_read_transaction_sees_one_moment(db: TestDb) {
        // SQLite's readers do not wait for anything inside a transaction, so there the writer is merely quick.
        let db = first(db);
        write(&db, 1).await.unwrap();
        let before_and_after = db.read(db.clone(), |tx, _| {
            Box::pin(async move {
                let count = "SELECT count(*) FROM notes WHERE tenant_id = $1";
                let before: i64 = tx.one(count, &[], |row| row.get(0)).await?;
                let after: i64 = tx.one(count, &[], |row| row.get(0)).await?;
                Ok::<_, Error>((before, after))
            })
        });
        let (counts, wrote) = tokio::join!(before_and_after, write(&db, 2));
        wrote.unwrap();
        let (before, after) = counts.unwrap();
        assert_eq!(before, after);
    }

    async fn after_a_failed_statement_the_transaction_can_only_end(db: TestDb) {
        let db = &first(db);
        write(db, 1).await.unwrap();
        let swallowed = db.write((), |tx, ()| {
            Box::pin(async move {
                add(tx, 2).await?;
                let taken = tx.execute("UPDATE notes SET slug = '1' WHERE tenant_id = $1 AND slug = '2'", &[]).await;
                assert!(taken.unwrap_err().is_unique("notes_tenant_id_slug_key"));
                assert!(matches!(add(tx, 3).await, Err(Error::Misuse(_))));
                Ok::<(), Error>(())
            })
        });
        assert!(matches!(swallowed.await, Err(Error::Misuse(_))));
        assert_eq!(slugs(db).await, ["1"]);
    }

    async fn violations_are_told_apart_and_named_alike(db: TestDb) {
        let db = &first(db);
        write(db, 1).await.unwrap();
        let attempt = async |sql: &'static str| {
            let insert = db.write(sql, |tx, sql| Box::pin(async move { tx.execute(*sql, params![id(2)]).await }));
            insert.await.unwrap_err()
        };
        let slug = attempt("INSERT INTO notes (tenant_id, id, slug) VALUES ($1, $2, '1')").await;
        assert!(slug.is_unique("notes_tenant_id_slug_key"), "{slug}");
        let key = attempt("INSERT INTO notes (tenant_id, id, slug) SELECT $1, id, '2' FROM notes WHERE tenant_id <> $2").await;
        assert!(key.is_unique("notes_pkey"), "{key}");
        let rank = attempt("INSERT INTO notes (tenant_id, id, slug, rank) VALUES ($1, $2, '2', -1)").await;
        assert!(matches!(&rank, Error::Check { constraint } if constraint == "notes_rank_check"), "{rank}");
        let parent = attempt("UPDATE notes SET parent_id = $2 WHERE tenant_id = $1").await;
        assert!(matches!(parent, Error::ForeignKey), "{parent}");
    }

    async fn one_row_is_exactly_one(db: TestDb) {
        async fn slug(tx: &mut Tx) -> Result<String, Error> {
            tx.one("SELECT slug FROM notes WHERE tenant_id = $1", &[], |row| row.get(0)).await
        }
        let db = &first(db);
        let read = || db.read((), |tx, ()| Box::pin(slug(tx)));
        assert!(matches!(read().await, Err(Error::NotFound)));
        write(db, 1).await.unwrap();
        assert_eq!(read().await.unwrap(), "1");
        write(db, 2).await.unwrap();
        assert!(matches!(read().await, Err(Error::Misuse(_))));
    }

    async fn a_batch_counts_each_and_is_all_or_nothing(db: TestDb) {
        async fn batch(tx: &mut Tx, last: u128) -> Result<Vec<u64>, Error> {
            let insert = "INSERT INTO notes (tenant_id, id, slug) VALUES ($1, $2, $3)";
            tx.batch([
                (insert, params![id(1), "1"]),
                (insert, params![id(2), "2"]),
                ("UPDATE notes SET rank = 7 WHERE tenant_id = $1", params![]),
                (insert, params![id(last), "last"]),
            ])
            .await
        }
        let db = &first(db);
        let run = |last| db.write(last, |tx, last| Box::pin(batch(tx, *last)));
        assert!(run(2).await.unwrap_err().is_unique("notes_pkey"));
        assert!(slugs(db).await.is_empty());
        assert_eq!(run(3).await.unwrap(), [1, 1, 2, 1]);
        assert_eq!(slugs(db).await, ["1", "2", "last"]);
    }

    async fn two_hundred_increments_at_once_are_two_hundred(db: TestDb) {
        write(&first(db), 1).await.unwrap();
        let start = Arc::new(Barrier::new(200));
        let tasks = (0..200).map(|_| {
            let (db, start) = (first(db), Arc::clone(&start));
            tokio::spawn(async move {
                start.wait().await;
                db.write(id(1), |tx, note| Box::pin(raise(tx, *note))).await
            })
        });
        let mut ranks: Vec<i64> = join_all(tasks).await.into_iter().map(|task| task.unwrap().unwrap()).collect();
        ranks.sort_unstable();
        assert_eq!(ranks, (1..=200).collect::<Vec<_>>());
        assert_eq!(rank(&first(db), 1).await, 200);
    }

    async fn callers_that_stop_waiting_leave_nothing_half_done(db: TestDb) {
        let tenant_db = first(db);
        for number in 0..100_u128 {
            let both = tenant_db.write(number, |tx, number| {
                Box::pin(async move {
                    add(tx, *number).await?;
                    add(tx, 1000 + *number).await
                })
            });
            // Polled a few times, then dropped.
            let mut both = Box::pin(both);
            for _ in 0..number % 5 {
                let _ = futures_util::poll!(&mut both);
                tokio::task::yield_now().await;
            }
        }
        // Whatever the dropped ones left is undone or done by the time the database is closed and opened again.
        let again = branchbook_db::Db::open(db.options(), NOTES).unwrap();
        db.close().await;
        let kept = slugs(&again.tenant(tenant(1))).await;
        again.close().await;
        assert_eq!(kept.iter().filter(|slug| slug.len() < 4).count() * 2, kept.len());
    }

    async fn a_closed_database_says_so(db: TestDb) {
        let tenant_db = first(db);
        let running = write(&tenant_db, 1);
        let (written, ()) = tokio::join!(running, db.close());
        written.unwrap();
        assert!(matches!(write(&first(db), 2).await, Err(Error::Unavailable(_))));
        assert!(matches!(db.ping().await, Err(Error::Unavailable(_))));
        db.close().await;
    }
}
