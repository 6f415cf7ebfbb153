//! Events that write something down without moving: notes and custom steps.

use jiff::Timestamp;

use super::texts;
use crate::{
    flow::{FlowDocument, Node, NodeId},
    id::UserId,
    run::{
        CustomStep, NewCustomStep, Note, Refusal, RunState,
        limits::{MAX_CUSTOM_BYTES, MAX_CUSTOM_CONTENT, MAX_CUSTOM_TITLE, MAX_NOTE},
        refusal::clipped,
    },
};

pub(super) fn take_note(
    document: &FlowDocument,
    state: &mut RunState,
    at: Timestamp,
    actor: UserId,
    note: &str,
    node_id: Option<&NodeId>,
) -> Result<(), Refusal> {
    texts::check("A note", note, 1, MAX_NOTE)?;
    texts::check_room(state, note.len())?;
    let node_id = match node_id {
        Some(id) => Some(existing(document, id)?.id.clone()),
        None => state.current_node_id.clone(),
    };
    state.notes.push(Note {
        text: note.to_owned(),
        node_id,
        at,
        actor,
    });
    Ok(())
}

pub(super) fn insert_step(
    document: &FlowDocument,
    state: &mut RunState,
    seq: u32,
    at: Timestamp,
    step: &NewCustomStep,
    after: Option<&NodeId>,
) -> Result<(), Refusal> {
    let title = step.title.as_deref().unwrap_or_default();
    let notes = step.notes.as_deref().unwrap_or_default();
    texts::check("The title of a step", title, 0, MAX_CUSTOM_TITLE)?;
    texts::check(
        "The content of a step",
        step.content.text(),
        usize::from(title.trim().is_empty()),
        MAX_CUSTOM_CONTENT,
    )?;
    texts::check("The notes of a step", notes, 0, MAX_NOTE)?;
    if step.content.size() > MAX_CUSTOM_BYTES {
        return Err(Refusal::InvalidText {
            what: "The content of a step",
            why: format!("has at most {MAX_CUSTOM_BYTES} bytes: shorten it"),
        });
    }
    texts::check_room(state, title.len() + notes.len() + step.content.size())?;
    let inserted_after_node_id = match after {
        Some(id) => Some(existing(document, id)?.id.clone()),
        None => state
            .current_node_id
            .clone()
            .or_else(|| state.path.last().map(|entry| entry.node_id.clone())),
    };
    state.custom_steps.push(CustomStep {
        id: format!("custom-{seq}"),
        step_type: step.step_type,
        title: step.title.clone(),
        content: step.content.clone(),
        notes: notes.to_owned(),
        source: step.source,
        source_step_id: step.source_step_id,
        inserted_at: Some(at),
        inserted_after_node_id,
        done: false,
    });
    Ok(())
}

pub(super) fn finish_custom_step(state: &mut RunState, id: &str, note: Option<&str>) -> Result<(), Refusal> {
    let note = texts::checked_note(state, note)?;
    let step = (state.custom_steps.iter_mut().find(|step| step.id == id))
        .ok_or_else(|| Refusal::NoSuchCustomStep(clipped(id, 80)))?;
    if step.done {
        return Err(Refusal::CustomStepAlreadyDone(clipped(step.heading(), 80)));
    }
    step.done = true;
    if let Some(note) = note {
        if !step.notes.is_empty() {
            step.notes.push('\n');
        }
        step.notes.push_str(&note);
    }
    Ok(())
}

pub(super) fn existing<'a>(document: &'a FlowDocument, id: &NodeId) -> Result<&'a Node, Refusal> {
    document.node(id).ok_or_else(|| Refusal::NoSuchNode(id.clone()))
}
