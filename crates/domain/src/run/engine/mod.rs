//! What each event does, and when it is refused.

mod moves;
mod records;
#[cfg(test)]
mod tests;
mod texts;

use jiff::Timestamp;

use super::{
    Event, EventKind, Outcome, Refusal, RunState, Status, Variables,
    limits::{MAX_EVENTS, MAX_NOTE, MAX_SECONDS},
    refusal::clipped,
    variables,
};
use crate::{flow::FlowDocument, id::UserId};

/// How a session starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// When.
    pub at: Timestamp,
    /// Who starts it and carries it on.
    pub actor: UserId,
    /// Values known already.
    pub variables: Variables,
}

impl From<Start> for Event {
    fn from(start: Start) -> Self {
        Self {
            seq: 1,
            at: start.at,
            actor: start.actor,
            seconds: 0,
            kind: EventKind::Started {
                variables: start.variables,
            },
        }
    }
}

/// The state after a session's first event. The event itself, for the log, is `Event::from(start)`.
///
/// # Errors
/// The flow cannot be run, or values that it needs at the start are missing or not accepted.
pub fn start(document: &FlowDocument, start: Start) -> Result<RunState, Refusal> {
    step(document, &RunState::default(), &start.into())
}

/// The state after one more event.
///
/// # Errors
/// The event is not possible in this state, or says something that is not accepted.
pub fn step(document: &FlowDocument, state: &RunState, event: &Event) -> Result<RunState, Refusal> {
    let mut next = state.clone();
    apply(document, &mut next, event)?;
    Ok(next)
}

/// A log that does not fit its document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("event {seq} of the log does not follow from those before it: {refusal}")]
pub struct ReplayError {
    /// The event.
    pub seq: u32,
    /// Why the engine would not take it.
    pub refusal: Refusal,
}

/// The state that a whole log amounts to. Types of event that this version does not know are passed over.
///
/// # Errors
/// The log does not fit the document: it is damaged, or of another version of the flow.
pub fn replay(document: &FlowDocument, events: &[Event]) -> Result<RunState, ReplayError> {
    let mut state = RunState::default();
    for event in events {
        match event.kind {
            EventKind::Unknown(_) if event.seq == state.seq + 1 => state.seq = event.seq,
            _ => apply(document, &mut state, event).map_err(|refusal| ReplayError {
                seq: event.seq,
                refusal,
            })?,
        }
    }
    Ok(state)
}

/// [`step`] in place, for whoever does not need the state before.
///
/// # Errors
/// As [`step`]; `state` is unchanged then.
pub fn apply(document: &FlowDocument, state: &mut RunState, event: &Event) -> Result<(), Refusal> {
    admit(state, event)?;
    let worked_on = state
        .current_node_id
        .as_ref()
        .and_then(|_| state.path.len().checked_sub(1));
    happen(document, state, event)?;
    state.seq = event.seq;
    count_seconds(state, event, worked_on);
    Ok(())
}

