//! What jobs of an older version have kept goes with the upgrade.

use branchbook_db::{Db, Error, MIGRATIONS, params};
use branchbook_test_support::db_test;
use jiff::Timestamp;
use uuid::Uuid;

db_test! {
    migrations = MIGRATIONS.split_at(18).0;

    async fn jobs_that_an_older_version_has_ended_name_nobody_any_more(db: TestDb) {
        let older = db.global();
        for (number, (state, key)) in [("done", Some("forgot ada@example.com 1")), ("failed", None), ("queued", Some("purge_jobs 2"))].into_iter().enumerate() {
            let id = Uuid::from_u128(number as u128 + 1);
            let added = older.write((id, key, state), |tx, (id, key, state)| {
                let sql = "INSERT INTO jobs (id, kind, unique_key, state, done, attempts, run_at, created_at, payload)
                           VALUES ($1, 'send_mail', $2, $3, 0, 0, $4, $4, '{\"to\":\"ada@example.com\"}')";
                Box::pin(async move { tx.execute(sql, params![*id, *key, *state, Timestamp::UNIX_EPOCH]).await })
            });
            let added: Result<u64, Error> = added.await;
            assert_eq!(added.unwrap(), 1);
        }

        let newer = Db::open(db.options(), MIGRATIONS).unwrap();
        newer.migrate().await.unwrap();
        let migrated = newer.global();
        let left = migrated.read((), |tx, ()| {
            let sql = "SELECT state, unique_key, payload FROM jobs ORDER BY id";
            Box::pin(async move { tx.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await })
        });
        let left: Result<Vec<(String, Option<String>, String)>, Error> = left.await;
        let (nothing, waiting) = ("{}".to_owned(), r#"{"to":"ada@example.com"}"#.to_owned());
        assert_eq!(left.unwrap(), [
            ("done".to_owned(), None, nothing.clone()),
            ("failed".to_owned(), None, nothing),
            ("queued".to_owned(), Some("purge_jobs 2".to_owned()), waiting),
        ]);
        newer.close().await;
    }
}
