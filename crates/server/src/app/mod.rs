//! What every request can use: settings, clock, ids, and, behind [`crate::access`], the database.

mod clock;
mod ids;
pub(crate) mod keys;
mod lifecycle;
mod settings;

use std::{ops::Deref, sync::Arc};

use branchbook_db::Db;

pub use clock::{Clock, SystemClock};
pub use ids::{Entropy, Ids, SystemEntropy};
pub use lifecycle::Lifecycle;
pub use settings::{PasswordCost, PublicUrl, Settings};

use crate::{
    access::Vault,
    features::{identity::Identity, sessions::Sessions, trees::Trees},
    http::{Limits, Metrics},
    jobs::Jobs,
};

/// The running application. Clones are the same one.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What an [`App`] is made of.
pub struct Parts {
    /// The database, which only [`crate::access`] can open.
    pub(crate) vault: Vault,
    /// What time it is.
    pub(crate) clock: Arc<dyn Clock>,
    /// New ids and secrets.
    pub(crate) ids: Ids,
    /// What the operator decides.
    pub(crate) settings: Settings,
    /// How often callers may ask; none is as often as they like.
    pub(crate) limits: Option<Limits>,
    /// Keys, and what is known of tokens.
    pub(crate) identity: Identity,
    /// The texts of flows that were searched.
    pub(crate) trees: Trees,
    /// The flows that sessions run.
    pub(crate) sessions: Sessions,
    /// Work that is done beside requests.
    pub(crate) jobs: Jobs,
    /// What happens here, in numbers.
    pub(crate) metrics: Metrics,
    /// Whether the server is on its way out.
    pub(crate) lifecycle: Lifecycle,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// An application over this database, clock and source of randomness.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, settings: Settings) -> Self {
        Self(Arc::new(Parts {
            vault: Vault::new(db),
            ids: Ids::new(Arc::clone(&clock), entropy),
            clock,
            limits: settings.http.rate_limits.map(Limits::new),
            identity: Identity::new(&settings),
            settings,
            trees: Trees::default(),
            sessions: Sessions::default(),
            jobs: Jobs::default(),
            metrics: Metrics::default(),
            lifecycle: Lifecycle::default(),
        }))
    }
}
