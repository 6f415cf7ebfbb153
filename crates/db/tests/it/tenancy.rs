//! A tenant's rows are its own.

use branchbook_db::{Engine, Error, Sql, params};
use branchbook_test_support::db_test;

use crate::notes::{NOTES, first, id, slugs, tenant, write};

db_test! {
    migrations = NOTES;

    async fn each_tenant_has_its_own_rows_under_the_same_keys(db: TestDb) {
        let (one, two) = (db.tenant(tenant(1)), db.tenant(tenant(2)));
        write(&one, 1).await.unwrap();
        write(&two, 1).await.unwrap();
        write(&two, 2).await.unwrap();
        assert_eq!(slugs(&one).await, ["1"]);
        assert_eq!(slugs(&two).await, ["1", "2"]);
        assert_eq!(slugs(&db.tenant(tenant(3))).await, [""; 0]);
    }

    async fn a_statement_that_does_not_use_the_tenant_is_refused(db: TestDb) {
        for sql in ["SELECT slug FROM notes", "SELECT slug FROM notes WHERE slug = '$1'", "DELETE FROM notes -- $1"] {
            let db = first(db);
            let run = db.write(sql, |tx, sql| Box::pin(tx.execute(*sql, &[])));
            assert!(matches!(run.await, Err(Error::Misuse(rule)) if rule.contains("must use $1")), "{sql}");
        }
    }

    /// SQLite has only the rule above; there, the text is what is checked.
    async fn a_forgotten_filter_finds_nothing_of_another_tenant_on_postgres(db: TestDb) {
        if db.engine() == Engine::Sqlite {
            return;
        }
        write(&db.tenant(tenant(2)), 1).await.unwrap();
        let one = first(db);
        let unfiltered = |sql: &'static str| one.write(sql, |tx, sql| Box::pin(tx.execute(*sql, &[])));
        assert_eq!(unfiltered("SELECT slug FROM notes WHERE $1::uuid IS NOT NULL").await.unwrap(), 0);
        assert_eq!(unfiltered("UPDATE notes SET slug = '' WHERE $1::uuid IS NOT NULL").await.unwrap(), 0);
        assert_eq!(unfiltered("DELETE FROM notes WHERE $1::uuid IS NOT NULL").await.unwrap(), 0);

        let foreign = "INSERT INTO notes (tenant_id, id, slug) SELECT $2, $2, '' WHERE $1::uuid IS NOT NULL";
        let insert = one.write(foreign, |tx, foreign| Box::pin(async move { tx.execute(*foreign, params![id(2)]).await }));
        assert!(matches!(insert.await, Err(Error::Misuse(rule)) if rule.contains("row-level security")));
        assert_eq!(slugs(&db.tenant(tenant(2))).await, ["1"]);
    }

    async fn a_global_statement_cannot_name_what_tenants_own(db: TestDb) {
        write(&first(db), 1).await.unwrap();
        let sql = "SELECT slug FROM notes WHERE id = $1";
        let global = db.global();
        let global = global.read(sql, |tx, sql| Box::pin(async move { tx.execute(*sql, params![id(1)]).await }));
        assert!(matches!(global.await, Err(Error::Misuse(rule)) if rule.contains("tenants own")));
        let db = first(db);
        let marked = db.read(sql, |tx, sql| {
            Box::pin(async move { tx.execute(Sql::global(*sql), params![id(1)]).await })
        });
        assert!(matches!(marked.await, Err(Error::Misuse(rule)) if rule.contains("tenants own")));
    }

    async fn a_tenants_transaction_reaches_global_tables_when_it_says_so(db: TestDb) {
        let db = &first(db);
        let name = db.write((), |tx, ()| {
            Box::pin(async move {
                let insert = Sql::global("INSERT INTO people (id, name) VALUES ($1, $2)");
                tx.execute(insert, params![id(7), "Ada"]).await?;
                tx.one(Sql::global("SELECT name FROM people WHERE id = $1"), params![id(7)], |row| row.get(0)).await
            })
        });
        let name: Result<String, Error> = name.await;
        assert_eq!(name.unwrap(), "Ada");

        let joined = db.read((), |tx, ()| {
            let sql = "SELECT p.name FROM people p LEFT JOIN notes n ON n.id = p.id AND n.tenant_id = $1";
            Box::pin(tx.one(sql, &[], |row| row.get(0)))
        });
        let joined: Result<String, Error> = joined.await;
        assert_eq!(joined.unwrap(), "Ada");
    }

    async fn one_transaction_writes_rows_of_two_tenants_or_none(db: TestDb) {
        let (one, two) = (db.tenant(tenant(1)), db.tenant(tenant(2)));
        let both = |last: &'static str| {
            one.write(two.clone(), move |tx, two| {
                Box::pin(async move {
                    let insert = "INSERT INTO notes (tenant_id, id, slug) VALUES ($1, $2, $3)";
                    tx.execute(insert, params![id(1), "first"]).await?;
                    let there = tx.within(two, |tx| {
                        Box::pin(async move {
                            tx.execute(insert, params![id(1), "there"]).await?;
                            tx.all("SELECT slug FROM notes WHERE tenant_id = $1", &[], |row| row.get::<String>(0)).await
                        })
                    });
                    let there: Result<_, Error> = there.await;
                    // This one's again.
                    tx.execute(insert, params![id(2), last]).await?;
                    there
                })
            })
        };
        assert_eq!(both("last").await.unwrap(), ["there"]);
        assert_eq!((slugs(&one).await, slugs(&two).await), (vec!["first".to_owned(), "last".to_owned()], vec!["there".to_owned()]));
        assert!(both("again").await.is_err());
        assert_eq!((slugs(&one).await.len(), slugs(&two).await.len()), (2, 1));

        let global = db.global();
        let nowhere = global.write(two.clone(), |tx, two| Box::pin(tx.within(two, |_| Box::pin(async { Ok(()) }))));
        assert!(matches!(nowhere.await, Err(Error::Misuse(_))));
    }

    async fn the_tenant_of_one_transaction_does_not_reach_the_next(db: TestDb) {
        write(&first(db), 1).await.unwrap();
        if db.engine() == Engine::Postgres {
            for _ in 0..20 {
                let global = db.global();
                let setting = global.read((), |tx, ()| {
                    let sql = "SELECT coalesce(current_setting('app.tenant_id', true), '')";
                    Box::pin(tx.one(sql, &[], |row| row.get(0)))
                });
                let setting: Result<String, Error> = setting.await;
                assert_eq!(setting.unwrap(), "");
            }
        }
    }
}
