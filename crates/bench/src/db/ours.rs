//! The database layer, as a slice's store would use it.

use std::sync::Arc;

use branchbook_db::{Db, Error, Tx, params};
use branchbook_domain::id::TenantId;
use uuid::Uuid;

use super::{
    Key,
    measure::Store,
    scene::{COUNT, GET, INSERT, PAYLOAD, UPDATE, state},
};
use crate::Outcome;

/// Ours, on either engine.
pub(crate) struct Ours {
    db: Db,
    state: Arc<str>,
}

impl Ours {
    pub(crate) fn new(db: Db) -> Arc<Self> {
        Arc::new(Self {
            db,
            state: state(7).into(),
        })
    }
}

impl Store for Ours {
    async fn get(&self, _: usize, key: Key) -> Outcome<usize> {
        let tenant = self.db.tenant(TenantId::from_uuid(key.tenant));
        let (_, document) = tenant.read(key.id, |tx, id| Box::pin(get(tx, *id))).await?;
        Ok(document.len())
    }

    async fn record(&self, _: usize, key: Key) -> Outcome<usize> {
        let tenant = self.db.tenant(TenantId::from_uuid(key.tenant));
        let input = (key.id, Arc::clone(&self.state));
        Ok(tenant
            .write(input, |tx, (id, state)| Box::pin(record(tx, *id, state)))
            .await? as usize)
    }
}

async fn get(tx: &mut Tx, id: Uuid) -> Result<(i64, String), Error> {
    tx.one(GET, params![id], |row| Ok((row.get(0)?, row.get(1)?))).await
}

async fn record(tx: &mut Tx, session: Uuid, state: &str) -> Result<i64, Error> {
    tx.execute(UPDATE, params![session, state]).await?;
    let number: i64 = tx.one(COUNT, &[], |row| row.get(0)).await?;
    tx.execute(INSERT, params![number, session, PAYLOAD]).await?;
    Ok(number)
}
