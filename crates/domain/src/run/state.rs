//! What a session amounts to after its events so far: the projection that is stored in the session's row.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CustomStep, Outcome, StepResult, Variables, variables, walk};
use crate::{
    flow::{FlowDocument, NodeId, NodeType},
    id::UserId,
};

/// The projection of a session's events. [`RunState::default`] is a session before its first event.
///
/// Fields that are missing in stored JSON get their defaults, so that sessions stored by an older version load.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct RunState {
    /// How far the session is.
    pub status: Status,
    /// The node that waits for an answer. None before the start, and when the flow has nothing more to ask.
    pub current_node_id: Option<NodeId>,
    /// The path as it stands, the current node last: what going back has undone is not in it.
    pub path: Vec<PathEntry>,
    /// The values so far. Never those of secret variables.
    pub variables: Variables,
    /// Steps added during the run.
    pub custom_steps: Vec<CustomStep>,
    /// What was written down, in order. Notes of answers are with the answer, in the path.
    pub notes: Vec<Note>,
    /// The number of the last event.
    pub seq: u32,
    /// Whether work has stopped for a while.
    pub paused: bool,
    /// Seconds of work, also on what was undone later.
    pub active_seconds: u32,
    /// Who carries on: the one who started it, or to whom it was handed over.
    pub user_id: Option<UserId>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What was found and done. Kept when the session is reopened, for the next completion.
    pub outcome_notes: String,
    /// What remains to be done. Kept likewise.
    pub next_steps: String,
    /// When it started.
    pub started_at: Option<Timestamp>,
    /// When it was completed.
    pub completed_at: Option<Timestamp>,
}

/// How far a session is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Set up, not yet started.
    #[default]
    Prepared,
    /// Started.
    InProgress,
    /// Over, with an outcome.
    Completed,
    /// Left lying, and closed without an outcome.
    Abandoned,
}

impl Status {
    /// The word in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Abandoned => "abandoned",
        }
    }
}

/// One stay at a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PathEntry {
    /// The node. In a loop it may come again.
    pub node_id: NodeId,
    /// Its title at the time, variables not filled in.
    pub title: String,
    /// Its type.
    pub node_type: NodeType,
    /// The chosen option of a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option_id: Option<String>,
    /// The words of that option, variables not filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option_label: Option<String>,
    /// How a step went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<StepResult>,
    /// The note given with answer or result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it was first reached.
    pub entered_at: Timestamp,
    /// When it was left. None = here now.
    #[serde(default)]
    pub left_at: Option<Timestamp>,
    /// Seconds of work here, together with those before going back to it.
    #[serde(default)]
    pub seconds: u32,
}

impl PathEntry {
    /// Whether it was answered or dealt with, not just passed by a jump.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.option_id.is_some() || self.result.is_some()
    }
}

/// Something written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Note {
    /// The words.
    pub text: String,
    /// The node it is about.
    #[serde(default)]
    pub node_id: Option<NodeId>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: UserId,
}

/// How much of a checklist is dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Progress {
    /// Steps that are done, skipped or failed.
    pub done: usize,
    /// All steps.
    pub total: usize,
}

impl RunState {
    /// Whether only reopening is possible.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.status, Status::Completed | Status::Abandoned)
    }

    /// Whether the flow has nothing more to ask, so that completing is what is left to do. (Completing is possible
    /// earlier, too: an escalation does not wait for the end of the flow.)
    #[must_use]
    pub fn is_ready_to_complete(&self, document: &FlowDocument) -> bool {
        self.status == Status::InProgress
            && match &self.current_node_id {
                None => true,
                Some(id) => document.node(id).is_none_or(|node| walk::is_end(node.node_type)),
            }
    }

    /// The declared variables that the current node uses and that have no value, in the order of the document. Secrets
    /// are not among them: the client keeps those.
    #[must_use]
    pub fn pending_variables(&self, document: &FlowDocument) -> Vec<String> {
        variables::pending(document, self)
            .into_iter()
            .map(|variable| variable.name.clone())
            .collect()
    }

    /// How many of the steps are dealt with, if the flow is a checklist.
    #[must_use]
    pub fn progress(&self, document: &FlowDocument) -> Option<Progress> {
        document.kind.is_ordered().then(|| {
            let settled: HashSet<_> = self
                .path
                .iter()
                .filter(|entry| entry.is_settled())
                .map(|e| &e.node_id)
                .collect();
            let steps = document.nodes.iter().filter(|node| walk::is_step(node.node_type));
            steps.fold(Progress { done: 0, total: 0 }, |sum, node| Progress {
                done: sum.done + usize::from(settled.contains(&node.id)),
                total: sum.total + 1,
            })
        })
    }

    /// How many answers and results the path holds.
    #[must_use]
    pub fn steps_taken(&self) -> usize {
        self.path.iter().filter(|entry| entry.is_settled()).count()
    }
}
