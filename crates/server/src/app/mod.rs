//! What every request can use: settings, clock, ids, and, behind [`crate::access`], the database.

mod clock;
mod ids;
mod settings;

use std::sync::Arc;

use branchbook_db::Db;

pub use clock::{Clock, SystemClock};
pub use ids::{Entropy, Ids, SystemEntropy};
pub use settings::{PasswordCost, PublicUrl, Settings};

use crate::{access::Vault, features::identity::Identity};

/// The running application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database, which only [`crate::access`] can open.
    pub(crate) vault: Vault,
    /// What time it is.
    pub(crate) clock: Arc<dyn Clock>,
    /// New ids and secrets.
    pub(crate) ids: Ids,
    /// What the operator decides.
    pub(crate) settings: Arc<Settings>,
    /// Keys, and what is known of tokens.
    pub(crate) identity: Arc<Identity>,
}

impl App {
    /// An application over this database, clock and source of randomness.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, settings: Settings) -> Self {
        Self {
            identity: Arc::new(Identity::new(&settings)),
            settings: Arc::new(settings),
            vault: Vault::new(db),
            ids: Ids::new(Arc::clone(&clock), entropy),
            clock,
        }
    }
}
