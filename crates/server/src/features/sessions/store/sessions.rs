//! The rows of sessions.

use branchbook_db::{Error, Row, Tx, params};
use branchbook_domain::{
    flow::FlowKind,
    id::{SessionId, TenantId, TreeId, UserId},
    run::{Event, Outcome, Progress, RunState},
};
use jiff::Timestamp;
use serde::de::{DeserializeOwned, IntoDeserializer, value};

use super::{
    events::{self, Line},
    flows,
};
use crate::features::sessions::{
    pinned::{Digest, PinnedFlow},
    projection::Projection,
    rights::Audience,
};

/// What a session's row says besides its state.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub id: SessionId,
    pub tree: PinnedTree,
    pub flow_digest: Digest,
    pub audience: Audience,
    pub started_by: UserId,
    pub ticket_number: Option<String>,
    pub client_name: Option<String>,
    pub last_event_at: Timestamp,
}

/// The flow, as it was when the session started.
#[derive(Debug, Clone)]
pub struct PinnedTree {
    pub id: TreeId,
    pub owner: TenantId,
    pub version: i64,
    pub name: String,
    pub tree_type: FlowKind,
    pub is_default: bool,
}

/// A session as it is stored.
#[derive(Debug, Clone)]
pub struct Stored {
    pub row: SessionRow,
    pub shown: Projection,
    pub state: RunState,
}

/// The columns that [`read_row`] wants.
pub(super) const COLUMNS: &str = "id, tree_id, tree_owner_id, tree_version, tree_name, tree_type, tree_is_default, flow_digest, audience, \
     started_by, ticket_number, client_name, last_event_at, user_id, status, outcome, current_title, steps_taken, steps_done, \
     steps_total, active_seconds, seq, started_at, completed_at";

/// Reads [`COLUMNS`].
pub(super) fn read_row(row: &Row<'_>) -> Result<(SessionRow, Projection), Error> {
    let progress = match (row.get(18)?, row.get(19)?) {
        (Some(done), Some(total)) => Some(Progress { done, total }),
        _ => None,
    };
    let session = SessionRow {
        id: row.get(0)?,
        tree: PinnedTree {
            id: row.get(1)?,
            owner: row.get(2)?,
            version: row.get(3)?,
            name: row.get(4)?,
            tree_type: word(&row.get::<String>(5)?)?,
            is_default: row.get(6)?,
        },
        flow_digest: row.get(7)?,
        audience: Audience::from_word(&row.get::<String>(8)?)
            .ok_or_else(|| Error::unreadable("sessions.audience holds an unknown word"))?,
        started_by: row.get(9)?,
        ticket_number: row.get(10)?,
        client_name: row.get(11)?,
        last_event_at: row.get(12)?,
    };
    let shown = Projection {
        user_id: row.get(13)?,
        status: word(&row.get::<String>(14)?)?,
        outcome: row.get::<Option<String>>(15)?.as_deref().map(word).transpose()?,
        current_title: row.get(16)?,
        steps_taken: row.get(17)?,
        progress,
        active_seconds: row.get(20)?,
        seq: row.get(21)?,
        started_at: row.get(22)?,
        completed_at: row.get(23)?,
    };
    Ok((session, shown))
}

fn read_stored(row: &Row<'_>) -> Result<Stored, Error> {
    let (session, shown) = read_row(row)?;
    let state = serde_json::from_str(&row.get::<String>(24)?).map_err(Error::unreadable)?;
    Ok(Stored {
        row: session,
        shown,
        state,
    })
}

/// A column of one of a few words, which are those of the JSON.
fn word<T: DeserializeOwned>(word: &str) -> Result<T, Error> {
    T::deserialize(word.into_deserializer()).map_err(|error: value::Error| Error::unreadable(error))
}

/// The session.
pub async fn get(tx: &mut Tx, id: SessionId) -> Result<Option<Stored>, Error> {
    let sql = format!("SELECT {COLUMNS}, state FROM sessions WHERE tenant_id = $1 AND id = $2");
    tx.optional(sql, params![id], read_stored).await
}

