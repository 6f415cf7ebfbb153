//! The whole server, on a database and a port of a test's own.
//!
//! ```no_run
//! use branchbook_test_support::app_test;
//!
//! app_test! {
//!     async fn a_viewer_is_known(app: TestApp) {
//!         let me = app.viewer().await.get("auth/me").await.assert_status(200);
//!         assert_eq!(me.at("/role"), "viewer");
//!     }
//! }
//! ```
//!
//! gives the tests `a_viewer_is_known::sqlite` and `a_viewer_is_known::postgres`.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use branchbook_db::Db;
use branchbook_server::{
    App,
    app::{Clock, PasswordCost, Settings},
    features::{
        audit::beginning,
        trees::defaults::{self, Seeded},
    },
};
use tokio::{net::TcpListener, sync::oneshot};

use crate::{
    client::Client,
    context::{ManualClock, SeededEntropy},
    database::PATIENCE,
    mail::Outbox,
    personas::Personas,
};

/// A running server. It stops when this is dropped.
pub struct TestApp {
    /// The server's insides, for what no endpoint offers.
    pub app: App,
    /// Its database.
    pub db: Db,
    /// Its time.
    pub clock: Arc<ManualClock>,
    pub(crate) http: reqwest::Client,
    pub(crate) url: String,
    pub(crate) personas: Arc<Personas>,
    pub(crate) outbox: Arc<Outbox>,
    _stop: oneshot::Sender<()>,
}

/// What the servers of one test have in common besides the database and the time.
#[derive(Default)]
struct Shared {
    personas: Arc<Personas>,
    outbox: Arc<Outbox>,
}

/// No two servers may make the same ids, since two can share a database.
static SEED: AtomicU64 = AtomicU64::new(1);

impl TestApp {
    /// A server on this database.
    pub async fn start(db: &Db) -> Self {
        Self::serve(db.clone(), Arc::default(), Shared::default(), |_| ()).await
    }

    /// Another server on the same database, as another node would be: it shares the data, the time and the secret key, and
    /// has a memory of its own. The personas are the same people, and mails go to the same
    /// place.
    pub async fn another_node(&self) -> Self {
        self.another_node_with(|_| ()).await
    }

    /// The same, with other settings.
    pub async fn another_node_with(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let shared = Shared {
            personas: Arc::clone(&self.personas),
            outbox: Arc::clone(&self.outbox),
        };
        Self::serve(self.db.clone(), Arc::clone(&self.clock), shared, change).await
    }

    async fn serve(db: Db, clock: Arc<ManualClock>, shared: Shared, change: impl FnOnce(&mut Settings)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the address that was bound");
        let url = format!("http://{address}");
        let mut settings = Settings::new([42; 32], url.parse().expect("a public URL"));
        settings.password_cost = PasswordCost::new(8, 1, 1).expect("the least cost there is");
        settings.http.rate_limits = None;
        // Tests run beside many others: who has to wait longer than people would is not to fail.
        settings.http.request_timeout = PATIENCE;
        let carrier: Arc<Outbox> = Arc::clone(&shared.outbox);
        settings.mail.carrier = carrier;
        change(&mut settings);
        let entropy = SeededEntropy::new(SEED.fetch_add(1, Ordering::Relaxed));
        let time: Arc<ManualClock> = Arc::clone(&clock);
        let app = App::new(db.clone(), time, Arc::new(entropy), settings);
        beginning::of_all(&app).await.expect("logs that begin");
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(branchbook_server::serve(listener, app.clone(), async {
            // It goes with the sender.
            let _ = stopped.await;
        }));
        Self {
            app,
            db,
            clock,
            http: reqwest::Client::new(),
            url,
            personas: shared.personas,
            outbox: shared.outbox,
            _stop: stop,
        }
    }

    /// Loads the default flows, as the first start of a server does.
    pub async fn seed(&self) -> Seeded {
        defaults::seed(&self.db, self.clock.now())
            .await
            .expect("default flows that load")
    }

    /// The address of the server: `http://127.0.0.1:<port>`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Somebody who has not signed in.
    #[must_use]
    pub fn nobody(&self) -> Client {
        Client::new(self.http.clone(), &self.url)
    }

    /// A browser that nobody has signed in with: it keeps cookies.
    #[must_use]
    pub fn browser(&self) -> Client {
        let http = reqwest::Client::builder().cookie_store(true).build();
        Client::new(http.expect("an HTTP client"), &self.url)
    }
}

/// Declares tests of the whole server that run on both engines; see the [module](self).
#[macro_export]
macro_rules! app_test {
    ($($(#[$attribute:meta])* async fn $name:ident($app:ident: TestApp) $body:block)*) => {$(
        $(#[$attribute])*
        #[cfg(test)]
        mod $name {
            use super::*;

            async fn body($app: &$crate::TestApp) $body

            #[test]
            fn sqlite() {
                $crate::database::on_sqlite($crate::database::MIGRATIONS, async |db| {
                    body(&$crate::TestApp::start(db).await).await;
                });
            }

            #[test]
            fn postgres() {
                $crate::database::on_postgres($crate::database::MIGRATIONS, async |db| {
                    body(&$crate::TestApp::start(db).await).await;
                });
            }
        }
    )*};
}
