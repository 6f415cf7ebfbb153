//! What was done that somebody may have to answer for. Append-only: nothing in the program changes or removes an event.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::store;
use crate::app::App;

/// One event, as it is told to the log.
#[derive(Debug, Clone)]
pub struct Event {
    /// Who did it, if somebody known did.
    pub actor: Option<UserId>,
    /// What was done: `<noun>.<past participle>`, such as `device.revoked`.
    pub action: &'static str,
    /// To what: its type and id.
    pub target: (&'static str, Uuid),
    /// From which address.
    pub ip: String,
    /// What was so before.
    pub before: Option<Value>,
    /// What is so now.
    pub after: Option<Value>,
}

/// When an event happened and its id: made before the transaction, so that one that runs again tells the same.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    at: Timestamp,
    id: Uuid,
}

impl Stamp {
    /// Now.
    pub(crate) fn now(app: &App) -> Self {
        Self {
            at: app.clock.now(),
            id: app.ids.next_uuid(),
        }
    }
}

/// Writes an event to the log of the transaction's tenant, in the transaction of what it tells of.
///
/// # Errors
/// Those of the database.
pub async fn record(tx: &mut Tx, stamp: Stamp, event: &Event) -> Result<(), Error> {
    store::audit::append(tx, stamp.id, stamp.at, event).await
}
