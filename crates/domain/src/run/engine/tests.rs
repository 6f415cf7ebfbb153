use serde_json::json;

use super::*;
use crate::run::{
    Progress, RefusalCode, StepResult, limits,
    testing::{Run, checklist, document, port},
};

#[test]
fn an_answer_leads_to_where_its_option_points_and_a_loop_comes_round_again() {
    let mut run = Run::of(port());
    run.answers("start", "down").ticks("reseat").answers("start", "up");
    assert_eq!(run.path(), ["start", "reseat", "start", "vlan"]);
    assert_eq!(run.at(), Some("vlan"));
    assert!(run.state.is_ready_to_complete(&run.document));
    assert_eq!(run.state.path[0].option_label.as_deref(), Some("No"));
    assert_eq!(run.state.path[1].result, Some(StepResult::Done));
    assert_eq!(run.state.path[0].left_at, Some(run.state.path[1].entered_at));
    assert_eq!((run.state.active_seconds, run.state.steps_taken()), (30, 3));
    assert_eq!(replay(&run.document, &run.log).unwrap(), run.state);
}

#[test]
fn an_option_that_the_node_does_not_have_is_refused_with_those_it_has() {
    let mut run = Run::of(port());
    let why = run.is_refused(json!({"type": "answered", "node_id": "start", "option_id": "maybe"}));
    assert_eq!(
        why,
        "“Is the port up?” (start) has no answer “maybe”: choose one of “up”, “down”, “odd”."
    );
}

#[test]
fn an_event_for_another_node_is_refused_with_the_current_one() {
    let mut run = Run::of(port());
    let why = run.is_refused(json!({"type": "completed_step", "node_id": "reseat", "result": "done"}));
    assert_eq!(
        why,
        "You are not on “reseat”; the current step is “Is the port up?” (start)."
    );
}

#[test]
fn questions_are_answered_and_steps_are_completed() {
    let mut run = Run::of(port());
    let why = run.is_refused(json!({"type": "completed_step", "node_id": "start", "result": "done"}));
    assert_eq!(
        why,
        "“Is the port up?” (start) is a question: choose one of its answers."
    );
    run.answers("start", "down");
    let why = run.is_refused(json!({"type": "answered", "node_id": "reseat", "option_id": "x"}));
    assert_eq!(
        why,
        "“Reseat the cable” (reseat) is not a question: complete the step instead of answering."
    );
    run.ticks("reseat").answers("start", "up");
    let why = run.is_refused(json!({"type": "completed_step", "node_id": "vlan", "result": "done"}));
    assert!(why.ends_with("complete the session with an outcome."), "{why}");
}

#[test]
fn an_answer_that_leads_nowhere_is_recorded_and_the_session_can_be_completed() {
    let mut run = Run::of(port());
    run.answers("start", "odd");
    assert_eq!(run.at(), None);
    assert!(run.state.is_ready_to_complete(&run.document));
    run.does(json!({"type": "went_back"}));
    assert_eq!(run.at(), Some("start"));
}

#[test]
fn going_back_takes_back_the_answer_and_keeps_the_seconds() {
    let mut run = Run::of(port());
    run.answers("start", "down").does(json!({"type": "went_back"}));
    assert_eq!(run.path(), ["start"]);
    let entry = &run.state.path[0];
    assert_eq!(
        (entry.option_id.as_ref(), entry.left_at, entry.seconds),
        (None, None, 10)
    );
    assert_eq!(run.state.active_seconds, 20);
    assert_eq!(
        run.is_refused(json!({"type": "went_back"})),
        Refusal::NothingBefore.to_string()
    );
}

#[test]
fn going_back_to_a_node_of_a_loop_means_its_latest_visit() {
    let mut run = Run::of(port());
    run.answers("start", "down")
        .ticks("reseat")
        .answers("start", "down")
        .ticks("reseat");
    run.does(json!({"type": "went_back", "to_node_id": "start"}));
    assert_eq!(run.path(), ["start", "reseat", "start"]);
    let why = run.is_refused(json!({"type": "went_back", "to_node_id": "vlan"}));
    assert_eq!(
        why,
        "The path has not been on “vlan” before this step: jump there instead."
    );
}

#[test]
fn a_checklist_passes_headings_and_stands_on_steps() {
    let mut run = Run::of(checklist());
    assert_eq!(run.at(), Some("backup"));
    run.ticks("backup");
    assert_eq!(run.at(), Some("stop"));
    assert_eq!(run.state.progress(&run.document), Some(Progress { done: 1, total: 3 }));
    run.ticks("stop").ticks("patch");
    assert_eq!(run.at(), Some("end"));
    assert!(run.state.is_ready_to_complete(&run.document));
    assert_eq!(run.state.progress(&run.document), Some(Progress { done: 3, total: 3 }));
}

