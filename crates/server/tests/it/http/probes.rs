use branchbook_db::{Db, MIGRATIONS, Migration};
use branchbook_test_support::{TestApp, app_test, db_test};

app_test! {
    async fn a_server_is_alive_and_ready(app: TestApp) {
        for probe in ["/healthz", "/readyz"] {
            assert_eq!(app.nobody().get(probe).await.assert_status(200).at("/status"), "ok");
        }
    }
}

db_test! {
    async fn a_server_is_alive_but_not_ready_while_its_database_lacks_a_migration(db: TestDb) {
        let next = Migration {
            version: u32::try_from(MIGRATIONS.len() + 1).unwrap(),
            name: "next",
            sqlite: "CREATE TABLE next (id INTEGER) STRICT",
            postgres: "CREATE TABLE next (id bigint)",
        };
        let known = [MIGRATIONS, &[next]].concat().leak();
        let newer = Db::open(db.options(), known).unwrap();
        let app = TestApp::start(&newer).await;
        app.nobody().get("/healthz").await.assert_status(200);
        let no = app.nobody().get("/readyz").await;
        assert!(no.assert_problem("unavailable").body.contains("migrations"));

        newer.migrate().await.unwrap();
        app.nobody().get("/readyz").await.assert_status(200);
        newer.close().await;
    }
}
