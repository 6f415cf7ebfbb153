//! Databases to throw away, and tests that run on both engines.
//!
//! ```no_run
//! branchbook_test_support::db_test! {
//!     async fn a_new_database_answers(db: TestDb) {
//!         db.ping().await.unwrap();
//!     }
//! }
//! ```
//!
//! gives the tests `a_new_database_answers::sqlite` and `a_new_database_answers::postgres`. The database is migrated, empty,
//! and nobody else's. PostgreSQL's is made on the server that `BRANCHBOOK_TEST_DATABASE_URL` names (the URL of a database to
//! connect to, as a role that may create others): a copy of a template that is migrated once per set of migrations.

use std::{
    env,
    ops::Deref,
    panic::{self, AssertUnwindSafe},
    time::Duration,
};

pub use branchbook_db::MIGRATIONS;
use branchbook_db::{DatabaseUrl, Db, Migration, Options, migrate::fingerprint};
use futures_util::FutureExt;
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

/// A migrated, empty database of one test's own. It is closed and deleted when the test is over.
pub struct TestDb {
    db: Db,
    options: Options,
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl TestDb {
    /// How it was opened: for opening it once more.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }
}

/// Declares tests that run on both engines; see the [module](self). `migrations = TABLE;` before them sets other
/// migrations than the product's.
#[macro_export]
macro_rules! db_test {
    (migrations = $migrations:expr; $($(#[$attribute:meta])* async fn $name:ident($db:ident: TestDb) $body:block)*) => {$(
        $(#[$attribute])*
        #[cfg(test)]
        mod $name {
            use super::*;

            async fn body($db: &$crate::database::TestDb) $body

            #[test]
            fn sqlite() {
                $crate::database::on_sqlite($migrations, async |db| body(db).await);
            }

            #[test]
            fn postgres() {
                $crate::database::on_postgres($migrations, async |db| body(db).await);
            }
        }
    )*};
    ($($(#[$attribute:meta])* async fn $name:ident($db:ident: TestDb) $body:block)*) => {
        $crate::db_test! { migrations = $crate::database::MIGRATIONS; $($(#[$attribute])* async fn $name($db: TestDb) $body)* }
    };
}

/// How long a test waits for what a loaded machine may be late with.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// Runs a test on SQLite.
///
/// # Panics
/// When the test does.
pub fn on_sqlite(migrations: &'static [Migration], test: impl AsyncFnOnce(&TestDb)) {
    block_on(async {
        let directory = TempDir::new().expect("a directory for the database");
        let url = DatabaseUrl::Sqlite(directory.path().join("test.db"));
        run(Options::new(url), migrations, test).await;
    });
}

/// Runs a test on PostgreSQL.
///
/// # Panics
/// When the test does, or when there is no server to run it on.
pub fn on_postgres(migrations: &'static [Migration], test: impl AsyncFnOnce(&TestDb)) {
    block_on(async {
        let server = PostgresServer::from_env();
        let database = server.create(migrations).await;
        let mut options = Options::new(DatabaseUrl::Postgres(server.url_of(&database)));
        // Many tests run at once on one server.
        options.pool_size = 8;
        options.wait_timeout = PATIENCE;
        options.statement_timeout = PATIENCE;
        let outcome = AssertUnwindSafe(run(options, migrations, test)).catch_unwind().await;
        server.drop(&database).await;
        if let Err(panic) = outcome {
            panic::resume_unwind(panic);
        }
    });
}

fn block_on(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(test);
}

async fn run(options: Options, migrations: &'static [Migration], test: impl AsyncFnOnce(&TestDb)) {
    let db = Db::open(&options, migrations).expect("a database that opens");
    db.migrate().await.expect("migrations that run");
    let db = TestDb { db, options };
    test(&db).await;
    let closed = tokio::time::timeout(Duration::from_secs(20), db.close()).await;
    closed.expect("no transaction is left open when a test is over");
}

/// The PostgreSQL server that tests make their databases on.
struct PostgresServer {
    url: String,
}

/// Held while a template is made, so that one test does it and the others wait. The number is nobody else's.
const TEMPLATE_LOCK: i64 = 0x6272_616e_6368_7465;

impl PostgresServer {
    fn from_env() -> Self {
        let url = env::var("BRANCHBOOK_TEST_DATABASE_URL").expect(
            "tests run on PostgreSQL too: use `make test`, or `eval \"$(scripts/test-services.sh start)\"` once, or set \
             BRANCHBOOK_TEST_DATABASE_URL to the URL of a database on a server where others may be created",
        );
        Self { url }
    }

    /// The same server's other database.
    fn url_of(&self, database: &str) -> String {
        let (before, parameters) = self
            .url
            .split_once('?')
            .map_or((self.url.as_str(), ""), |(url, more)| (url, more));
        let server = before.rsplit_once('/').map_or(before, |(server, _)| server);
        let mark = if parameters.is_empty() { "" } else { "?" };
        format!("{server}/{database}{mark}{parameters}")
    }

    async fn connect(&self) -> Client {
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls)
            .await
            .expect("the PostgreSQL server of BRANCHBOOK_TEST_DATABASE_URL can be connected to");
        tokio::spawn(connection);
        client
    }

    /// A new database, copied from the template of these migrations.
    async fn create(&self, migrations: &'static [Migration]) -> String {
        let template = self.template(migrations).await;
        let client = self.connect().await;
        let name = "SELECT 'bb_test_' || replace(gen_random_uuid()::text, '-', '')";
        let database: String = client.query_one(name, &[]).await.expect("a name").get(0);
        let create = format!("CREATE DATABASE {database} TEMPLATE {template}");
        client.batch_execute(&create).await.expect("a copy of the template");
        database
    }

    async fn drop(&self, database: &str) {
        let drop = format!("DROP DATABASE {database} WITH (FORCE)");
        self.connect()
            .await
            .batch_execute(&drop)
            .await
            .expect("the test's database to be dropped");
    }

    /// A database that is migrated and then never changed; made when it is missing.
    async fn template(&self, migrations: &'static [Migration]) -> String {
        let template = format!("bb_template_{}", &fingerprint(migrations)[..16]);

        let client = self.connect().await;
        client
            .execute("SELECT pg_advisory_lock($1)", &[&TEMPLATE_LOCK])
            .await
            .expect("the lock");
        let exists = client
            .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&template])
            .await;
        if exists.expect("the list of databases").is_none() {
            // Under another name until it is complete: a test that is killed half-way leaves no half template.
            let draft = format!("{template}_draft");
            for statement in [
                format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)"),
                format!("CREATE DATABASE {draft}"),
            ] {
                client.batch_execute(&statement).await.expect("a new database");
            }
            let options = Options::new(DatabaseUrl::Postgres(self.url_of(&draft)));
            let db = Db::open(&options, migrations).expect("a database that opens");
            db.migrate().await.expect("migrations that run");
            db.close().await;
            let evict = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
            client.execute(evict, &[&draft]).await.expect("nobody else on it");
            let rename = format!("ALTER DATABASE {draft} RENAME TO {template}");
            client
                .batch_execute(&rename)
                .await
                .expect("the template to get its name");
        }
        template
    }
}
