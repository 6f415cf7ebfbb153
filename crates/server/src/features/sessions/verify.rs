//! Whether every session is what its log says: the log is replayed, and compared with the state and the columns that were stored
//! with its last event. For tests, `branchbook doctor`, and whoever has pulled the plug.

use branchbook_db::{Db, Error, TenantDb, Tx};
use branchbook_domain::{
    flow::FlowDocument,
    id::{SessionId, TenantId},
    run,
};

use super::{
    projection::Projection,
    store::{events, flows, sessions},
};

/// A session that is not what its log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Whose it is.
    pub tenant: TenantId,
    /// Which it is.
    pub session: SessionId,
    /// What is wrong with it.
    pub what: String,
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How many sessions were looked at.
    pub sessions: usize,
    /// How many events they have.
    pub events: usize,
    /// Those that are not what their logs say; none is as it should be.
    pub mismatches: Vec<Mismatch>,
}

/// Looks at all sessions of every tenant. Each is read at one moment, so the server may go on meanwhile.
///
/// # Errors
/// Those of the database.
pub async fn database(db: &Db) -> Result<Verdict, Error> {
    newest(db, usize::MAX).await
}

/// The same for so many of each tenant's sessions, those that were started last.
///
/// # Errors
/// Those of the database.
pub async fn newest(db: &Db, most: usize) -> Result<Verdict, Error> {
    let tenants: Vec<TenantId> = db
        .global()
        .read((), |tx, ()| {
            Box::pin(tx.all("SELECT id FROM tenants ORDER BY id", &[], |row| row.get(0)))
        })
        .await?;
    let mut verdict = Verdict::default();
    for id in tenants {
        tenant(&db.tenant(id), most, &mut verdict).await?;
    }
    Ok(verdict)
}

/// Adds what is found in the newest sessions of one tenant.
async fn tenant(db: &TenantDb, most: usize, verdict: &mut Verdict) -> Result<(), Error> {
    let (mut before, mut left) = (None, most);
    while left > 0 {
        let page = u32::try_from(left.min(200)).unwrap_or(200);
        let ids = db
            .read((before, page), |tx, (before, page)| {
                Box::pin(sessions::ids(tx, *before, *page))
            })
            .await?;
        let Some(last) = ids.last() else { break };
        before = Some(*last);
        left -= ids.len();
        for session in ids {
            let looked_at = match db.read(session, |tx, id| Box::pin(look_at(tx, *id))).await {
                Err(Error::Unreadable(what)) => Some((0, Some(what))),
                other => other?,
            };
            let Some((events, fault)) = looked_at else {
                continue; // deleted meanwhile
            };
            verdict.sessions += 1;
            verdict.events += events;
            verdict.mismatches.extend(fault.map(|what| Mismatch {
                tenant: db.tenant(),
                session,
                what,
            }));
        }
    }
    Ok(())
}

/// How many events a session has, and what is wrong with it.
async fn look_at(tx: &mut Tx, id: SessionId) -> Result<Option<(usize, Option<String>)>, Error> {
    let Some(stored) = sessions::get(tx, id).await? else {
        return Ok(None);
    };
    let log = events::all(tx, id).await?;
    let document: FlowDocument =
        serde_json::from_str(&flows::get(tx, &stored.row.flow_digest).await?).map_err(Error::unreadable)?;
    let fault = match run::replay(&document, &log) {
        Err(error) => Some(error.to_string()),
        Ok(state) if state != stored.state => Some(format!(
            "its state is that of event {}, its log ends with event {} and amounts to something else",
            stored.state.seq, state.seq
        )),
        Ok(state) if Projection::of(&document, &state).as_ref() != Some(&stored.shown) => {
            Some("what lists show of it is not what its state says".to_owned())
        }
        Ok(_) if log.last().map(|event| event.at) != Some(stored.row.last_event_at) => {
            Some("its last event was at another time".to_owned())
        }
        Ok(_) => None,
    };
    Ok(Some((log.len(), fault)))
}
