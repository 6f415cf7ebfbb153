//! Who does something, when and from where.

use branchbook_db::{Error, Tx};
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::{Event, Stamp, record};
use crate::{
    access::{Access, Actor},
    http::Caller,
};

/// Something that a caller does. Taken before the transaction, so that one that runs again does and tells the same.
#[derive(Debug, Clone)]
pub struct Deed {
    /// Who does it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    stamp: Stamp,
    ip: String,
}

impl Deed {
    /// Of the caller's, now.
    #[must_use]
    pub fn new<P>(access: &Access<P>, caller: &Caller) -> Self {
        Self {
            actor: access.actor,
            at: access.app.clock.now(),
            stamp: Stamp::now(&access.app),
            ip: caller.ip.to_string(),
        }
    }

    /// Puts it on record, once and as the last thing its transaction does: what was done, as `<noun>.<past participle>`, to what,
    /// what was so before and what is so now.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn record(
        &self,
        tx: &mut Tx,
        action: &'static str,
        target: (&'static str, Uuid),
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), Error> {
        let event = Event {
            actor: Some(self.actor.user),
            action,
            target,
            ip: self.ip.clone(),
            before,
            after,
        };
        record(tx, &self.stamp, &event).await
    }
}