/// What the event itself changes. Whatever it refuses, it refuses before it changes anything.
fn happen(document: &FlowDocument, state: &mut RunState, event: &Event) -> Result<(), Refusal> {
    let at = microseconds(event.at);
    match &event.kind {
        EventKind::Started { variables } => moves::begin(document, state, at, event.actor, variables),
        EventKind::Answered {
            node_id,
            option_id,
            note,
        } => moves::answer(document, state, at, node_id, option_id, note.as_deref()),
        EventKind::CompletedStep { node_id, result, note } => {
            moves::complete_step(document, state, at, node_id, *result, note.as_deref())
        }
        EventKind::WentBack { to_node_id } => moves::go_back(state, to_node_id.as_ref()),
        EventKind::Jumped { node_id } => moves::jump(document, state, at, node_id),
        EventKind::Noted { note, node_id } => {
            records::take_note(document, state, at, event.actor, note, node_id.as_ref())
        }
        EventKind::VariableSet { name, value } => variables::set(document, &mut state.variables, name, value),
        EventKind::CustomStepInserted {
            step,
            inserted_after_node_id,
        } => records::insert_step(document, state, event.seq, at, step, inserted_after_node_id.as_ref()),
        EventKind::CustomStepDone { custom_step_id, note } => {
            records::finish_custom_step(state, custom_step_id, note.as_deref())
        }
        EventKind::Paused => pause(state),
        EventKind::Resumed => resume(state),
        EventKind::Completed {
            outcome,
            outcome_notes,
            next_steps,
        } => complete(state, at, *outcome, outcome_notes.as_deref(), next_steps.as_deref()),
        EventKind::Reopened => {
            state.status = Status::InProgress;
            state.outcome = None;
            state.completed_at = None;
            Ok(())
        }
        EventKind::HandedOver { to_user_id } if state.user_id == Some(*to_user_id) => Err(Refusal::AlreadyTheirs),
        EventKind::HandedOver { to_user_id } => {
            state.user_id = Some(*to_user_id);
            Ok(())
        }
        EventKind::Unknown(_) => Err(Refusal::UnknownEvent(clipped(event.kind.type_name(), 80))),
    }
}

/// Both databases keep microseconds, cut off: a projection must not know more than its log.
fn microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// What holds for every event: the number, the stage of the session, room for one more.
fn admit(state: &RunState, event: &Event) -> Result<(), Refusal> {
    if state.seq.checked_add(1) != Some(event.seq) {
        return Err(Refusal::OutOfSequence {
            last: state.seq,
            got: event.seq,
        });
    }
    match (state.status, &event.kind) {
        (Status::Prepared, EventKind::Started { .. }) => {}
        (Status::Prepared, _) => return Err(Refusal::NotStarted),
        (_, EventKind::Started { .. }) => return Err(Refusal::AlreadyStarted),
        (Status::Completed | Status::Abandoned, EventKind::Reopened) => {}
        (Status::Completed | Status::Abandoned, _) => return Err(Refusal::Over),
        (Status::InProgress, EventKind::Reopened) => return Err(Refusal::NotOver),
        (Status::InProgress, _) => {}
    }
    if event.seq > MAX_EVENTS && !matches!(event.kind, EventKind::Completed { .. }) {
        return Err(Refusal::TooManyEvents);
    }
    Ok(())
}

/// The seconds since the last event belong to the node that was current then, unless nobody was working.
fn count_seconds(state: &mut RunState, event: &Event, worked_on: Option<usize>) {
    if matches!(
        event.kind,
        EventKind::Started { .. } | EventKind::Resumed | EventKind::Reopened
    ) {
        return;
    }
    let seconds = event.seconds.min(MAX_SECONDS);
    state.active_seconds = state.active_seconds.saturating_add(seconds);
    if let Some(entry) = worked_on.and_then(|index| state.path.get_mut(index)) {
        entry.seconds = entry.seconds.saturating_add(seconds);
    }
}

fn pause(state: &mut RunState) -> Result<(), Refusal> {
    if state.paused {
        return Err(Refusal::AlreadyPaused);
    }
    state.paused = true;
    Ok(())
}

fn resume(state: &mut RunState) -> Result<(), Refusal> {
    if !state.paused {
        return Err(Refusal::NotPaused);
    }
    state.paused = false;
    Ok(())
}

fn complete(
    state: &mut RunState,
    at: Timestamp,
    outcome: Outcome,
    outcome_notes: Option<&str>,
    next_steps: Option<&str>,
) -> Result<(), Refusal> {
    texts::check("The outcome's notes", outcome_notes.unwrap_or_default(), 0, MAX_NOTE)?;
    texts::check("The next steps", next_steps.unwrap_or_default(), 0, MAX_NOTE)?;
    if let Some(text) = outcome_notes {
        text.clone_into(&mut state.outcome_notes);
    }
    if let Some(text) = next_steps {
        text.clone_into(&mut state.next_steps);
    }
    state.status = Status::Completed;
    state.outcome = Some(outcome);
    state.completed_at = Some(at);
    state.paused = false;
    Ok(())
}
