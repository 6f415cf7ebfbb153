//! A session under test.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Event, Refusal, RunState, step};
use crate::{flow::FlowDocument, id::UserId};

pub(super) fn document(value: Value) -> FlowDocument {
    serde_json::from_value(value).unwrap()
}

/// start (decision: up → vlan, down → reseat, odd → nowhere), reseat (action → start), vlan (solution).
pub(super) fn port() -> FlowDocument {
    document(json!({"kind": "troubleshooting", "root": "start", "nodes": [
        {"id": "start", "type": "decision", "title": "Is the port up?", "options": [
            {"id": "up", "label": "Yes", "to": "vlan"},
            {"id": "down", "label": "No", "to": "reseat"},
            {"id": "odd", "label": "It flaps"}]},
        {"id": "reseat", "type": "action", "title": "Reseat the cable", "next": "start"},
        {"id": "vlan", "type": "solution", "title": "Fix the VLAN"}]}))
}

/// Two headings over one and two steps, and an end.
pub(super) fn checklist() -> FlowDocument {
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
pub(super) struct Run {
    pub(super) document: FlowDocument,
    pub(super) state: RunState,
    pub(super) log: Vec<Event>,
}

impl Run {
    pub(super) fn of(document: FlowDocument) -> Self {
        Self::with(document, json!({})).unwrap()
    }

    pub(super) fn with(document: FlowDocument, variables: Value) -> Result<Self, Refusal> {
        let mut run = Self {
            document,
            state: RunState::default(),
            log: vec![],
        };
        run.record(json!({"type": "started", "variables": variables}))?;
        Ok(run)
    }

    pub(super) fn record(&mut self, kind: Value) -> Result<&RunState, Refusal> {
        self.record_after(10, kind)
    }

    pub(super) fn record_after(&mut self, seconds: u32, kind: Value) -> Result<&RunState, Refusal> {
        let seq = self.state.seq + 1;
        let event = Event {
            seq,
            at: Timestamp::from_second(1_800_000_000 + i64::from(seq) * 10).unwrap(),
            actor: UserId::from_uuid(Uuid::from_u128(1)),
            seconds,
            kind: serde_json::from_value(kind).unwrap(),
        };
        self.state = step(&self.document, &self.state, &event)?;
        self.log.push(event);
        Ok(&self.state)
    }

    /// Records what has to be accepted.
    pub(super) fn does(&mut self, kind: Value) -> &mut Self {
        self.record(kind).unwrap();
        self
    }

    pub(super) fn answers(&mut self, node: &str, option: &str) -> &mut Self {
        self.does(json!({"type": "answered", "node_id": node, "option_id": option}))
    }

    pub(super) fn ticks(&mut self, node: &str) -> &mut Self {
        self.does(json!({"type": "completed_step", "node_id": node, "result": "done"}))
    }

    /// The sentence with which this is refused.
    pub(super) fn is_refused(&mut self, kind: Value) -> String {
        let before = self.state.clone();
        let refusal = self.record(kind).unwrap_err();
        assert_eq!(self.state, before);
        refusal.to_string()
    }

    pub(super) fn at(&self) -> Option<&str> {
        self.state.current_node_id.as_ref().map(|id| id.as_str())
    }

    pub(super) fn path(&self) -> Vec<&str> {
        self.state.path.iter().map(|entry| entry.node_id.as_str()).collect()
    }
}
