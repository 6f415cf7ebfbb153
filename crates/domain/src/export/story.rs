//! What a report says, whatever its format. All texts are clean, filled and masked. As JSON it is the `json` format, so a
//! change of a field is a change of [`VERSION`].

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::{
    flow::{FlowKind, NodeId, NodeType},
    id::SessionId,
    run::{CustomStepSource, CustomStepType, Outcome, Progress, Status, StepResult},
};

/// The version of the JSON format.
pub const VERSION: u32 = 1;

/// A session, told.
#[derive(Debug, Clone, Serialize)]
pub struct Story {
    /// `branchbook.session`
    pub format: &'static str,
    /// [`VERSION`]
    pub format_version: u32,
    /// The session.
    pub session_id: SessionId,
    /// The flow that was run.
    pub flow: FlowRef,
    /// Or empty.
    pub ticket_number: String,
    /// Or empty.
    pub client_name: String,
    /// Everyone who took part, in order of appearance.
    pub people: Vec<String>,
    /// How far it is.
    pub status: Status,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What was found and done.
    pub outcome_notes: String,
    /// What remains to be done.
    pub next_steps: String,
    /// When it started.
    #[serde(serialize_with = "moment_or_null")]
    pub started_at: Option<Timestamp>,
    /// When it was completed.
    #[serde(serialize_with = "moment_or_null")]
    pub completed_at: Option<Timestamp>,
    /// When the last event was.
    #[serde(serialize_with = "moment_or_null")]
    pub last_event_at: Option<Timestamp>,
    /// From the start to the end, or to the last event.
    pub elapsed_seconds: u64,
    /// Of work.
    pub active_seconds: u32,
    /// Of a checklist.
    pub progress: Option<Progress>,
    /// The path as taken, in order, with what was undone.
    pub trail: Vec<Scene>,
    /// Notes about no step of the trail.
    pub notes: Vec<Remark>,
    /// Added steps that belong to no step of the trail.
    pub custom_steps: Vec<Extra>,
    /// Values, without secret ones.
    pub variables: BTreeMap<String, String>,
}

/// Which flow was run.
#[derive(Debug, Clone, Serialize)]
pub struct FlowRef {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// Its kind.
    pub kind: FlowKind,
}

/// One part of the trail.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Scene {
    /// A stay at a node.
    Step(Box<Visit>),
    /// Something that happened between.
    Mark(Mark),
}

/// A stay at a node.
#[derive(Debug, Clone, Serialize)]
pub struct Visit {
    /// Its place in the path as it stands; none if it was undone.
    pub number: Option<usize>,
    /// The node.
    pub node_id: NodeId,
    /// Its type.
    pub node_type: NodeType,
    /// The heading above it, in a checklist.
    pub section: Option<String>,
    /// Its title.
    pub title: String,
    /// The words of the chosen option.
    pub answer: Option<String>,
    /// How the step went.
    pub result: Option<StepResult>,
    /// Whether going back undid it.
    pub went_back: bool,
    /// Who answered, or else who came here.
    pub by: String,
    /// When it was reached.
    #[serde(serialize_with = "moment")]
    pub entered_at: Timestamp,
    /// When it was left. None = the session is here.
    #[serde(serialize_with = "moment_or_null")]
    pub left_at: Option<Timestamp>,
    /// Seconds of work on it, this time.
    pub seconds: u32,
    /// The note given with the answer, or empty.
    pub note: String,
    /// Notes taken about it.
    pub notes: Vec<Remark>,
    /// Its commands.
    pub commands: Vec<CommandLine>,
    /// Steps added after it.
    pub custom_steps: Vec<Extra>,
}

/// Something that happened between the steps.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// What.
    pub what: What,
    /// To whom, whereto, or how; or empty.
    pub detail: String,
    /// Who.
    pub by: String,
    /// When.
    #[serde(serialize_with = "moment")]
    pub at: Timestamp,
}

/// What a [`Mark`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// To an earlier step.
    WentBack,
    /// To any step.
    Jumped,
    /// Work stopped.
    Paused,
    /// Work went on.
    Resumed,
    /// To someone else.
    HandedOver,
    /// With an outcome.
    Completed,
    /// After all.
    Reopened,
    /// An event type that this version does not know.
    Other,
}

/// Something written down.
#[derive(Debug, Clone, Serialize)]
pub struct Remark {
    /// The words.
    pub text: String,
    /// The title of the step it is about, where it does not stand with that step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Who.
    pub by: String,
    /// When.
    #[serde(serialize_with = "moment")]
    pub at: Timestamp,
}

/// A command with its variables filled in.
#[derive(Debug, Clone, Serialize)]
pub struct CommandLine {
    /// What it does, or empty.
    pub label: String,
    /// The text.
    pub command: String,
    /// The shell or language, or empty.
    pub command_type: String,
}

/// An added step.
#[derive(Debug, Clone, Serialize)]
pub struct Extra {
    /// What kind of step it is.
    pub step_type: CustomStepType,
    /// Where it comes from.
    pub source: CustomStepSource,
    /// One line.
    pub title: String,
    /// What there is to say beyond the title, or empty.
    pub content: String,
    /// Its commands.
    pub commands: Vec<CommandLine>,
    /// What came of it, or empty.
    pub notes: String,
    /// Whether it was dealt with.
    pub done: bool,
    /// When it was added.
    #[serde(serialize_with = "moment_or_null")]
    pub at: Option<Timestamp>,
}

/// RFC 3339 in UTC with microseconds, as everywhere in the API.
fn moment<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ"))
}

fn moment_or_null<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => moment(at, serializer),
        None => serializer.serialize_none(),
    }
}