/// The session, held against other writers until the transaction ends.
pub async fn lock(tx: &mut Tx, id: SessionId) -> Result<Option<Stored>, Error> {
    let sql = format!("SELECT {COLUMNS}, state FROM sessions WHERE tenant_id = $1 AND id = $2 FOR UPDATE");
    tx.optional(sql, params![id], read_stored).await
}

/// The digest of the document that the session runs.
pub async fn flow_digest(tx: &mut Tx, id: SessionId) -> Result<Option<Digest>, Error> {
    let sql = "SELECT flow_digest FROM sessions WHERE tenant_id = $1 AND id = $2";
    tx.optional(sql, params![id], |row| row.get(0)).await
}

/// Adds a session with the event that starts it and the document that it runs.
pub async fn insert(tx: &mut Tx, stored: &Stored, flow: &PinnedFlow, started: &Event) -> Result<(), Error> {
    let Stored { row, shown, state } = stored;
    flows::keep(tx, &flow.digest, flow.json.get()).await?;
    let (tree_type, audience, search_text) = (row.tree.tree_type.as_str(), row.audience.as_str(), search_text(row));
    let (status, outcome) = (shown.status.as_str(), shown.outcome.map(Outcome::as_str));
    let (steps_done, steps_total) = counts(shown);
    let state = json(state)?;
    let session = params![
        row.id,
        row.tree.id,
        row.tree.owner,
        row.tree.version,
        row.tree.name,
        tree_type,
        row.tree.is_default,
        row.flow_digest,
        audience,
        row.started_by,
        row.ticket_number,
        row.client_name,
        search_text,
        row.last_event_at,
        shown.user_id,
        status,
        outcome,
        shown.current_title,
        shown.steps_taken,
        steps_done,
        steps_total,
        shown.active_seconds,
        shown.seq,
        shown.started_at,
        shown.completed_at,
        state,
    ]
    .to_vec();
    let sql = "INSERT INTO sessions (tenant_id, id, tree_id, tree_owner_id, tree_version, tree_name, tree_type, tree_is_default, \
             flow_digest, audience, started_by, ticket_number, client_name, search_text, last_event_at, user_id, status, outcome, \
             current_title, steps_taken, steps_done, steps_total, active_seconds, seq, started_at, completed_at, state) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
             $25, $26, $27)";
    let line = Line::new(row.id, started);
    tx.batch([(sql, session), (events::INSERT, line.values())])
        .await
        .map(drop)
}

/// Adds events, and writes what they amount to.
///
/// What only few events change has indexes, so those columns are written only then: SQLite writes an index anew for every column
/// that a statement names, changed or not.
pub async fn append(tx: &mut Tx, before: &Projection, after: &Stored, events: &[Event]) -> Result<(), Error> {
    const STEADY: &str = "UPDATE sessions SET current_title = $3, steps_taken = $4, steps_done = $5, active_seconds = $6, seq = $7, \
             last_event_at = $8, state = $9 \
         WHERE tenant_id = $1 AND id = $2";
    const TURNING: &str = "UPDATE sessions SET current_title = $3, steps_taken = $4, steps_done = $5, active_seconds = $6, seq = $7, \
             last_event_at = $8, state = $9, user_id = $10, status = $11, outcome = $12, completed_at = $13 \
         WHERE tenant_id = $1 AND id = $2";
    let Stored { row, shown, state } = after;
    let (steps_done, _) = counts(shown);
    let state = json(state)?;
    let (status, outcome) = (shown.status.as_str(), shown.outcome.map(Outcome::as_str));
    let steady = params![
        row.id,
        shown.current_title,
        shown.steps_taken,
        steps_done,
        shown.active_seconds,
        shown.seq,
        row.last_event_at,
        state,
    ];
    let turning = params![shown.user_id, status, outcome, shown.completed_at];
    let turns = |shown: &Projection| (shown.user_id, shown.status, shown.outcome, shown.completed_at);
    let update = if turns(before) == turns(shown) {
        (STEADY, steady.to_vec())
    } else {
        (TURNING, [steady, turning].concat())
    };
    let lines: Vec<Line<'_>> = events.iter().map(|event| Line::new(row.id, event)).collect();
    let mut statements: Vec<_> = lines.iter().map(|line| (events::INSERT, line.values())).collect();
    statements.push(update);
    tx.batch(statements).await.map(drop)
}

