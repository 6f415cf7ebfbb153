//! The rules of a session's life. What an event does is the engine's; here is who may record it, when, and that it is stored
//! once, together with what it amounts to.

use std::sync::Arc;

use branchbook_db::{Error, Tx};
use branchbook_domain::{
    id::{SessionId, TenantId, TreeId, UserId},
    run::{self, CustomStepSource, Event, EventKind, Refusal, RunState, Start},
};
use jiff::Timestamp;
use serde_json::json;

use super::{
    dto::{StartSession, UpdateSession},
    pinned::PinnedFlow,
    projection::Projection,
    refusal::{refused, refused_variables},
    rights::{self, Audience},
    store::{
        events,
        sessions::{self, PinnedTree, SessionRow, Stored},
    },
};
use crate::{
    access::{Access, Actor, Role},
    error::{ApiError, ApiResult, Code},
    features::{audit::Deed, identity::people, trees::runnable},
};

/// A session with the document that it runs.
#[derive(Debug)]
pub struct Found {
    pub stored: Stored,
    pub flow: Arc<PinnedFlow>,
}

/// An event as it comes in.
#[derive(Debug, Clone)]
pub struct NewEvent {
    pub kind: EventKind,
    /// The number of the event that the caller thinks is the last.
    pub expected_seq: Option<u32>,
    /// Of work since the last event, as the caller says.
    pub seconds: u32,
}

/// How many sessions the transaction's tenant has.
///
/// # Errors
/// Those of the database.
pub async fn count(tx: &mut Tx) -> Result<i64, Error> {
    sessions::count(tx).await
}

/// How many sessions of the transaction's tenant are prepared or in progress on each version of a flow, oldest first.
///
/// # Errors
/// Those of the database.
pub async fn open_by_version(tx: &mut Tx, tree: TreeId) -> Result<Vec<(i64, i64)>, Error> {
    sessions::open_by_version(tx, tree).await
}

/// Starts a session on a flow that the caller may run, and counts it.
pub async fn start<P>(access: &Access<P>, new: StartSession) -> ApiResult<Found> {
    struct Starting {
        stored: Stored,
        flow: Arc<PinnedFlow>,
        event: Event,
        tenant: TenantId,
    }
    let runnable = runnable::read(access, new.tree_id, new.version).await?;
    let audience = match (runnable.is_private, runnable.is_published) {
        (true, _) => Audience::Participants,
        (false, false) => Audience::Authors,
        (false, true) => Audience::Members,
    };
    let flow = access.app.sessions.pinned.of_text(runnable.structure).await?;
    let (id, at, actor) = (access.app.ids.next(), access.app.clock.now(), access.actor.user);
    let start = Start {
        at,
        actor,
        variables: new.variables,
    };
    let event = Event::from(start.clone());
    let state = run::start(&flow.document, start).map_err(|refusal| refused_variables(&refusal))?;
    let stored = Stored {
        row: SessionRow {
            id,
            tree: PinnedTree {
                id: runnable.id,
                owner: runnable.owner,
                version: runnable.version,
                name: runnable.name,
                tree_type: runnable.tree_type,
                is_default: runnable.is_default,
            },
            flow_digest: flow.digest,
            audience,
            started_by: actor,
            ticket_number: label(new.ticket_number),
            client_name: label(new.client_name),
            last_event_at: at,
        },
        shown: shown(&flow, &state)?,
        state,
    };
    let starting = Starting {
        stored: stored.clone(),
        flow: Arc::clone(&flow),
        event,
        tenant: access.actor.tenant,
    };
    access
        .db
        .write(starting, |tx, new| {
            Box::pin(async move {
                let tree = &new.stored.row.tree;
                if tree.owner == new.tenant {
                    runnable::hold(tx, tree.id).await?;
                }
                sessions::insert(tx, &new.stored, &new.flow, &new.event).await?;
                // Last, because everybody who starts this flow now waits for this row.
                runnable::count_use(tx, tree.id).await
            })
        })
        .await?;
    Ok(Found { stored, flow })
}

/// The session, if the caller may see it.
pub async fn get(tx: &mut Tx, actor: &Actor, id: SessionId) -> ApiResult<Stored> {
    visible(actor, sessions::get(tx, id).await?)
}

async fn locked(tx: &mut Tx, actor: &Actor, id: SessionId) -> ApiResult<Stored> {
    visible(actor, sessions::lock(tx, id).await?)
}

fn visible(actor: &Actor, stored: Option<Stored>) -> ApiResult<Stored> {
    let seen = stored.filter(|stored| rights::may_see(actor, &stored.row, &stored.shown));
    seen.ok_or_else(|| ApiError::not_found("session"))
}

