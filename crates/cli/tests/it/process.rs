//! A server as a process of its own, which can be killed.

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use branchbook_db::DatabaseUrl;
use branchbook_test_support::database::TestDb;
use tempfile::TempDir;

/// The binary on a database and a port. Killed when dropped.
pub(crate) struct Server {
    pub(crate) url: String,
    listen: String,
    database: String,
    data: Arc<TempDir>,
    child: Option<Child>,
}

impl Server {
    /// Starts the binary on this database, without the limits that a benchmark would run into.
    pub(crate) async fn start(db: &TestDb) -> Self {
        let database = match &db.options().url {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        let data = tempfile::tempdir().expect("a folder");
        Self::start_in(Arc::new(data), database).await
    }

    /// Starts another one beside it, on the same database and with the same secrets.
    pub(crate) async fn another(&self) -> Self {
        Self::start_in(Arc::clone(&self.data), self.database.clone()).await
    }

    async fn start_in(data: Arc<TempDir>, database: String) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let listen = format!("127.0.0.1:{port}");
        let mut server = Self {
            url: format!("http://{listen}"),
            listen,
            database,
            data,
            child: None,
        };
        server.restart().await;
        server
    }

    /// Starts the binary again, in the same place, and waits until it answers.
    pub(crate) async fn restart(&mut self) {
        let child = self
            .command(&["serve"])
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("a binary that starts");
        self.child = Some(child);
        let ready = async {
            while reqwest::get(format!("{}/readyz", self.url)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), ready)
            .await
            .expect("a server that answers");
    }

    /// Runs another command with the server's settings: whether all went well, and what it said.
    pub(crate) fn run(&self, arguments: &[&str]) -> (bool, String) {
        let ran = self.command(arguments).output().expect("a binary that runs");
        let said = [ran.stdout, ran.stderr].concat();
        (ran.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .env("BRANCHBOOK_LISTEN", &self.listen)
            .env("BRANCHBOOK_DATA", self.data.path())
            .env("BRANCHBOOK_DATABASE_URL", &self.database)
            .env("BRANCHBOOK_RATE_LIMITS", "off")
            .env("BRANCHBOOK_SEED", "off")
            .env("BRANCHBOOK_LOG", "error");
        command
    }

    /// Kills the process as `kill -9` does: it gets no chance to finish anything.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("a process to kill");
            child.wait().expect("a process that ended");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_branchbook"))
}
