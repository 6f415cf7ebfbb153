//! Writing a log that comes from elsewhere: the same events at the same times, chained anew with this server's key.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Stamp,
    chain::{ChainKey, Hash, Link, NONE},
    store,
};

/// An event as it was written elsewhere. Its number there is not told: here it gets the next.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct Row {
    pub at: Timestamp,
    pub id: Uuid,
    pub actor: Option<UserId>,
    pub action: String,
    pub target_type: String,
    pub target_id: Uuid,
    pub ip: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// A log that is being written.
pub struct Rechain {
    key: ChainKey,
    tenant: TenantId,
    seq: i64,
    at: Timestamp,
    seal: Hash,
}

impl Rechain {
    /// The log of a tenant that has none yet, who is also the transaction's.
    #[must_use]
    pub fn new(stamp: &Stamp, tenant: TenantId) -> Self {
        Self {
            key: stamp.key.clone(),
            tenant,
            seq: 0,
            at: Timestamp::UNIX_EPOCH,
            seal: NONE,
        }
    }

    /// Writes the next event.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn next(&mut self, tx: &mut Tx, row: Row) -> Result<(), Error> {
        self.seq += 1;
        self.at = self.at.max(row.at);
        let link = Link {
            seq: self.seq,
            at: self.at,
            id: row.id,
            actor: row.actor,
            action: row.action,
            target_type: row.target_type,
            target_id: row.target_id,
            ip: row.ip,
            before: row.before,
            after: row.after,
        };
        let hash = self.key.hash(&self.seal, self.tenant, &link);
        store::insert(tx, &link, &hash).await?;
        self.seal = self.key.seal(&hash);
        Ok(())
    }

    /// Says which event is the last, if there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn finish(self, tx: &mut Tx) -> Result<(), Error> {
        if self.seq == 0 {
            return Ok(());
        }
        store::begin_at(tx, self.seq, self.at, &self.seal).await
    }
}