/// The session with its document, if the caller may see it.
pub async fn find<P>(access: &Access<P>, id: SessionId) -> ApiResult<Found> {
    let stored = access
        .db
        .read(access.actor, move |tx, actor| Box::pin(get(tx, actor, id)))
        .await?;
    let pinned = &access.app.sessions.pinned;
    let flow = pinned.of_digest(&access.db, stored.row.flow_digest).await?;
    Ok(Found { stored, flow })
}

/// Records an event: the hot path. One transaction reads the session and writes the event and what it amounts to.
pub async fn record<P>(access: &Access<P>, id: SessionId, new: NewEvent) -> ApiResult<Found> {
    struct Recording {
        actor: Actor,
        now: Timestamp,
        flow: Arc<PinnedFlow>,
        new: NewEvent,
    }
    check_source(&new.kind)?;
    let flow = access.app.sessions.pinned.of_session(&access.db, id).await?;
    let recording = Recording {
        actor: access.actor,
        now: access.app.clock.now(),
        flow: Arc::clone(&flow),
        new,
    };
    let stored = access
        .db
        .write(recording, move |tx, Recording { actor, now, flow, new }| {
            Box::pin(async move {
                let stored = locked(tx, actor, id).await?;
                if let Some(expected) = new.expected_seq
                    && expected != stored.state.seq
                {
                    return repeated(tx, actor.user, stored, expected, &new.kind).await;
                }
                rights::check_carry_on(actor, &stored.shown)?;
                check_target(tx, actor, &new.kind).await?;
                let events = vec![(new.kind.clone(), new.seconds)];
                append(tx, flow, stored, (actor.user, *now), events, refused).await
            })
        })
        .await?;
    Ok(Found { stored, flow })
}

/// Changes the labels of a session, takes a note and sets variables: an event for each that is new.
pub async fn update<P>(access: &Access<P>, id: SessionId, change: UpdateSession) -> ApiResult<Found> {
    struct Updating {
        actor: Actor,
        now: Timestamp,
        flow: Arc<PinnedFlow>,
        change: UpdateSession,
    }
    let flow = access.app.sessions.pinned.of_session(&access.db, id).await?;
    let updating = Updating {
        actor: access.actor,
        now: access.app.clock.now(),
        flow: Arc::clone(&flow),
        change,
    };
    let stored = access
        .db
        .write(updating, move |tx, updating| {
            Box::pin(async move {
                let Updating {
                    actor,
                    now,
                    flow,
                    change,
                } = updating;
                let mut stored = locked(tx, actor, id).await?;
                rights::check_carry_on(actor, &stored.shown)?;
                if let Some(ticket_number) = &change.ticket_number {
                    stored.row.ticket_number = label(ticket_number.clone());
                }
                if let Some(client_name) = &change.client_name {
                    stored.row.client_name = label(client_name.clone());
                }
                sessions::update_labels(tx, &stored.row).await?;
                let events = news(change, &stored.state);
                append(tx, flow, stored, (actor.user, *now), events, refused_variables).await
            })
        })
        .await?;
    Ok(Found { stored, flow })
}

/// Deletes a session with its log.
pub async fn delete(tx: &mut Tx, deed: &Deed, id: SessionId) -> ApiResult<()> {
    let Stored { row, shown, .. } = locked(tx, &deed.actor, id).await?;
    rights::check_delete(&deed.actor, &row, &shown)?;
    sessions::delete(tx, &row).await?;
    let before = json!({
        "tree_id": row.tree.id,
        "tree_name": row.tree.name,
        "started_by": row.started_by,
        "ticket_number": row.ticket_number,
        "last_event_at": row.last_event_at,
    });
    let target = ("session", id.uuid());
    Ok(deed.record(tx, "session.deleted", target, Some(before), None).await?)
}

/// Takes the events one after the other, and stores them with what they amount to.
async fn append(
    tx: &mut Tx,
    flow: &PinnedFlow,
    mut stored: Stored,
    (actor, now): (UserId, Timestamp),
    events: Vec<(EventKind, u32)>,
    refused: fn(&Refusal) -> ApiError,
) -> ApiResult<Stored> {
    if events.is_empty() {
        return Ok(stored);
    }
    let before = stored.shown;
    // Of two requests the one that came first may get the session last, and clocks are set back: the log's time goes on.
    let at = now.max(stored.row.last_event_at);
    let mut log = vec![];
    for (kind, seconds) in events {
        let event = Event {
            seq: stored.state.seq + 1,
            at,
            actor,
            seconds: worked(seconds, &stored.state, at),
            kind,
        };
        run::apply(&flow.document, &mut stored.state, &event).map_err(|refusal| refused(&refusal))?;
        stored.row.last_event_at = at;
        log.push(event);
    }
    stored.shown = shown(flow, &stored.state)?;
    sessions::append(tx, &before, &stored, &log).await?;
    Ok(stored)
}

