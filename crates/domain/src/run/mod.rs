//! Running a flow: the pure function from document, state and event to the next state, or a refusal.
//!
//! A session is its log of [`Event`]s. [`RunState`] is what the log amounts to; the server keeps it beside the log so
//! that nobody has to replay, and [`replay`] gives the same state from the log alone. Nothing here reads a clock or makes
//! an id: times and actors come in with the event.
//!
//! | you look for | it is in |
//! |---|---|
//! | what may be recorded, and its JSON | [`event`] |
//! | what a session amounts to, and its JSON | [`state`], [`custom_step`] |
//! | the rules of each event | `engine` |
//! | where a node leads; headings that are passed through | `walk` |
//! | intake variables: checks, what a step still needs | [`variables`] |
//! | what is refused, in words and codes | [`refusal`] |
//!
//! ```
//! use branchbook_domain::{flow::FlowDocument, id::UserId, run};
//! use serde_json::json;
//!
//! let document: FlowDocument = serde_json::from_value(json!({"kind": "troubleshooting", "root": "up", "nodes": [
//!     {"id": "up", "type": "decision", "title": "Is the port up?", "options": [
//!         {"id": "yes", "label": "Yes", "to": "vlan"}, {"id": "no", "label": "No", "to": "cable"}]},
//!     {"id": "cable", "type": "action", "title": "Reseat the cable", "next": "up"},
//!     {"id": "vlan", "type": "solution", "title": "Fix the VLAN"}]}))?;
//! let actor = UserId::from_uuid(uuid::Uuid::nil());
//! let event = |seq, kind| -> Result<run::Event, serde_json::Error> {
//!     Ok(run::Event { seq, at: "2026-11-04T09:12:00Z".parse().expect("a time"), actor, seconds: 5, kind: serde_json::from_value(kind)? })
//! };
//!
//! let started = run::step(&document, &run::RunState::default(), &event(1, json!({"type": "started"}))?)?;
//! assert_eq!(started.current_node_id.as_ref().map(|id| id.as_str()), Some("up"));
//!
//! let refusal = run::step(&document, &started, &event(2, json!({"type": "answered", "node_id": "up", "option_id": "maybe"}))?);
//! assert_eq!(refusal.unwrap_err().code().as_str(), "invalid_step");
//!
//! let solved = run::step(&document, &started, &event(2, json!({"type": "answered", "node_id": "up", "option_id": "yes"}))?)?;
//! assert!(solved.is_ready_to_complete(&document));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Not here: ticket number and client name. They are labels on the session's row, not facts of the run.

pub mod custom_step;
mod engine;
pub mod event;
mod fill;
pub mod limits;
pub mod refusal;
pub mod state;
#[cfg(test)]
mod testing;
pub mod variables;
mod walk;

pub use custom_step::{CustomContent, CustomStep, CustomStepSource, CustomStepType, NewCustomStep};
pub use engine::{ReplayError, Start, apply, replay, start, step};
pub use event::{Event, EventKind, Outcome, StepResult};
pub use fill::fill;
pub use refusal::{Refusal, RefusalCode};
pub use state::{Note, PathEntry, Progress, RunState, Status};
pub use variables::Variables;
