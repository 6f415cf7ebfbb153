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

/// Looks at the sessions of every tenant. Each is read at one moment, so the server may go on meanwhile.
///
/// # Errors
/// Those of the database.
pub async fn database(db: &Db) -> Result<Verdict, Error> {
    let tenants: Vec<TenantId> = db
        .global()
        .read((), |tx, ()| {
            Box::pin(tx.all("SELECT id FROM tenants ORDER BY id", &[], |row| row.get(0)))
        })
        .await?;
    let mut verdict = Verdict::default();
    for id in tenants {
        let of_tenant = tenant(&db.tenant(id)).await?;
        verdict.sessions += of_tenant.sessions;
        verdict.events += of_tenant.events;
        verdict.mismatches.extend(of_tenant.mismatches);
    }
    Ok(verdict)
}

/// Looks at the sessions of one tenant.
///
/// # Errors
/// Those of the database.
pub async fn tenant(db: &TenantDb) -> Result<Verdict, Error> {
    let mut verdict = Verdict::default();
    let mut after = None;
    loop {
        let ids = db
            .read(after, |tx, after| Box::pin(sessions::ids(tx, *after, 200)))
            .await?;
        let Some(last) = ids.last() else {
            return Ok(verdict);
        };
        after = Some(*last);
        for session in ids {
            let looked_at = db.read(session, |tx, id| Box::pin(look_at(tx, *id))).await?;
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