/// The seconds that somebody says to have worked, but no more than the session has been going on for, less those that count already.
/// Not what has passed since the last event: events that waited for a connection come all at once.
fn worked(seconds: u32, state: &RunState, at: Timestamp) -> u32 {
    let began = state.started_at.unwrap_or(at);
    let passed = (at.duration_since(began).as_millis() + 500) / 1000;
    let left = passed - i128::from(state.active_seconds);
    seconds.min(u32::try_from(left.max(0)).unwrap_or(u32::MAX))
}

fn shown(flow: &PinnedFlow, state: &RunState) -> ApiResult<Projection> {
    Projection::of(&flow.document, state).ok_or_else(|| ApiError::internal("a session that has not started"))
}

/// The answer to an event that should follow another than the last: the session as it is, when the very event is there already,
/// because this is a retry; else a conflict.
async fn repeated(tx: &mut Tx, actor: UserId, stored: Stored, expected: u32, kind: &EventKind) -> ApiResult<Stored> {
    let there = match expected.checked_add(1) {
        Some(seq) => events::get(tx, stored.row.id, seq).await?,
        None => None,
    };
    if there.is_some_and(|there| there.actor == actor && there.kind == *kind) {
        return Ok(stored);
    }
    let seq = stored.state.seq;
    let detail = format!("You were at event {expected}, and the session is at event {seq}. Read it and try again.");
    Err(ApiError::new(Code::SequenceConflict, detail).with("current_seq", seq))
}

/// A session is handed over to somebody who can carry it on.
async fn check_target(tx: &mut Tx, actor: &Actor, kind: &EventKind) -> ApiResult<()> {
    let EventKind::HandedOver { to_user_id } = kind else {
        return Ok(());
    };
    let refuse = |why: &str| Err(ApiError::invalid_field("/to_user_id", why));
    match people::role_in(tx, *to_user_id, actor.tenant).await? {
        None => refuse("Nobody with this id is a member here."),
        Some(Role::Viewer) => refuse("They are a viewer here, and viewers record nothing."),
        Some(_) => Ok(()),
    }
}

/// Where a step comes from is nothing that a client says.
fn check_source(kind: &EventKind) -> ApiResult<()> {
    match kind {
        EventKind::CustomStepInserted { step, .. }
            if step.source != CustomStepSource::AdHoc || step.source_step_id.is_some() =>
        {
            Err(ApiError::invalid_field(
                "/step/source",
                "Steps that are added in this way are ad-hoc: leave source and source_step_id out.",
            ))
        }
        _ => Ok(()),
    }
}

/// Events for the note and the values that are not known yet.
fn news(change: &UpdateSession, known: &RunState) -> Vec<(EventKind, u32)> {
    let last = known.notes.last().map(|note| &note.text);
    let note = change.notes.iter().filter(|note| last != Some(note));
    let notes = note.map(|note| EventKind::Noted {
        note: note.clone(),
        node_id: None,
    });
    let given = change.variables.iter();
    let new = given.filter(|(name, value)| known.variables.get(*name) != Some(value));
    let values = new.map(|(name, value)| EventKind::VariableSet {
        name: name.clone(),
        value: value.clone(),
    });
    notes.chain(values).map(|event| (event, 0)).collect()
}

/// A label without space around it; none that is blank.
fn label(text: Option<String>) -> Option<String> {
    let text = text?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_works_longer_than_the_session_has_been_going_on() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        for (claimed, known, until, counted) in [
            (5, 0, "2026-11-20T12:00:30Z", 5),
            (500, 0, "2026-11-20T12:00:30Z", 30),
            (20, 20, "2026-11-20T12:01:00Z", 20),
            (20, 50, "2026-11-20T12:01:00Z", 10),
            (20, 90, "2026-11-20T12:01:00Z", 0),
            (3, 0, "2026-11-20T12:00:02.7Z", 3),
            (3, 0, "2026-11-20T12:00:02.2Z", 2),
            (7, 0, "2026-11-20T12:00:00Z", 0),
            (7, 0, "2026-11-20T11:00:00Z", 0),
            (86_400, 0, "2036-11-20T12:00:00Z", 86_400),
            (86_400, 0, "9999-11-20T12:00:00Z", 86_400),
        ] {
            let state = RunState {
                started_at: Some(at("2026-11-20T12:00:00Z")),
                active_seconds: known,
                ..RunState::default()
            };
            let seconds = worked(claimed, &state, at(until));
            assert_eq!(seconds, counted, "{claimed} s until {until}, {known} known");
        }
    }

    #[test]
    fn only_values_that_change_something_are_events() {
        let known = RunState {
            variables: [("a", "1"), ("b", "2")].into_iter().collect(),
            ..RunState::default()
        };
        let change = UpdateSession {
            variables: [("a", "1"), ("b", "3"), ("c", "")].into_iter().collect(),
            ..UpdateSession::default()
        };
        let names: Vec<_> = news(&change, &known)
            .into_iter()
            .map(|(kind, _)| kind.data()["name"].clone())
            .collect();
        assert_eq!(names, ["b", "c"]);
    }
}
