//! Schemas come up to date once, wholly, and never back.

use branchbook_db::{DatabaseUrl, Db, Engine, Error, Migration, MigrationError, Options};
use branchbook_test_support::{database::on_postgres, db_test};
use futures_util::future::join_all;

static NOTHING: &[Migration] = &[];

const FIRST: Migration = Migration {
    version: 1,
    name: "first",
    sqlite: "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY) STRICT",
    postgres: "CREATE TABLE a (id bigint NOT NULL PRIMARY KEY)",
};
const SECOND: Migration = Migration {
    version: 2,
    name: "second",
    sqlite: "CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY) STRICT; INSERT INTO a VALUES (1)",
    postgres: "CREATE TABLE b (id bigint NOT NULL PRIMARY KEY); INSERT INTO a VALUES (1)",
};
const BROKEN: Migration = Migration {
    version: 2,
    name: "broken",
    sqlite: "CREATE TABLE b (id INTEGER) STRICT; INSERT INTO a VALUES (1); INSERT INTO a VALUES (1)",
    postgres: "CREATE TABLE b (id bigint); INSERT INTO a VALUES (1); INSERT INTO a VALUES (1)",
};

async fn migrate(options: &Options, migrations: &'static [Migration]) -> Result<(), Error> {
    let db = Db::open(options, migrations).unwrap();
    let outcome = db.migrate().await;
    db.close().await;
    outcome
}

/// How many rows a table has, or None if it is not there.
async fn count(options: &Options, sql: &'static str) -> Option<i64> {
    let db = Db::open(options, NOTHING).unwrap();
    let count = db
        .global()
        .read(sql, |tx, sql| Box::pin(tx.one(*sql, &[], |row| row.get(0))))
        .await;
    db.close().await;
    count.map_err(|error: Error| error).ok()
}

db_test! {
    migrations = NOTHING;

    async fn what_is_pending_runs_in_order_and_once(db: TestDb) {
        migrate(db.options(), &[FIRST]).await.unwrap();
        migrate(db.options(), &[FIRST, SECOND]).await.unwrap();
        migrate(db.options(), &[FIRST, SECOND]).await.unwrap();
        assert_eq!(count(db.options(), "SELECT count(*) FROM a").await, Some(1));
        assert_eq!(count(db.options(), "SELECT max(version) FROM schema_migrations").await, Some(2));
    }

    async fn many_that_migrate_at_once_do_it_once(db: TestDb) {
        let all = join_all((0..8).map(|_| migrate(db.options(), &[FIRST, SECOND]))).await;
        all.into_iter().collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(count(db.options(), "SELECT count(*) FROM a").await, Some(1));
    }

    async fn a_newer_database_is_refused(db: TestDb) {
        migrate(db.options(), &[FIRST, SECOND]).await.unwrap();
        let refused = migrate(db.options(), &[FIRST]).await.unwrap_err();
        assert!(matches!(refused, Error::Migration(MigrationError::Newer { database: 2, known: 1 })), "{refused}");
    }

    async fn a_migration_that_was_changed_after_it_ran_is_refused(db: TestDb) {
        migrate(db.options(), &[FIRST]).await.unwrap();
        static CHANGED: &[Migration] = &[Migration { sqlite: BROKEN.sqlite, postgres: BROKEN.postgres, ..FIRST }];
        let refused = migrate(db.options(), CHANGED).await.unwrap_err();
        assert!(matches!(refused, Error::Migration(MigrationError::Changed { version: 1, .. })), "{refused}");
    }

    async fn a_migration_that_fails_leaves_nothing_and_those_before_it_stay(db: TestDb) {
        let failed = migrate(db.options(), &[FIRST, BROKEN]).await.unwrap_err();
        assert!(matches!(failed, Error::Migration(MigrationError::Failed { version: 2, name: "broken", .. })), "{failed}");
        assert_eq!(count(db.options(), "SELECT count(*) FROM a").await, Some(0));
        assert_eq!(count(db.options(), "SELECT count(*) FROM b").await, None);
        migrate(db.options(), &[FIRST, SECOND]).await.unwrap();
    }

    async fn references_to_rows_that_are_not_there_are_not_left_behind(db: TestDb) {
        // PostgreSQL checks while the migration runs; SQLite's are off while it runs, and looked at before it is kept.
        static ORPHAN: &[Migration] = &[FIRST, Migration {
            version: 2,
            name: "orphan",
            sqlite: "CREATE TABLE c (a INTEGER REFERENCES a (id)) STRICT; INSERT INTO c VALUES (7)",
            postgres: "CREATE TABLE c (a bigint REFERENCES a (id)); INSERT INTO c VALUES (7)",
        }];
        let failed = migrate(db.options(), ORPHAN).await.unwrap_err();
        assert!(matches!(failed, Error::Migration(MigrationError::Failed { version: 2, .. })), "{failed}");
        assert_eq!(count(db.options(), "SELECT count(*) FROM c").await, None);
    }

    async fn tables_made_while_the_database_is_open_are_known_to_belong_to_tenants(db: TestDb) {
        db.ping().await.unwrap();
        migrate(db.options(), crate::notes::NOTES).await.unwrap();
        if db.engine() == Engine::Sqlite {
            // Its connections were opened before; it looks when it migrates itself, which every start does.
            let again = Db::open(db.options(), crate::notes::NOTES).unwrap();
            again.migrate().await.unwrap();
            let global = again.global();
            let notes = global.read((), |tx, ()| Box::pin(async move { tx.execute("SELECT 1 FROM notes", &[]).await }));
            assert!(matches!(notes.await, Err(Error::Misuse(_))));
            again.close().await;
        }
    }
}

#[test]
fn a_login_that_may_not_become_the_applications_role_is_told_what_to_do() {
    on_postgres(NOTHING, async |test| {
        let DatabaseUrl::Postgres(url) = &test.options().url else {
            unreachable!()
        };
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        // An ordinary login with a database of its own, as a hosting service gives it.
        let login = format!("bb_plain_{}", std::process::id());
        for statement in [
            format!("CREATE ROLE {login} LOGIN"),
            format!("CREATE DATABASE {login} OWNER {login}"),
        ] {
            client.batch_execute(&statement).await.unwrap();
        }
        let server = url
            .split_once('@')
            .expect("the URL names its role")
            .1
            .rsplit_once('/')
            .expect("and a database")
            .0;
        let mut options = test.options().clone();
        options.url = DatabaseUrl::Postgres(format!("postgres://{login}@{server}/{login}"));

        let refused = migrate(&options, &[FIRST]).await;
        client
            .batch_execute(&format!("GRANT branchbook_app TO {login}"))
            .await
            .unwrap();
        let allowed = migrate(&options, &[FIRST]).await;
        let count = count(&options, "SELECT count(*) FROM a").await;
        for statement in [
            format!("DROP DATABASE {login} WITH (FORCE)"),
            format!("DROP ROLE {login}"),
        ] {
            client.batch_execute(&statement).await.unwrap();
        }

        let refused = refused.unwrap_err();
        assert!(
            matches!(refused, Error::Migration(MigrationError::Role { .. })),
            "{refused}"
        );
        assert!(refused.to_string().contains("GRANT branchbook_app TO"));
        allowed.unwrap();
        assert_eq!(count, Some(0));
    });
}
