//! Events that move through the flow: start, answer, tick off, go back, jump.

use jiff::Timestamp;

use super::texts;
use crate::{
    flow::{FlowDocument, IntakeVariable, Node, NodeId, NodeType},
    id::UserId,
    run::{
        PathEntry, Refusal, RunState, Status, StepResult, Variables,
        limits::PATH_TITLE,
        refusal::{Place, clipped},
        variables, walk,
    },
};

pub(super) fn begin(
    document: &FlowDocument,
    state: &mut RunState,
    at: Timestamp,
    actor: UserId,
    given: &Variables,
) -> Result<(), Refusal> {
    if !document.kind.is_runnable() {
        return Err(Refusal::NotRunnable { kind: document.kind });
    }
    let first = walk::first(document).ok_or(Refusal::NoStart)?;
    // What a prepared session knows comes with its start, so that the log alone says everything.
    let mut values = Variables::default();
    for (name, value) in given.iter() {
        variables::set(document, &mut values, name, value)?;
    }
    let names = names(variables::missing_at_start(document, &values));
    if !names.is_empty() {
        return Err(Refusal::MissingVariables { names });
    }
    state.variables = values;
    state.status = Status::InProgress;
    state.started_at = Some(at);
    state.user_id = Some(actor);
    arrive(state, at, Some(first));
    Ok(())
}

pub(super) fn answer(
    document: &FlowDocument,
    state: &mut RunState,
    at: Timestamp,
    node_id: &NodeId,
    option_id: &str,
    note: Option<&str>,
) -> Result<(), Refusal> {
    let node = current(document, state, node_id)?;
    if walk::is_end(node.node_type) {
        return Err(Refusal::IsAnEnd(node.into()));
    }
    if node.node_type != NodeType::Decision {
        return Err(Refusal::NotAQuestion(node.into()));
    }
    let Some(option) = node.options.iter().find(|option| option.id == option_id) else {
        return Err(Refusal::NoSuchOption {
            place: node.into(),
            option_id: clipped(option_id, 80),
            options: node.options.iter().map(|option| option.id.clone()).collect(),
        });
    };
    may_move_on(document, state)?;
    let note = texts::checked_note(state, note)?;
    leave(state, at, |entry| {
        entry.option_id = Some(option.id.clone());
        entry.option_label = Some(clipped(&option.label, PATH_TITLE));
        entry.note = note;
    });
    arrive(state, at, walk::after(document, node, option.to.as_ref()));
    Ok(())
}

pub(super) fn complete_step(
    document: &FlowDocument,
    state: &mut RunState,
    at: Timestamp,
    node_id: &NodeId,
    result: StepResult,
    note: Option<&str>,
) -> Result<(), Refusal> {
    let node = current(document, state, node_id)?;
    if walk::is_end(node.node_type) {
        return Err(Refusal::IsAnEnd(node.into()));
    }
    if node.node_type == NodeType::Decision {
        return Err(Refusal::NeedsAnAnswer(node.into()));
    }
    may_move_on(document, state)?;
    let note = texts::checked_note(state, note)?;
    leave(state, at, |entry| {
        entry.result = Some(result);
        entry.note = note;
    });
    arrive(state, at, walk::after(document, node, node.next.as_ref()));
    Ok(())
}

/// The entry that is gone back to is reopened: its answer and note are taken back, its seconds stay.
pub(super) fn go_back(state: &mut RunState, to: Option<&NodeId>) -> Result<(), Refusal> {
    let before = state.path.len() - usize::from(state.current_node_id.is_some() && !state.path.is_empty());
    let earlier = &state.path[..before];
    let index = match to {
        None => before.checked_sub(1).ok_or(Refusal::NothingBefore)?,
        Some(id) => earlier
            .iter()
            .rposition(|entry| &entry.node_id == id)
            .ok_or_else(|| Refusal::NotOnPath(id.clone()))?,
    };
    state.path.truncate(index + 1);
    if let Some(entry) = state.path.last_mut() {
        entry.option_id = None;
        entry.option_label = None;
        entry.result = None;
        entry.note = None;
        entry.left_at = None;
        state.current_node_id = Some(entry.node_id.clone());
    }
    state.paused = false;
    Ok(())
}

pub(super) fn jump(
    document: &FlowDocument,
    state: &mut RunState,
    at: Timestamp,
    node_id: &NodeId,
) -> Result<(), Refusal> {
    let named = super::records::existing(document, node_id)?;
    let node = walk::landing(document, node_id).ok_or_else(|| Refusal::NothingUnderHeading(named.into()))?;
    if state.current_node_id.as_ref() == Some(&node.id) {
        return Err(Refusal::AlreadyThere(node.into()));
    }
    leave(state, at, |_| ());
    arrive(state, at, Some(node));
    Ok(())
}

/// The current node, if it is the one that the event names.
fn current<'a>(document: &'a FlowDocument, state: &RunState, named: &NodeId) -> Result<&'a Node, Refusal> {
    let node = state.current_node_id.as_ref().and_then(|id| document.node(id));
    match node {
        Some(node) if &node.id == named => Ok(node),
        _ => Err(Refusal::NotCurrent {
            named: named.clone(),
            current: node.map(Place::from),
        }),
    }
}

/// Deferred variables are asked for at the first node that uses them; required ones have to be answered there.
fn may_move_on(document: &FlowDocument, state: &RunState) -> Result<(), Refusal> {
    let pending = variables::pending(document, state);
    let names = names(pending.into_iter().filter(|variable| variable.required).collect());
    if names.is_empty() {
        Ok(())
    } else {
        Err(Refusal::PendingVariables { names })
    }
}

fn names(variables: Vec<&IntakeVariable>) -> Vec<String> {
    variables.into_iter().map(|variable| variable.name.clone()).collect()
}

fn leave(state: &mut RunState, at: Timestamp, settle: impl FnOnce(&mut PathEntry)) {
    if let Some(entry) = state.path.last_mut().filter(|entry| entry.left_at.is_none()) {
        entry.left_at = Some(at);
        settle(entry);
    }
    state.current_node_id = None;
    state.paused = false;
}

fn arrive(state: &mut RunState, at: Timestamp, node: Option<&Node>) {
    let Some(node) = node else { return };
    state.current_node_id = Some(node.id.clone());
    state.path.push(PathEntry {
        node_id: node.id.clone(),
        title: clipped(&node.title, PATH_TITLE),
        node_type: node.node_type,
        option_id: None,
        option_label: None,
        result: None,
        note: None,
        entered_at: at,
        left_at: None,
        seconds: 0,
    });
}
