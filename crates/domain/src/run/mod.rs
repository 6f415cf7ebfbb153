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
