//! What only a pool of connections can get wrong.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use branchbook_db::{DatabaseUrl, Db, Error, Migration, params};
use branchbook_test_support::database::{TestDb, on_postgres};
use tokio::sync::{Barrier, Notify};
use tokio_postgres::NoTls;

use crate::notes::{NOTES, add, first, id, raise, rank, slugs, tenant, write};

/// The same database through a pool of one connection.
fn one_connection(test: &TestDb) -> Db {
    let mut options = test.options().clone();
    options.pool_size = 1;
    Db::open(&options, NOTES).unwrap()
}

/// A connection past this crate, as the owner.
async fn owner(test: &TestDb) -> tokio_postgres::Client {
    let DatabaseUrl::Postgres(url) = &test.options().url else {
        unreachable!()
    };
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

#[test]
fn a_dropped_transaction_is_rolled_back_before_its_connection_is_used_again() {
    on_postgres(NOTES, async |test| {
        let db = &one_connection(test);
        let inserted = Arc::new(Notify::new());
        let tenant_db = first(db);
        let stuck = tenant_db.write(Arc::clone(&inserted), |tx, inserted| {
            Box::pin(async move {
                add(tx, 1).await?;
                inserted.notify_one();
                std::future::pending::<Result<(), Error>>().await
            })
        });
        tokio::select! {
            _ = stuck => unreachable!("it waits for ever"),
            () = inserted.notified() => {}
        }
        // Another tenant, on the only connection there is.
        let other = db.tenant(tenant(2));
        write(&other, 2).await.unwrap();
        assert_eq!(slugs(&other).await, ["2"]);
        assert_eq!(slugs(&first(db)).await, [""; 0]);
        db.close().await;
    });
}

#[test]
fn a_statement_that_is_given_up_half_way_dooms_its_transaction() {
    on_postgres(NOTES, async |test| {
        let db = &one_connection(test);
        let tenant_db = first(db);
        let gave_up = tenant_db.write((), |tx, ()| {
            Box::pin(async move {
                add(tx, 1).await?;
                assert!(futures_util::poll!(Box::pin(add(tx, 2))).is_pending());
                Ok::<(), Error>(())
            })
        });
        assert!(matches!(gave_up.await, Err(Error::Misuse(_))));
        assert_eq!(slugs(&first(db)).await, [""; 0]);
        db.close().await;
    });
}

#[test]
fn closing_waits_for_the_transactions_that_run() {
    on_postgres(NOTES, async |test| {
        let db = Db::open(test.options(), NOTES).unwrap();
        let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let tenant_db = first(&db);
        let input = (Arc::clone(&begun), Arc::clone(&go_on));
        let running = tokio::spawn(async move {
            let slow = tenant_db.write(input, |tx, (begun, go_on)| {
                Box::pin(async move {
                    add(tx, 1).await?;
                    begun.notify_one();
                    go_on.notified().await;
                    add(tx, 2).await
                })
            });
            slow.await
        });
        begun.notified().await;
        let mut closing = std::pin::pin!(db.close());
        assert!(futures_util::poll!(&mut closing).is_pending());
        go_on.notify_one();
        closing.await;
        running.await.unwrap().unwrap();
        assert_eq!(slugs(&first(test)).await, ["1", "2"]);
    });
}

#[test]
fn a_deadlock_is_resolved_by_running_one_of_the_two_again() {
    on_postgres(NOTES, async |test| {
        let db = &first(test);
        write(db, 1).await.unwrap();
        write(db, 2).await.unwrap();
        let (both, attempts) = (Arc::new(Barrier::new(2)), Arc::new(AtomicU32::new(0)));
        let raise_both = |notes: [u128; 2]| {
            db.write(
                (notes, Arc::clone(&both), Arc::clone(&attempts)),
                |tx, (notes, both, attempts)| {
                    Box::pin(async move {
                        raise(tx, id(notes[0])).await?;
                        if attempts.fetch_add(1, Ordering::SeqCst) < 2 {
                            both.wait().await;
                        }
                        raise(tx, id(notes[1])).await
                    })
                },
            )
        };
        let (one, other) = tokio::join!(raise_both([1, 2]), raise_both([2, 1]));
        one.unwrap();
        other.unwrap();
        // Twice at first, then the victim again; more often when that one runs into the other before it is through.
        assert!(attempts.load(Ordering::SeqCst) >= 3);
        assert_eq!((rank(db, 1).await, rank(db, 2).await), (2, 2));
    });
}

static ALWAYS_IN_CONFLICT: &[Migration] = &[Migration {
    version: 1,
    name: "conflict",
    sqlite: "",
    postgres: "CREATE FUNCTION conflict() RETURNS integer LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = 'serialization_failure'; END $$",
}];

/// An error of a layer above, which does not know of conflicts.
#[derive(Debug)]
struct Above(Option<Error>);

impl From<Error> for Above {
    fn from(error: Error) -> Self {
        Self(Some(error))
    }
}

#[test]
fn conflicts_that_never_end_are_told_after_the_last_retry_whatever_the_closure_made_of_them() {
    on_postgres(ALWAYS_IN_CONFLICT, async |test| {
        let mut options = test.options().clone();
        options.retries = 3;
        let db = Db::open(&options, ALWAYS_IN_CONFLICT).unwrap();
        let attempts = Arc::new(AtomicU32::new(0));
        let global = db.global();
        let hopeless = global.write(Arc::clone(&attempts), |tx, attempts| {
            Box::pin(async move {
                attempts.fetch_add(1, Ordering::SeqCst);
                match tx.execute("SELECT conflict()", &[]).await {
                    Err(_) => Err::<(), _>(Above(None)),
                    Ok(_) => unreachable!(),
                }
            })
        });
        assert!(matches!(hopeless.await, Err(Above(Some(Error::Conflict)))));
        assert_eq!(attempts.load(Ordering::SeqCst), 4);
        db.close().await;
    });
}

#[test]
fn a_transaction_whose_connection_breaks_runs_again_on_another() {
    on_postgres(NOTES, async |test| {
        let owner = owner(test).await;
        let evict = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                     WHERE datname = current_database() AND application_name = 'branchbook'";
        // Between transactions: the pool notices.
        write(&first(test), 1).await.unwrap();
        owner.execute(evict, &[]).await.unwrap();
        write(&first(test), 2).await.unwrap();
        // In the middle of one.
        let attempts = Arc::new(AtomicU32::new(0));
        let input = (Arc::new(owner), evict, Arc::clone(&attempts));
        let tenant_db = first(test);
        let interrupted = tenant_db.write(input, |tx, (owner, evict, attempts)| {
            Box::pin(async move {
                add(tx, 3).await?;
                if attempts.fetch_add(1, Ordering::SeqCst) == 0 {
                    owner.execute(*evict, &[]).await.map_err(Error::other)?;
                }
                add(tx, 4).await
            })
        });
        interrupted.await.unwrap();
        assert_eq!(attempts.load(Ordering::SeqCst), 2);
        assert_eq!(slugs(&first(test)).await, ["1", "2", "3", "4"]);
    });
}

#[test]
fn a_change_of_the_schema_under_way_is_not_seen_by_callers() {
    on_postgres(NOTES, async |test| {
        let db = &one_connection(test);
        let columns = || async {
            let star: Result<i64, Error> = db
                .global()
                .read((), |tx, ()| {
                    Box::pin(async move {
                        tx.all("SELECT * FROM people", &[], |_| Ok(())).await?;
                        Ok(1)
                    })
                })
                .await;
            star
        };
        columns().await.unwrap();
        owner(test)
            .await
            .batch_execute("ALTER TABLE people ADD COLUMN born date")
            .await
            .unwrap();
        columns().await.unwrap();
        db.close().await;
    });
}

#[test]
fn a_statement_that_takes_too_long_is_stopped() {
    on_postgres(NOTES, async |test| {
        let mut options = test.options().clone();
        options.statement_timeout = std::time::Duration::from_secs(1);
        let db = Db::open(&options, NOTES).unwrap();
        let global = db.global();
        let slow = global.read((), |tx, ()| {
            Box::pin(async move { tx.execute("SELECT pg_sleep(20)", &[]).await })
        });
        assert!(matches!(slow.await, Err(Error::Unavailable(reason)) if reason.contains("timeout")));
        db.ping().await.unwrap();
        db.close().await;
    });
}

#[test]
fn a_pool_with_no_free_connection_says_so() {
    on_postgres(NOTES, async |test| {
        let mut options = test.options().clone();
        options.pool_size = 1;
        options.wait_timeout = std::time::Duration::from_secs(2);
        let db = Db::open(&options, NOTES).unwrap();
        let done = Arc::new(Notify::new());
        let tenant_db = first(&db);
        let holds = tenant_db.write(Arc::clone(&done), |tx, done| {
            Box::pin(async move {
                add(tx, 1).await?;
                done.notified().await;
                Ok::<(), Error>(())
            })
        });
        let refused = async {
            let outcome = write(&first(&db), 2).await;
            done.notify_one();
            outcome
        };
        let (held, refused) = tokio::join!(holds, refused);
        held.unwrap();
        assert!(matches!(refused, Err(Error::Busy(_))));
        db.close().await;
    });
}

#[test]
fn a_server_that_is_not_there_is_unavailable() {
    on_postgres(NOTES, async |test| {
        let mut options = test.options().clone();
        options.url = DatabaseUrl::Postgres("postgres://nobody@127.0.0.1:1/nothing".into());
        let db = Db::open(&options, NOTES).unwrap();
        assert!(matches!(db.ping().await, Err(Error::Unavailable(_))));
        assert!(matches!(db.migrate().await, Err(Error::Unavailable(_))));
    });
}

#[test]
fn everything_works_as_a_role_that_row_security_binds() {
    on_postgres(NOTES, async |test| {
        let global = test.global();
        let who = global.read((), |tx, ()| {
            let sql = "SELECT current_user::text, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";
            Box::pin(tx.one(sql, &[], |row| Ok((row.get::<String>(0)?, row.get::<bool>(1)?))))
        });
        let who: Result<_, Error> = who.await;
        assert_eq!(who.unwrap(), ("branchbook_app".to_owned(), false));
        let global = test.global();
        let drop = global.write((), |tx, ()| {
            Box::pin(async move {
                tx.execute("DELETE FROM schema_migrations WHERE version = $1", params![1])
                    .await
            })
        });
        assert!(matches!(drop.await, Err(Error::Misuse(_))));
    });
}