/// Writes ticket and client.
pub async fn update_labels(tx: &mut Tx, row: &SessionRow) -> Result<(), Error> {
    let sql =
        "UPDATE sessions SET ticket_number = $3, client_name = $4, search_text = $5 WHERE tenant_id = $1 AND id = $2";
    let search_text = search_text(row);
    tx.execute(sql, params![row.id, row.ticket_number, row.client_name, search_text])
        .await
        .map(drop)
}

/// Removes the session with its log, and the document that it ran unless others run it too.
pub async fn delete(tx: &mut Tx, row: &SessionRow) -> Result<(), Error> {
    events::delete(tx, row.id).await?;
    let sql = "DELETE FROM sessions WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, params![row.id]).await?;
    flows::sweep(tx, &row.flow_digest).await
}

/// Sessions that were completed before this time.
pub async fn completed_before(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<SessionId>, Error> {
    let sql = "SELECT id FROM sessions WHERE tenant_id = $1 AND status = 'completed' AND completed_at < $2 LIMIT $3";
    tx.all(sql, params![before, limit], |row| row.get(0)).await
}

/// What is looked through for a text: flow, ticket and client in lower case.
fn search_text(row: &SessionRow) -> String {
    let labels = [&row.ticket_number, &row.client_name].into_iter().flatten();
    let texts: Vec<&str> = std::iter::once(&row.tree.name)
        .chain(labels)
        .map(String::as_str)
        .collect();
    texts.join("\n").to_lowercase()
}

/// The columns of the progress.
fn counts(shown: &Projection) -> (Option<i64>, Option<i64>) {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let progress = shown.progress;
    (
        progress.map(|progress| count(progress.done)),
        progress.map(|progress| count(progress.total)),
    )
}

fn json(state: &RunState) -> Result<String, Error> {
    serde_json::to_string(state).map_err(Error::other)
}

/// Ids of sessions, the newest first, from before `before` on.
pub async fn ids(tx: &mut Tx, before: Option<SessionId>, limit: u32) -> Result<Vec<SessionId>, Error> {
    let sql =
        "SELECT id FROM sessions WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3";
    tx.all(sql, params![before, limit], |row| row.get(0)).await
}

/// How many sessions the tenant has.
pub async fn count(tx: &mut Tx) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM sessions WHERE tenant_id = $1";
    tx.one(sql, params![], |row| row.get(0)).await
}

/// Some sessions, whatever they are like, which nobody else changes until the transaction has ended.
pub async fn lock_some(tx: &mut Tx, limit: i64) -> Result<Vec<SessionId>, Error> {
    let sql = "SELECT id FROM sessions WHERE tenant_id = $1 LIMIT $2 FOR UPDATE";
    tx.all(sql, params![limit], |row| row.get(0)).await
}

/// Removes these sessions and their events. How many there were.
pub async fn erase(tx: &mut Tx, sessions: &[SessionId]) -> Result<u64, Error> {
    let sql = "DELETE FROM session_events WHERE tenant_id = $1 AND session_id = ANY($2)";
    tx.execute(sql, params![*sessions]).await?;
    let sql = "DELETE FROM sessions WHERE tenant_id = $1 AND id = ANY($2)";
    tx.execute(sql, params![*sessions]).await
}

/// How many sessions of a flow are not over, by version.
pub async fn open_by_version(tx: &mut Tx, tree: TreeId) -> Result<Vec<(i64, i64)>, Error> {
    let sql = "SELECT tree_version, COUNT(*) FROM sessions \
         WHERE tenant_id = $1 AND tree_id = $2 AND status IN ('prepared', 'in_progress') \
         GROUP BY tree_version ORDER BY tree_version";
    tx.all(sql, params![tree], |row| Ok((row.get(0)?, row.get(1)?))).await
}
