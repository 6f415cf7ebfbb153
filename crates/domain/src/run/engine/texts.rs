//! What a person typed: how long it may be, and whether the session has room for it.

use crate::run::{
    Refusal, RunState,
    limits::{MAX_NOTE, MAX_TEXT_BYTES},
};

/// An empty note is no note.
pub(super) fn checked_note(state: &RunState, note: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(note) = note.filter(|note| !note.trim().is_empty()) else {
        return Ok(None);
    };
    check("A note", note, 1, MAX_NOTE)?;
    check_room(state, note.len())?;
    Ok(Some(note.to_owned()))
}

pub(super) fn check(what: &'static str, text: &str, least: usize, most: usize) -> Result<(), Refusal> {
    let invalid = |why: String| Err(Refusal::InvalidText { what, why });
    if text.trim().chars().count() < least {
        return invalid("is empty: write something".into());
    }
    if text.chars().count() > most {
        return invalid(format!("has at most {most} characters: shorten it"));
    }
    // PostgreSQL cannot store it, and nobody means it.
    if text.contains('\0') {
        return invalid("holds a NUL character: remove it".into());
    }
    Ok(())
}

pub(super) fn check_room(state: &RunState, more: usize) -> Result<(), Refusal> {
    let notes = state.notes.iter().map(|note| note.text.len());
    let answers = state
        .path
        .iter()
        .filter_map(|entry| entry.note.as_ref())
        .map(String::len);
    let steps = state
        .custom_steps
        .iter()
        .map(|step| step.notes.len() + step.content.size());
    if notes.chain(answers).chain(steps).sum::<usize>() + more > MAX_TEXT_BYTES {
        return Err(Refusal::TooMuchText);
    }
    Ok(())
}