#[test]
fn a_checklist_without_an_end_is_over_after_its_last_step() {
    let mut document = checklist();
    document.nodes.pop();
    let mut run = Run::of(document);
    run.ticks("backup").ticks("stop").ticks("patch");
    assert_eq!(run.at(), None);
    assert!(run.state.is_ready_to_complete(&run.document));
    run.does(json!({"type": "went_back"}));
    assert_eq!(run.at(), Some("patch"));
}

#[test]
fn a_jump_to_a_heading_lands_on_the_first_step_under_it() {
    let mut run = Run::of(checklist());
    run.does(json!({"type": "jumped", "node_id": "h2"}));
    assert_eq!(run.at(), Some("stop"));
    assert_eq!(run.path(), ["backup", "stop"]);
    assert!(!run.state.path[0].is_settled());
    assert!(
        run.is_refused(json!({"type": "jumped", "node_id": "stop"}))
            .contains("the current step already")
    );
    assert!(
        run.is_refused(json!({"type": "jumped", "node_id": "gone"}))
            .contains("no step “gone”")
    );
}

#[test]
fn a_paused_session_is_resumed_by_an_answer() {
    let mut run = Run::of(port());
    run.does(json!({"type": "paused"}));
    assert_eq!(
        run.is_refused(json!({"type": "paused"})),
        "The session is paused already."
    );
    run.does(json!({"type": "noted", "note": "Customer calls back"}));
    assert!(run.state.paused);
    run.answers("start", "down");
    assert!(!run.state.paused);
    assert_eq!(run.is_refused(json!({"type": "resumed"})), "The session is not paused.");
}

#[test]
fn time_while_paused_is_not_work() {
    let mut run = Run::of(port());
    run.does(json!({"type": "paused"}));
    run.record_after(5_000, json!({"type": "resumed"})).unwrap();
    assert_eq!(run.state.active_seconds, 10);
}

#[test]
fn more_than_a_day_counts_as_a_day() {
    let mut run = Run::of(port());
    run.record_after(u32::MAX, json!({"type": "noted", "note": "x"}))
        .unwrap();
    assert_eq!(run.state.active_seconds, MAX_SECONDS);
}

#[test]
fn a_completed_session_can_only_be_reopened_and_keeps_its_words() {
    let mut run = Run::of(port());
    run.does(json!({"type": "completed", "outcome": "escalated", "outcome_notes": "To L2", "next_steps": "Wait"}));
    assert_eq!(
        run.is_refused(json!({"type": "noted", "note": "x"})),
        "The session is over: reopen it to go on."
    );
    assert!(run.state.completed_at.is_some());
    run.does(json!({"type": "reopened"}));
    assert_eq!((run.state.outcome, run.state.completed_at), (None, None));
    run.answers("start", "up")
        .does(json!({"type": "completed", "outcome": "resolved", "next_steps": ""}));
    assert_eq!(
        (run.state.outcome_notes.as_str(), run.state.next_steps.as_str()),
        ("To L2", "")
    );
}

#[test]
fn a_session_is_started_once() {
    let mut run = Run::of(port());
    assert!(run.is_refused(json!({"type": "started"})).contains("started already"));
    let event = Event {
        seq: 1,
        kind: EventKind::Paused,
        ..run.log[0].clone()
    };
    assert_eq!(
        step(&run.document, &RunState::default(), &event),
        Err(Refusal::NotStarted)
    );
}

#[test]
fn an_impact_tree_and_an_empty_flow_are_not_run() {
    let impact = document(json!({"kind": "impact", "nodes": [{"id": "o", "type": "objective"}]}));
    assert!(matches!(Run::with(impact, json!({})), Err(Refusal::NotRunnable { .. })));
    let empty = document(json!({"kind": "procedural", "nodes": [{"id": "h", "type": "section_header"}]}));
    assert!(matches!(Run::with(empty, json!({})), Err(Refusal::NoStart)));
}

#[test]
fn events_without_a_gap_only() {
    let run = Run::of(port());
    let event = Event {
        seq: 3,
        kind: EventKind::Paused,
        ..run.log[0].clone()
    };
    let refusal = step(&run.document, &run.state, &event).unwrap_err();
    assert_eq!(refusal.code(), RefusalCode::SequenceConflict);
}

#[test]
fn a_log_with_events_of_a_newer_version_still_replays() {
    let mut run = Run::of(port());
    run.answers("start", "down");
    let kind = EventKind::from_log("file_attached", serde_json::Map::new()).unwrap();
    let unknown = Event {
        seq: 3,
        kind,
        ..run.log[1].clone()
    };
    assert_eq!(
        step(&run.document, &run.state, &unknown),
        Err(Refusal::UnknownEvent("file_attached".into()))
    );
    let log = [run.log.clone(), vec![unknown]].concat();
    let replayed = replay(&run.document, &log).unwrap();
    assert_eq!((replayed.seq, replayed.current_node_id), (3, run.state.current_node_id));
}

