//! Why an event is not recorded: a stable code for programs and a sentence for people that says what to do instead.

use std::fmt;

use super::limits::{MAX_EVENTS, MAX_TEXT_BYTES};
use crate::flow::{FlowKind, Node, NodeId};

/// Why an event was refused. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The kind of flow is not for running.
    #[error("A flow of kind {kind} is a map, not something to run.")]
    NotRunnable {
        /// Its kind.
        kind: FlowKind,
    },
    /// The flow has no node to start at.
    #[error("The flow has no first step: choose where it starts, then run it.")]
    NoStart,
    /// The session has no `started` event yet.
    #[error("The session has not been started: start it first.")]
    NotStarted,
    /// A second `started`.
    #[error("The session has been started already: go on with it.")]
    AlreadyStarted,
    /// The session is over.
    #[error("The session is over: reopen it to go on.")]
    Over,
    /// Reopening what is still open.
    #[error("The session is still open: there is nothing to reopen.")]
    NotOver,
    /// Not the next number.
    #[error("Event {got} does not follow event {last}: load the session again.")]
    OutOfSequence {
        /// The number of the last event.
        last: u32,
        /// The number that came.
        got: u32,
    },
    /// The session's events are used up.
    #[error("A session has at most {MAX_EVENTS} events: complete this one and start another.")]
    TooManyEvents,
    /// The session's texts are used up.
    #[error(
        "The notes and steps of a session have at most {MAX_TEXT_BYTES} bytes together: complete this one and start another."
    )]
    TooMuchText,
    /// The event is for another node.
    #[error("You are not on “{named}”; {}.", match current { Some(place) => format!("the current step is {place}"), None => "the flow has come to its end: go back, jump to a step, or complete the session".into() })]
    NotCurrent {
        /// The node that was named.
        named: NodeId,
        /// Where the session is.
        current: Option<Place>,
    },
    /// The decision has no such option.
    #[error("{place} has no answer “{option_id}”: {}.", match options.as_slice() {
        [] => "it has none yet, so go back, or jump to another step".to_owned(),
        options => format!("choose one of {}", listed(options)),
    })]
    NoSuchOption {
        /// The decision.
        place: Place,
        /// What was named.
        option_id: String,
        /// What there is.
        options: Vec<String>,
    },
    /// An answer where none is asked for.
    #[error("{0} is not a question: complete the step instead of answering.")]
    NotAQuestion(Place),
    /// A result where an answer is asked for.
    #[error("{0} is a question: choose one of its answers.")]
    NeedsAnAnswer(Place),
    /// A result at the end.
    #[error("{0} is an end of the flow, with nothing to tick off: complete the session with an outcome.")]
    IsAnEnd(Place),
    /// Back from the first step.
    #[error("This is the first step: there is nothing to go back to.")]
    NothingBefore,
    /// Back to where the path has not been.
    #[error("The path has not been on “{0}” before this step: jump there instead.")]
    NotOnPath(NodeId),
    /// The flow has no such node.
    #[error("The flow has no step “{0}” in the version that this session runs.")]
    NoSuchNode(NodeId),
    /// A heading with nothing under it.
    #[error("No step follows the heading {0}: jump to a step.")]
    NothingUnderHeading(Place),
    /// A jump to here.
    #[error("{0} is the current step already.")]
    AlreadyThere(Place),
    /// No custom step with this id.
    #[error("The session has no custom step “{0}”.")]
    NoSuchCustomStep(String),
    /// A custom step ticked off twice.
    #[error("The custom step “{0}” is done already.")]
    CustomStepAlreadyDone(String),
    /// A second pause.
    #[error("The session is paused already.")]
    AlreadyPaused,
    /// Resuming what runs.
    #[error("The session is not paused.")]
    NotPaused,
    /// Handing over to whoever has it.
    #[error("The session is with that person already.")]
    AlreadyTheirs,
    /// Values that are needed before the start.
    #[error("The flow needs {} before it can start: give {} a value.", listed(names), if names.len() == 1 { "it" } else { "each" })]
    MissingVariables {
        /// All of them.
        names: Vec<String>,
    },
    /// Values that this step needs.
    #[error("This step needs {}: give {} a value, then go on.", listed(names), if names.len() == 1 { "it" } else { "each" })]
    PendingVariables {
        /// All of them.
        names: Vec<String>,
    },
    /// A value that is not accepted.
    #[error("The variable “{name}” cannot be set: {why}.")]
    InvalidVariable {
        /// The variable.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// A text that is too long, empty, or has characters that cannot be stored.
    #[error("{what} {why}.")]
    InvalidText {
        /// Which text.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// An event type of another version.
    #[error("This version does not know events of type “{0}”.")]
    UnknownEvent(String),
}

/// The stable codes: what HTTP answers carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RefusalCode {
    /// Not possible from where the session is.
    InvalidStep,
    /// Only reopening is possible.
    SessionCompleted,
    /// Only starting is possible.
    SessionNotStarted,
    /// Another event came first.
    SequenceConflict,
    /// The flow cannot be run.
    TreeNotRunnable,
    /// Values are missing.
    VariablesMissing,
    /// A value or a text is not accepted.
    InvalidValue,
    /// The session is full.
    SessionLimitReached,
}

impl RefusalCode {
    /// All codes, for the list of them.
    pub const ALL: [Self; 8] = [
        Self::InvalidStep,
        Self::SessionCompleted,
        Self::SessionNotStarted,
        Self::SequenceConflict,
        Self::TreeNotRunnable,
        Self::VariablesMissing,
        Self::InvalidValue,
        Self::SessionLimitReached,
    ];

    /// The word in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidStep => "invalid_step",
            Self::SessionCompleted => "session_completed",
            Self::SessionNotStarted => "session_not_started",
            Self::SequenceConflict => "sequence_conflict",
            Self::TreeNotRunnable => "tree_not_runnable",
            Self::VariablesMissing => "variables_missing",
            Self::InvalidValue => "invalid_value",
            Self::SessionLimitReached => "session_limit_reached",
        }
    }
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> RefusalCode {
        match self {
            Self::NotRunnable { .. } | Self::NoStart => RefusalCode::TreeNotRunnable,
            Self::NotStarted => RefusalCode::SessionNotStarted,
            Self::Over => RefusalCode::SessionCompleted,
            Self::OutOfSequence { .. } => RefusalCode::SequenceConflict,
            Self::TooManyEvents | Self::TooMuchText => RefusalCode::SessionLimitReached,
            Self::MissingVariables { .. } | Self::PendingVariables { .. } => RefusalCode::VariablesMissing,
            Self::InvalidVariable { .. } | Self::InvalidText { .. } | Self::UnknownEvent(_) => {
                RefusalCode::InvalidValue
            }
            _ => RefusalCode::InvalidStep,
        }
    }
}

/// A node as it is named to a person: its title, shortened, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The node.
    pub node_id: NodeId,
    /// Its title, at most 80 characters.
    pub title: String,
}

impl From<&Node> for Place {
    fn from(node: &Node) -> Self {
        Self {
            node_id: node.id.clone(),
            title: clipped(node.title.trim(), 80),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.title.is_empty() {
            write!(f, "“{}”", self.node_id)
        } else {
            write!(f, "“{}” ({})", self.title, self.node_id)
        }
    }
}

/// At most `most` characters of `text`, with an ellipsis where it was cut.
pub(super) fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}

/// `“a”, “b” and 3 more`.
pub(super) fn listed(words: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<_> = words
        .iter()
        .take(SHOWN)
        .map(|word| format!("“{}”", clipped(word, 80)))
        .collect();
    match words.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
