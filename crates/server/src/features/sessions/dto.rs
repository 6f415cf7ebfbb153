//! Sessions as JSON.

use branchbook_domain::{
    export::Format,
    flow::{FlowKind, NodeId},
    id::{SessionId, TreeId},
    run::{
        CustomContent, CustomStep, CustomStepType, EventKind, Outcome, PathEntry, Progress, Status, Variables,
        limits::MAX_SECONDS,
    },
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, value::RawValue};
use utoipa::ToSchema;

use crate::{
    features::identity::people::Person,
    http::{self, Faults, Validate},
};

/// The flow of a session, as it was at the start.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionTree {
    /// The flow's id. It may be gone.
    #[schema(value_type = uuid::Uuid)]
    pub id: TreeId,
    /// Its name.
    pub name: String,
    /// Its kind.
    #[schema(value_type = super::schema::TreeType)]
    pub tree_type: FlowKind,
    /// Whether it came with Branchbook.
    pub is_default: bool,
}

/// What the caller may do with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SessionPermissions {
    /// Record events, now.
    pub record: bool,
    /// Reopen it, now.
    pub reopen: bool,
    /// Delete it.
    pub delete: bool,
}

/// A session: what its events amount to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// The session's id.
    #[schema(value_type = uuid::Uuid)]
    pub id: SessionId,
    /// The flow that it runs.
    pub tree: SessionTree,
    /// The same flow's id.
    #[schema(value_type = uuid::Uuid)]
    pub tree_id: TreeId,
    /// The version that it runs to the end, whatever becomes of the flow.
    pub tree_version: i64,
    /// How far it is.
    #[schema(value_type = super::schema::SessionStatus)]
    pub status: Status,
    /// Who carries it on.
    pub user: Person,
    /// Who started it.
    pub started_by: Person,
    /// The node that waits for an answer; null when the flow has nothing more to ask.
    #[schema(value_type = Option<String>)]
    pub current_node_id: Option<NodeId>,
    /// The number of the last event: `expected_seq` of the next.
    pub seq: u32,
    /// The path as it stands, the current node last. What going back has undone is in the events only.
    #[schema(value_type = Vec<super::schema::PathEntry>)]
    pub path: Vec<PathEntry>,
    /// The values so far. Never those of secret variables.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub variables: Variables,
    /// What the current node uses and has no value yet; secrets are not among them.
    pub pending_variables: Vec<String>,
    /// Steps added during the run.
    #[schema(value_type = Vec<super::schema::CustomStep>)]
    pub custom_steps: Vec<CustomStep>,
    /// What was written down. Notes of answers are in the path.
    pub notes: Vec<SessionNote>,
    /// The ticket it is done for.
    pub ticket_number: Option<String>,
    /// The client it is done for.
    pub client_name: Option<String>,
    /// How it ended.
    #[schema(value_type = Option<super::schema::Outcome>)]
    pub outcome: Option<Outcome>,
    /// What was found and done.
    pub outcome_notes: String,
    /// What remains to be done.
    pub next_steps: String,
    /// When it started.
    pub started_at: Timestamp,
    /// When it was completed.
    pub completed_at: Option<Timestamp>,
    /// Whether work has stopped for a while.
    pub paused: bool,
    /// Seconds of work, also on what was undone later.
    pub active_seconds: u32,
    /// How many steps of a checklist are dealt with; null for other flows.
    #[schema(value_type = Option<super::schema::Progress>)]
    pub progress: Option<Progress>,
    /// What the caller may do with it.
    pub permissions: SessionPermissions,
    /// With `include=flow`: the document that it runs, variables not filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<super::schema::FlowDocument>)]
    pub flow: Option<Box<RawValue>>,
}

/// Something written down during a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionNote {
    /// The words.
    pub text: String,
    /// The node it is about.
    #[schema(value_type = Option<String>)]
    pub node_id: Option<NodeId>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: Person,
}

/// A session as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionSummary {
    /// The session's id.
    #[schema(value_type = uuid::Uuid)]
    pub id: SessionId,
    /// The flow that it runs.
    pub tree: SessionTree,
    /// Which version of it.
    pub tree_version: i64,
    /// How far it is.
    #[schema(value_type = super::schema::SessionStatus)]
    pub status: Status,
    /// Who carries it on.
    pub user: Person,
    /// The ticket it is done for.
    pub ticket_number: Option<String>,
    /// The client it is done for.
    pub client_name: Option<String>,
    /// How it ended.
    #[schema(value_type = Option<super::schema::Outcome>)]
    pub outcome: Option<Outcome>,
    /// When it started.
    pub started_at: Timestamp,
    /// When it was completed.
    pub completed_at: Option<Timestamp>,
    /// Seconds of work.
    pub active_seconds: u32,
    /// The title of the current node, variables filled in.
    pub current_title: Option<String>,
    /// Answers and results on its path.
    pub steps_taken: i64,
    /// How many steps of a checklist are dealt with; null for other flows.
    #[schema(value_type = Option<super::schema::Progress>)]
    pub progress: Option<Progress>,
}

/// One event of a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionEvent {
    /// 1, 2, 3 … without gaps.
    pub seq: u32,
    /// What happened, such as `answered`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Person,
    /// Seconds of work since the event before.
    pub seconds: u32,
    /// What else there is to say about it, by its type.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub data: Map<String, Value>,
}

