//! Whatever is tried, the projection equals its log, stands on a node that exists, and a refusal changes nothing.

use branchbook_domain::{
    flow::{FlowDocument, NodeType},
    run::{Event, EventKind, RunState, Status, apply, replay, step},
};
use proptest::prelude::*;

use super::{attempts, documents, event, log_of};

/// What holds in every state that can be reached.
fn check_invariants(document: &FlowDocument, state: &RunState) -> Result<(), TestCaseError> {
    let (last, before) = match state.path.split_last() {
        Some((last, before)) => (Some(last), before),
        None => (None, &[][..]),
    };
    prop_assert!(before.iter().all(|entry| entry.left_at.is_some()));
    match &state.current_node_id {
        Some(id) => {
            let node = document.node(id).expect("the current node exists");
            prop_assert_eq!(
                last.map(|entry| (&entry.node_id, entry.left_at, entry.is_settled())),
                Some((id, None, false))
            );
            prop_assert!(!document.kind.is_ordered() || node.node_type != NodeType::SectionHeader);
        }
        None => prop_assert!(last.is_none_or(|entry| entry.left_at.is_some())),
    }
    prop_assert!(state.path.iter().map(|entry| entry.seconds).sum::<u32>() <= state.active_seconds);
    prop_assert!(document.intake.is_empty() || !state.variables.contains_key("pin"));
    prop_assert_eq!(state.outcome.is_some(), state.status == Status::Completed);
    prop_assert_eq!(state.completed_at.is_some(), state.status == Status::Completed);
    prop_assert_eq!(state.progress(document).is_some(), document.kind.is_ordered());
    if let Some(progress) = state.progress(document) {
        prop_assert!(progress.done <= progress.total);
    }
    Ok(())
}

fn through_json<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).expect("writes")).expect("reads back")
}

proptest! {
    #[test]
    fn a_refused_event_changes_nothing_and_an_accepted_one_keeps_the_rules(document in documents(), attempts in attempts()) {
        let (mut state, _) = log_of(&document, &[]);
        for attempt in &attempts {
            let event = event(attempt, &document, &state);
            let mut in_place = state.clone();
            let applied = apply(&document, &mut in_place, &event);
            match step(&document, &state, &event) {
                Ok(next) => {
                    prop_assert_eq!(applied, Ok(()));
                    prop_assert_eq!(&in_place, &next);
                    prop_assert_eq!(next.seq, state.seq + 1);
                    state = next;
                }
                Err(refusal) => {
                    prop_assert!(!refusal.to_string().is_empty());
                    prop_assert_eq!(applied, Err(refusal));
                    prop_assert_eq!(&in_place, &state);
                }
            }
            check_invariants(&document, &state)?;
        }
    }

    #[test]
    fn a_projection_equals_its_log_replayed(document in documents(), attempts in attempts()) {
        let (state, log) = log_of(&document, &attempts);
        prop_assert_eq!(replay(&document, &log), Ok(state.clone()));
        prop_assert_eq!(through_json(&state), state);
        let stored: Vec<Event> = through_json(&log);
        prop_assert_eq!(&stored, &log);
        for event in log {
            let read = EventKind::from_log(event.kind.type_name(), event.kind.data()).expect("its own data fits");
            prop_assert_eq!(read, event.kind);
        }
    }

    #[test]
    fn a_damaged_log_is_an_error_and_no_panic(document in documents(), attempts in attempts(), lost in any::<prop::sample::Index>()) {
        let (_, mut log) = log_of(&document, &attempts);
        if log.len() < 2 {
            return Ok(());
        }
        let lost = lost.index(log.len() - 1);
        log.remove(lost);
        prop_assert_eq!(replay(&document, &log).map_err(|error| error.seq), Err(log[lost].seq));
    }

    #[test]
    fn a_log_of_another_version_of_the_flow_does_not_panic(document in documents(), other in documents(), attempts in attempts()) {
        let (state, log) = log_of(&document, &attempts);
        let _ = replay(&other, &log);
        let _ = (state.pending_variables(&other), state.progress(&other), state.is_ready_to_complete(&other));
        for attempt in &attempts {
            let _ = step(&other, &state, &event(attempt, &other, &state));
        }
    }
}
