//! What was done that somebody may have to answer for. Append-only: nothing in the program changes or removes an event but the
//! deletion of the whole tenant. The rows of a tenant are chained ([`chain`]), so that one that was edited, removed or swapped
//! behind the program's back shows.

pub mod beginning;
mod chain;
mod deed;
mod dto;
mod export;
mod filter;
mod list;
mod rechain;
mod store;
pub mod verification;
mod verify;

use std::fmt;

use branchbook_db::{Error, Tx};
use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub use self::deed::Deed;
pub use self::rechain::{Rechain, Row};
use self::{
    chain::{ChainKey, Link},
    store::Head,
};
use crate::app::App;

/// The routes of the log. Only admins reach them.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(export::export))
        .routes(routes!(verify::verify))
}

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

/// When an event happened, its id, and the key of the chain: taken before the transaction, so that one that runs again tells the
/// same.
#[derive(Clone)]
pub struct Stamp {
    at: Timestamp,
    id: Uuid,
    key: ChainKey,
}

impl Stamp {
    /// Now.
    #[must_use]
    pub fn now(app: &App) -> Self {
        Self {
            at: app.clock.now(),
            id: app.ids.next_uuid(),
            key: ChainKey::new(&app.settings.secret_key),
        }
    }
}

/// Shows no key.
impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stamp")
            .field("at", &self.at)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Writes an event to the log of the transaction's tenant, in the transaction of what it tells of. Events of one tenant wait for
/// one another here, so make it the last thing the transaction does.
///
/// If the log is missing, that is put on record first: it was begun when the tenant was made. Only where an older version has made the
/// tenant it is begun here.
///
/// # Errors
/// Those of the database.
pub async fn record(tx: &mut Tx, stamp: &Stamp, event: &Event) -> Result<(), Error> {
    let head = store::advance(tx, stamp.at).await?;
    if head.seq > 1 {
        return append(tx, &head, stamp, event).await;
    }
    let is_lost = store::due_since(tx, head.tenant).await?.is_some();
    append(tx, &head, stamp, &beginning::late(head.tenant, is_lost)).await?;
    store::make_due(tx, head.tenant, head.at).await?;
    let head = store::advance(tx, stamp.at).await?;
    append(tx, &head, stamp, event).await
}

/// The same, but with this event a log may begin. From then on it has to be there.
///
/// # Errors
/// Those of the database.
pub async fn begin(tx: &mut Tx, stamp: &Stamp, event: &Event) -> Result<(), Error> {
    let head = store::advance(tx, stamp.at).await?;
    append(tx, &head, stamp, event).await?;
    store::make_due(tx, head.tenant, head.at).await
}

async fn append(tx: &mut Tx, head: &Head, stamp: &Stamp, event: &Event) -> Result<(), Error> {
    let link = Link {
        seq: head.seq,
        at: head.at,
        id: stamp.id,
        actor: event.actor,
        action: event.action.to_owned(),
        target_type: event.target.0.to_owned(),
        target_id: event.target.1,
        ip: Some(event.ip.clone()),
        before: event.before.as_ref().map(Value::to_string),
        after: event.after.as_ref().map(Value::to_string),
    };
    let hash = stamp.key.hash(&head.seal, head.tenant, &link);
    store::append(tx, &link, &hash, &stamp.key.seal(&hash)).await
}
