use serde_json::{Value, json};

use super::*;
use crate::run::{Progress, RefusalCode, StepResult};

fn document(value: Value) -> FlowDocument {
    serde_json::from_value(value).unwrap()
}

/// start (decision: up → vlan, down → reseat, odd → nowhere), reseat (action → start), vlan (solution).
fn port() -> FlowDocument {
    document(json!({"kind": "troubleshooting", "root": "start", "nodes": [
        {"id": "start", "type": "decision", "title": "Is the port up?", "options": [
            {"id": "up", "label": "Yes", "to": "vlan"},
            {"id": "down", "label": "No", "to": "reseat"},
            {"id": "odd", "label": "It flaps"}]},
        {"id": "reseat", "type": "action", "title": "Reseat the cable", "next": "start"},
        {"id": "vlan", "type": "solution", "title": "Fix the VLAN"}]}))
}

/// Two headings over one and two steps, and an end.
fn checklist() -> FlowDocument {
    document(json!({"kind": "procedural", "nodes": [
        {"id": "h1", "type": "section_header", "title": "Before"},
        {"id": "backup", "type": "procedure_step", "title": "Back up"},
        {"id": "h2", "type": "section_header", "title": "During"},
        {"id": "h3", "type": "section_header", "title": "Really"},
        {"id": "stop", "type": "procedure_step", "title": "Stop"},
        {"id": "patch", "type": "procedure_step", "title": "Patch"},
        {"id": "end", "type": "procedure_end", "title": "Finished"}]}))
}

/// A session under test: records events and keeps the log.
struct Run {
    document: FlowDocument,
    state: RunState,
    log: Vec<Event>,
}

impl Run {
    fn of(document: FlowDocument) -> Self {
        Self::with(document, json!({})).unwrap()
    }

    fn with(document: FlowDocument, variables: Value) -> Result<Self, Refusal> {
        let mut run = Self {
            document,
            state: RunState::default(),
            log: vec![],
        };
        run.record(json!({"type": "started", "variables": variables}))?;
        Ok(run)
    }

    fn record(&mut self, kind: Value) -> Result<&RunState, Refusal> {
        self.record_after(10, kind)
    }

    fn record_after(&mut self, seconds: u32, kind: Value) -> Result<&RunState, Refusal> {
        let seq = self.state.seq + 1;
        let event = Event {
            seq,
            at: Timestamp::from_second(1_800_000_000 + i64::from(seq) * 10).unwrap(),
            actor: UserId::from_uuid(uuid::Uuid::from_u128(1)),
            seconds,
            kind: serde_json::from_value(kind).unwrap(),
        };
        self.state = step(&self.document, &self.state, &event)?;
        self.log.push(event);
        Ok(&self.state)
    }

    /// Records what has to be accepted.
    fn does(&mut self, kind: Value) -> &mut Self {
        self.record(kind).unwrap();
        self
    }

    fn answers(&mut self, node: &str, option: &str) -> &mut Self {
        self.does(json!({"type": "answered", "node_id": node, "option_id": option}))
    }

    fn ticks(&mut self, node: &str) -> &mut Self {
        self.does(json!({"type": "completed_step", "node_id": node, "result": "done"}))
    }

    /// The sentence with which this is refused.
    fn is_refused(&mut self, kind: Value) -> String {
        let before = self.state.clone();
        let refusal = self.record(kind).unwrap_err();
        assert_eq!(self.state, before);
        refusal.to_string()
    }

    fn at(&self) -> Option<&str> {
        self.state.current_node_id.as_ref().map(|id| id.as_str())
    }

    fn path(&self) -> Vec<&str> {
        self.state.path.iter().map(|entry| entry.node_id.as_str()).collect()
    }
}

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
        "“Is the port up?” (start) is a question: answer it with one of its options."
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