/// What to run.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct StartSession {
    /// The flow: the tenant's own, a default flow, or one that another tenant has made public.
    #[schema(value_type = uuid::Uuid)]
    pub tree_id: TreeId,
    /// Which version; the published one when absent.
    pub version: Option<i64>,
    /// Values that are known. Those that the flow requires at the start must be among them; secret ones stay with the client.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub variables: Variables,
    /// The ticket it is done for, at most 100 characters.
    pub ticket_number: Option<String>,
    /// The client it is done for, at most 200 characters.
    pub client_name: Option<String>,
}

impl Validate for StartSession {
    fn validate(&self, faults: &mut Faults) {
        check_labels(faults, self.ticket_number.as_deref(), self.client_name.as_deref());
    }
}

/// A change of what is noted about a session. Absent members stay as they are.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct UpdateSession {
    /// At most 100 characters; null for none.
    #[serde(default, deserialize_with = "http::nullable")]
    #[schema(value_type = Option<String>)]
    pub ticket_number: Option<Option<String>>,
    /// At most 200 characters; null for none.
    #[serde(default, deserialize_with = "http::nullable")]
    #[schema(value_type = Option<String>)]
    pub client_name: Option<Option<String>>,
    /// A note on the current node, at most 10 000 characters: an event, unless the last note says the same.
    pub notes: Option<String>,
    /// Values to set; each that is new becomes an event.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub variables: Variables,
}

impl Validate for UpdateSession {
    fn validate(&self, faults: &mut Faults) {
        let text = |label: &Option<Option<String>>| label.clone().flatten();
        let (ticket, client) = (text(&self.ticket_number), text(&self.client_name));
        check_labels(faults, ticket.as_deref(), client.as_deref());
    }
}

fn check_labels(faults: &mut Faults, ticket_number: Option<&str>, client_name: Option<&str>) {
    for (pointer, text, most) in [
        ("/ticket_number", ticket_number, 100),
        ("/client_name", client_name, 200),
    ] {
        let text = text.unwrap_or_default();
        faults.length(pointer, text, 0, most);
        if text.chars().any(char::is_control) {
            faults.add(pointer, "Line breaks and control characters are not allowed.");
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct RecordEvent {
    /// What happened.
    #[serde(flatten)]
    #[schema(value_type = super::schema::SessionEventKind)]
    pub event: EventKind,
    /// The `seq` that the client last saw. With it a retry is safe, and what others did meanwhile is not overlooked. Without it the
    /// event is added to whatever there is.
    pub expected_seq: Option<u32>,
    /// Seconds of work since the event before; all together count no more than have passed since the start.
    #[serde(default)]
    #[schema(maximum = 86400)]
    pub seconds: u32,
}

impl Validate for RecordEvent {
    fn validate(&self, faults: &mut Faults) {
        check_seconds(faults, self.seconds);
    }
}

/// A step that the flow does not have.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct AddCustomStep {
    /// What kind of step.
    #[serde(rename = "type")]
    #[schema(value_type = super::schema::CustomStepType)]
    pub step_type: CustomStepType,
    /// One line, at most 200 characters.
    pub title: Option<String>,
    /// What to do: a text of at most 10 000 characters, or the content of a library step.
    #[schema(value_type = super::schema::CustomContent)]
    pub content: CustomContent,
    /// What came of it so far.
    pub notes: Option<String>,
    /// The node after which it belongs; the current one when absent.
    #[schema(value_type = Option<String>)]
    pub inserted_after_node_id: Option<NodeId>,
    /// As for every event.
    pub expected_seq: Option<u32>,
    /// As for every event.
    #[serde(default)]
    #[schema(maximum = 86400)]
    pub seconds: u32,
}

impl Validate for AddCustomStep {
    fn validate(&self, faults: &mut Faults) {
        check_seconds(faults, self.seconds);
    }
}

/// How a session ended.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CompleteSession {
    /// The outcome.
    #[schema(value_type = super::schema::Outcome)]
    pub outcome: Outcome,
    /// What was found and done, at most 10 000 characters. Absent keeps what an earlier completion said.
    pub outcome_notes: Option<String>,
    /// What remains to be done, at most 10 000 characters. Absent keeps what an earlier completion said.
    pub next_steps: Option<String>,
    /// As for every event.
    pub expected_seq: Option<u32>,
    /// As for every event.
    #[serde(default)]
    #[schema(maximum = 86400)]
    pub seconds: u32,
}

impl Validate for CompleteSession {
    fn validate(&self, faults: &mut Faults) {
        check_seconds(faults, self.seconds);
    }
}

fn check_seconds(faults: &mut Faults, seconds: u32) {
    if seconds > MAX_SECONDS {
        faults.add("/seconds", format!("At most {MAX_SECONDS} (a day) are taken at once."));
    }
}

/// How a session is told.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub struct ExportSession {
    /// The format.
    #[schema(value_type = super::schema::ExportFormat)]
    pub format: Format,
}

impl Validate for ExportSession {}

/// The report of a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExportedSession {
    /// The format.
    #[schema(value_type = super::schema::ExportFormat)]
    pub format: Format,
    /// The report. What is secret, or looks so, is masked.
    pub content: String,
    /// A name for the file.
    pub filename: String,
    /// The content's media type.
    pub content_type: &'static str,
}