#[test]
fn a_log_with_a_gap_does_not_replay() {
    let mut run = Run::of(port());
    run.answers("start", "down").ticks("reseat");
    run.log.remove(1);
    let error = replay(&run.document, &run.log).unwrap_err();
    assert_eq!(
        (error.seq, error.refusal),
        (3, Refusal::OutOfSequence { last: 1, got: 3 })
    );
}

#[test]
fn a_note_is_about_the_current_node_unless_it_says_otherwise() {
    let mut run = Run::of(port());
    run.does(json!({"type": "noted", "note": "here"}));
    run.does(json!({"type": "noted", "note": "there", "node_id": "vlan"}));
    let about: Vec<_> = run
        .state
        .notes
        .iter()
        .map(|note| note.node_id.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(about, ["start", "vlan"]);
    assert!(
        run.is_refused(json!({"type": "noted", "note": "x", "node_id": "gone"}))
            .contains("“gone”")
    );
}

#[test]
fn a_note_has_words_that_can_be_stored_and_not_too_many() {
    let mut run = Run::of(port());
    assert_eq!(
        run.is_refused(json!({"type": "noted", "note": "  "})),
        "A note is empty: write something."
    );
    assert!(
        run.is_refused(json!({"type": "noted", "note": "a\u{0}b"}))
            .contains("NUL")
    );
    let why = run.is_refused(json!({"type": "noted", "note": "ä".repeat(10_001)}));
    assert_eq!(why, "A note has at most 10000 characters: shorten it.");
    run.does(json!({"type": "noted", "note": "ä".repeat(10_000)}));
}

#[test]
fn an_empty_note_with_an_answer_is_none() {
    let mut run = Run::of(port());
    run.does(json!({"type": "answered", "node_id": "start", "option_id": "up", "note": " "}));
    assert_eq!(run.state.path[0].note, None);
}

#[test]
fn a_session_has_room_for_so_much_text() {
    let mut run = Run::of(port());
    let note = json!({"type": "noted", "note": "x".repeat(10_000)});
    let taken = (0..200).take_while(|_| run.record(note.clone()).is_ok()).count();
    assert_eq!(taken, 104);
    assert!(run.is_refused(note).contains("1048576 bytes together"));
}

#[test]
fn a_full_session_can_only_be_completed() {
    let mut run = Run::of(port());
    run.state.seq = limits::MAX_EVENTS;
    assert!(
        run.is_refused(json!({"type": "paused"}))
            .contains("at most 10000 events")
    );
    run.does(json!({"type": "completed", "outcome": "cancelled"}));
    assert!(
        run.is_refused(json!({"type": "reopened"}))
            .contains("at most 10000 events")
    );
}

#[test]
fn a_session_is_handed_over_to_someone_else() {
    let mut run = Run::of(port());
    let (me, other) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
    assert_eq!(
        run.is_refused(json!({"type": "handed_over", "to_user_id": me})),
        Refusal::AlreadyTheirs.to_string()
    );
    run.does(json!({"type": "handed_over", "to_user_id": other}));
    assert_eq!(run.state.user_id, Some(UserId::from_uuid(other)));
}

#[test]
fn a_called_flow_is_ticked_off_like_an_action() {
    let mut run = Run::of(document(json!({"kind": "troubleshooting", "root": "f", "nodes": [
        {"id": "f", "type": "flow", "title": "Check DNS", "tree_id": uuid::Uuid::from_u128(9), "next": "s"},
        {"id": "s", "type": "solution", "title": "Done"}]})));
    run.ticks("f");
    assert_eq!(run.at(), Some("s"));
}

#[test]
fn a_state_stored_before_the_newer_fields_loads_with_defaults() {
    let stored = json!({"status": "in_progress", "current_node_id": "start", "seq": 1, "path": [
        {"node_id": "start", "title": "t", "node_type": "decision", "entered_at": "2026-11-04T09:12:00Z"}]});
    let state: RunState = serde_json::from_value(stored).unwrap();
    assert_eq!((state.path[0].seconds, state.paused, state.user_id), (0, false, None));
}

#[test]
fn more_than_microseconds_are_not_kept() {
    let mut run = Run::of(port());
    let at = "2026-11-04T09:12:00.123456789Z".parse().unwrap();
    let start = Start {
        at,
        actor: run.log[0].actor,
        variables: Variables::default(),
    };
    run.state = super::start(&run.document, start).unwrap();
    assert_eq!(run.state.started_at.unwrap().to_string(), "2026-11-04T09:12:00.123456Z");
}
