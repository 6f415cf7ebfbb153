//! What can happen in a session. The same JSON is what clients send and what the log stores.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{NewCustomStep, Variables, variables};
use crate::{flow::NodeId, id::UserId};

/// One immutable fact of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Event {
    /// 1, 2, 3 … without gaps.
    pub seq: u32,
    /// When it was recorded. The engine keeps microseconds, as both databases do.
    pub at: Timestamp,
    /// Who did it.
    pub actor: UserId,
    /// Seconds of work since the last event; more than [`super::limits::MAX_SECONDS`] counts as that.
    #[serde(default)]
    pub seconds: u32,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened, with its data: in JSON an object whose `type` says which.
///
/// Unknown fields are ignored. An unknown type is an error for who sends it, and [`EventKind::Unknown`] when read back from
/// the log with [`EventKind::from_log`], because a newer server may have written it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EventKind {
    /// The run begins. Always the first event, and only the first.
    Started {
        /// Values known at the start.
        #[serde(default, skip_serializing_if = "Variables::is_empty")]
        variables: Variables,
    },
    /// An option of the current decision was chosen.
    Answered {
        /// The decision: must be the current node.
        node_id: NodeId,
        /// One of its options.
        option_id: String,
        /// What the person wants remembered about the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// The current action, called flow or procedure step was dealt with.
    CompletedStep {
        /// The step: must be the current node.
        node_id: NodeId,
        /// How it went.
        result: StepResult,
        /// What the person wants remembered about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Back to an earlier node of the path; what came after it leaves the path and stays in the log.
    WentBack {
        /// The node; the one before when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to_node_id: Option<NodeId>,
    },
    /// On to any node, without an answer.
    Jumped {
        /// The node.
        node_id: NodeId,
    },
    /// Something was written down.
    Noted {
        /// The text.
        note: String,
        /// The node it is about; the current one when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        node_id: Option<NodeId>,
    },
    /// A variable got a value.
    VariableSet {
        /// The name, as in `{{name}}`.
        name: String,
        /// The value; numbers and booleans become text.
        #[serde(deserialize_with = "variables::scalar")]
        value: String,
    },
    /// A step that the flow does not have was added.
    CustomStepInserted {
        /// The step.
        step: NewCustomStep,
        /// The node after which it belongs; the current one when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inserted_after_node_id: Option<NodeId>,
    },
    /// A custom step was dealt with.
    CustomStepDone {
        /// Which one.
        custom_step_id: String,
        /// Added to its notes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Work stopped for a while.
    Paused,
    /// Work goes on, perhaps on another device.
    Resumed,
    /// The run is over.
    Completed {
        /// How it ended.
        outcome: Outcome,
        /// What was found and done. Absent keeps what an earlier completion said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome_notes: Option<String>,
        /// What remains to be done. Absent keeps what an earlier completion said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_steps: Option<String>,
    },
    /// The run was not over after all.
    Reopened,
    /// Someone else carries on.
    HandedOver {
        /// Who.
        to_user_id: UserId,
    },
    /// Written by a newer version: shown as it is, counted, and otherwise passed over.
    #[serde(skip)]
    Unknown(Map<String, Value>),
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepResult {
    /// It worked.
    Done,
    /// It was left out.
    Skipped,
    /// It was tried and did not work.
    Failed,
}

impl StepResult {
    /// The word in JSON and in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The problem is gone, the procedure done.
    Resolved,
    /// Someone else has it now.
    Escalated,
    /// The problem is there, but can be lived with.
    Workaround,
    /// The problem is still there.
    Unresolved,
    /// It was not needed.
    Cancelled,
}

impl Outcome {
    /// All outcomes, in the order they are offered.
    pub const ALL: [Self; 5] = [
        Self::Resolved,
        Self::Escalated,
        Self::Workaround,
        Self::Unresolved,
        Self::Cancelled,
    ];

    /// The word in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Escalated => "escalated",
            Self::Workaround => "workaround",
            Self::Unresolved => "unresolved",
            Self::Cancelled => "cancelled",
        }
    }
}

impl EventKind {
    /// The types that this version knows.
    pub const TYPES: [&'static str; 14] = [
        "started",
        "answered",
        "completed_step",
        "went_back",
        "jumped",
        "noted",
        "variable_set",
        "custom_step_inserted",
        "custom_step_done",
        "paused",
        "resumed",
        "completed",
        "reopened",
        "handed_over",
    ];

    /// The word in `type`.
    #[must_use]
    pub fn type_name(&self) -> &str {
        match self {
            Self::Started { .. } => "started",
            Self::Answered { .. } => "answered",
            Self::CompletedStep { .. } => "completed_step",
            Self::WentBack { .. } => "went_back",
            Self::Jumped { .. } => "jumped",
            Self::Noted { .. } => "noted",
            Self::VariableSet { .. } => "variable_set",
            Self::CustomStepInserted { .. } => "custom_step_inserted",
            Self::CustomStepDone { .. } => "custom_step_done",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Completed { .. } => "completed",
            Self::Reopened => "reopened",
            Self::HandedOver { .. } => "handed_over",
            Self::Unknown(fields) => fields.get("type").and_then(Value::as_str).unwrap_or("unknown"),
        }
    }

    /// Everything but the type: what the log stores in its `data` column.
    #[must_use]
    pub fn data(&self) -> Map<String, Value> {
        let mut fields = match (self, serde_json::to_value(self)) {
            (Self::Unknown(fields), _) => fields.clone(),
            (_, Ok(Value::Object(fields))) => fields,
            _ => Map::new(),
        };
        fields.shift_remove("type");
        fields
    }

    /// The reverse of [`Self::type_name`] and [`Self::data`].
    ///
    /// # Errors
    /// A known type whose data does not fit: the log is damaged.
    pub fn from_log(type_name: &str, mut data: Map<String, Value>) -> Result<Self, serde_json::Error> {
        data.insert("type".to_owned(), type_name.into());
        if Self::TYPES.contains(&type_name) {
            serde_json::from_value(Value::Object(data))
        } else {
            Ok(Self::Unknown(data))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// One of each type, with every field.
    fn samples() -> Vec<Value> {
        let user = "0195f3c4-7d2a-7c1e-9b1a-1f2e3d4c5b6a";
        vec![
            json!({"type": "started", "variables": {"host": "web-1"}}),
            json!({"type": "answered", "node_id": "a", "option_id": "yes", "note": "n"}),
            json!({"type": "completed_step", "node_id": "a", "result": "skipped", "note": "n"}),
            json!({"type": "went_back", "to_node_id": "a"}),
            json!({"type": "jumped", "node_id": "a"}),
            json!({"type": "noted", "note": "n", "node_id": "a"}),
            json!({"type": "variable_set", "name": "host", "value": "web-1"}),
            json!({"type": "custom_step_inserted", "step": {"type": "action", "title": "t", "content": "c", "notes": "n",
                "source": "ad-hoc"}, "inserted_after_node_id": "a"}),
            json!({"type": "custom_step_done", "custom_step_id": "custom-1", "note": "n"}),
            json!({"type": "paused"}),
            json!({"type": "resumed"}),
            json!({"type": "completed", "outcome": "resolved", "outcome_notes": "n", "next_steps": "s"}),
            json!({"type": "reopened"}),
            json!({"type": "handed_over", "to_user_id": user}),
        ]
    }

    #[test]
    fn every_type_reads_and_writes_the_same_json() {
        for sample in samples() {
            let kind: EventKind = serde_json::from_value(sample.clone()).unwrap();
            assert_eq!(serde_json::to_value(&kind).unwrap(), sample);
            assert_eq!(kind.type_name(), sample["type"]);
            assert_eq!(EventKind::from_log(kind.type_name(), kind.data()).unwrap(), kind);
        }
    }

    #[test]
    fn every_type_is_listed() {
        let types: Vec<_> = samples()
            .iter()
            .map(|sample| sample["type"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(types, EventKind::TYPES);
    }

    #[test]
    fn an_event_is_flat_and_its_data_is_without_the_type() {
        let event = json!({"seq": 2, "at": "2026-11-04T09:12:00Z", "actor": "0195f3c4-7d2a-7c1e-9b1a-1f2e3d4c5b6a",
            "seconds": 5, "type": "jumped", "node_id": "a"});
        let read: Event = serde_json::from_value(event.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), event);
        assert_eq!(Value::Object(read.kind.data()), json!({"node_id": "a"}));
    }

    #[test]
    fn fields_of_a_newer_version_are_passed_over() {
        for sample in samples() {
            let mut newer = sample.clone();
            newer["colour"] = json!({"red": 1});
            let kind: EventKind = serde_json::from_value(newer).unwrap();
            assert_eq!(serde_json::to_value(&kind).unwrap(), sample);
        }
    }

    #[test]
    fn a_type_of_a_newer_version_is_refused_from_a_client_and_kept_from_the_log() {
        let refused = serde_json::from_value::<EventKind>(json!({"type": "file_attached", "file": 1})).unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with("unknown variant `file_attached`, expected one of `started`")
        );
        let data = json!({"file": 1}).as_object().unwrap().clone();
        let kind = EventKind::from_log("file_attached", data.clone()).unwrap();
        assert_eq!((kind.type_name(), kind.data()), ("file_attached", data));
    }

    #[test]
    fn a_known_type_with_other_data_is_an_error() {
        let damaged = EventKind::from_log("answered", Map::new()).unwrap_err();
        assert_eq!(damaged.to_string(), "missing field `node_id`");
        assert!(serde_json::from_value::<EventKind>(json!({"type": "answered", "node_id": "a b"})).is_err());
    }
}
