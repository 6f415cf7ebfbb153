//! What every request can use: settings, clock, ids, and, behind [`crate::access`], the database.

mod clock;
mod ids;

use std::sync::Arc;

use branchbook_db::Db;

pub use clock::{Clock, SystemClock};
pub use ids::{Entropy, Ids, SystemEntropy};

use crate::access::Vault;

/// The running application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database, which only [`crate::access`] can open.
    pub(crate) vault: Vault,
    /// What time it is.
    pub(crate) clock: Arc<dyn Clock>,
    /// New ids and secrets.
    pub(crate) ids: Ids,
}

impl App {
    /// An application over this database, clock and source of randomness.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            vault: Vault::new(db),
            ids: Ids::new(Arc::clone(&clock), entropy),
            clock,
        }
    }
}
