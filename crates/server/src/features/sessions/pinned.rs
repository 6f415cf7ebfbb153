//! The documents that sessions run, read once and kept in memory.
//!
//! A document is known by its digest, and which one a session runs never changes, so nothing here is ever out of date. Recording
//! an event needs it before the transaction begins, and in the transaction reads nothing but the session itself.

use std::sync::Arc;

use branchbook_db::TenantDb;
use branchbook_domain::{
    flow::FlowDocument,
    id::{SessionId, TenantId},
};
use moka::future::Cache;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::store::{flows, sessions};
use crate::error::{ApiError, ApiResult};

/// The SHA-256 of a document's text.
pub type Digest = [u8; 32];

/// A document that sessions run.
#[derive(Debug)]
pub struct PinnedFlow {
    pub digest: Digest,
    pub document: FlowDocument,
    /// The same, as it is stored.
    pub json: Box<RawValue>,
}

impl PinnedFlow {
    fn read(digest: Digest, text: String) -> Result<Arc<Self>, serde_json::Error> {
        Ok(Arc::new(Self {
            digest,
            document: serde_json::from_str(&text)?,
            json: RawValue::from_string(text)?,
        }))
    }

    /// About how much memory it takes.
    fn size(&self) -> u32 {
        // The parsed document takes about three times its text.
        u32::try_from(self.json.get().len().saturating_mul(4)).unwrap_or(u32::MAX)
    }
}

/// Documents by digest, and digests by session.
pub struct PinnedFlows {
    documents: Cache<Digest, Arc<PinnedFlow>>,
    digests: Cache<(TenantId, SessionId), Digest>,
}

/// How much memory documents may take, in bytes.
const DOCUMENTS_SIZE: u64 = 64 * 1024 * 1024;
/// How many sessions' digests are remembered, at about 150 bytes each.
const DIGESTS: u64 = 50_000;

impl Default for PinnedFlows {
    fn default() -> Self {
        Self {
            documents: Cache::builder()
                .max_capacity(DOCUMENTS_SIZE)
                .weigher(|_, flow: &Arc<PinnedFlow>| flow.size())
                .build(),
            digests: Cache::new(DIGESTS),
        }
    }
}

impl PinnedFlows {
    /// The document of this text, which a session is about to be started on.
    pub async fn of_text(&self, text: String) -> ApiResult<Arc<PinnedFlow>> {
        let digest: Digest = Sha256::digest(&text).into();
        if let Some(known) = self.documents.get(&digest).await {
            return Ok(known);
        }
        let flow = PinnedFlow::read(digest, text).map_err(ApiError::internal)?;
        self.documents.insert(digest, Arc::clone(&flow)).await;
        Ok(flow)
    }

    /// The document with this digest, which a session of the tenant runs.
    pub async fn of_digest(&self, db: &TenantDb, digest: Digest) -> ApiResult<Arc<PinnedFlow>> {
        if let Some(known) = self.documents.get(&digest).await {
            return Ok(known);
        }
        // Parsed inside the transaction: on SQLite that is a thread for reading, not one that serves requests.
        let flow = db
            .read(digest, |tx, digest| {
                Box::pin(async move {
                    let text = flows::get(tx, digest).await?;
                    PinnedFlow::read(*digest, text).map_err(branchbook_db::Error::unreadable)
                })
            })
            .await?;
        self.documents.insert(digest, Arc::clone(&flow)).await;
        Ok(flow)
    }

    /// The document that this session runs.
    pub async fn of_session(&self, db: &TenantDb, session: SessionId) -> ApiResult<Arc<PinnedFlow>> {
        let key = (db.tenant(), session);
        let digest = match self.digests.get(&key).await {
            Some(known) => known,
            None => {
                let digest = db
                    .read(session, |tx, session| Box::pin(sessions::flow_digest(tx, *session)))
                    .await?
                    .ok_or_else(|| ApiError::not_found("session"))?;
                self.digests.insert(key, digest).await;
                digest
            }
        };
        self.of_digest(db, digest).await
    }
}
