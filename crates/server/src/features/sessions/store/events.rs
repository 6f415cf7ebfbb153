//! The log of a session. Events are added, and go only with the whole session.

use branchbook_db::{Error, Row, Tx, Value, params};
use branchbook_domain::{
    id::SessionId,
    run::{Event, EventKind},
};

const COLUMNS: &str = "seq, actor_id, at, seconds, type, data";

fn read_row(row: &Row<'_>) -> Result<Event, Error> {
    let (type_name, data): (String, String) = (row.get(4)?, row.get(5)?);
    let data = serde_json::from_str(&data).map_err(Error::unreadable)?;
    Ok(Event {
        seq: row.get(0)?,
        actor: row.get(1)?,
        at: row.get(2)?,
        seconds: row.get(3)?,
        kind: EventKind::from_log(&type_name, data).map_err(Error::unreadable)?,
    })
}

/// Adds a [`Line`].
pub const INSERT: &str = "INSERT INTO session_events (tenant_id, session_id, seq, actor_id, at, seconds, type, data) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// An event as its row has it.
pub struct Line<'e> {
    session: SessionId,
    event: &'e Event,
    type_name: &'e str,
    data: String,
}

impl<'e> Line<'e> {
    /// The line of this event in the session's log.
    pub fn new(session: SessionId, event: &'e Event) -> Self {
        Self {
            session,
            event,
            type_name: event.kind.type_name(),
            data: serde_json::Value::Object(event.kind.data()).to_string(),
        }
    }

    /// What [`INSERT`] needs.
    pub fn values(&self) -> Vec<Value<'_>> {
        let event = self.event;
        params![
            self.session,
            event.seq,
            event.actor,
            event.at,
            event.seconds,
            self.type_name,
            self.data
        ]
        .to_vec()
    }
}

/// The event with this number.
pub async fn get(tx: &mut Tx, session: SessionId, seq: u32) -> Result<Option<Event>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM session_events WHERE tenant_id = $1 AND session_id = $2 AND seq = $3");
    tx.optional(sql, params![session, seq], read_row).await
}

/// The events after `after`, in order.
pub async fn list(tx: &mut Tx, session: SessionId, after: u32, limit: usize) -> Result<Vec<Event>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session_events WHERE tenant_id = $1 AND session_id = $2 AND seq > $3 ORDER BY seq LIMIT $4"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.all(sql, params![session, after, limit], read_row).await
}

/// The whole log, in order.
pub async fn all(tx: &mut Tx, session: SessionId) -> Result<Vec<Event>, Error> {
    list(tx, session, 0, usize::MAX).await
}

/// Removes the log.
pub async fn delete(tx: &mut Tx, session: SessionId) -> Result<(), Error> {
    let sql = "DELETE FROM session_events WHERE tenant_id = $1 AND session_id = $2";
    tx.execute(sql, params![session]).await.map(drop)
}
