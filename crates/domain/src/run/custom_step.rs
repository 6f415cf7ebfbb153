//! Steps that a person added to their run because the flow did not have them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::flow::{Command, NodeId};

/// A custom step as the session holds it.
///
/// Sessions stored before a field existed still load: everything but `id`, `type` and `content` has a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CustomStep {
    /// Unique in its session. Made from the number of the event that inserted it.
    pub id: String,
    /// What kind of step it is.
    #[serde(rename = "type")]
    pub step_type: CustomStepType,
    /// One line, if the person gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What to do.
    pub content: CustomContent,
    /// What came of it.
    #[serde(default)]
    pub notes: String,
    /// Where the step comes from.
    #[serde(default)]
    pub source: CustomStepSource,
    /// The library step it was copied from; kept when that one is deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_step_id: Option<Uuid>,
    /// When it was added.
    #[serde(default)]
    pub inserted_at: Option<Timestamp>,
    /// The node after which it belongs.
    #[serde(default)]
    pub inserted_after_node_id: Option<NodeId>,
    /// Whether it has been dealt with.
    #[serde(default)]
    pub done: bool,
}

impl CustomStep {
    /// The line to show for it: the title, else the beginning of the content.
    #[must_use]
    pub fn heading(&self) -> &str {
        match &self.title {
            Some(title) if !title.trim().is_empty() => title,
            _ => self.content.text().trim().lines().next().unwrap_or_default(),
        }
    }
}

/// A custom step as it comes in with the event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct NewCustomStep {
    /// What kind of step it is.
    #[serde(rename = "type")]
    pub step_type: CustomStepType,
    /// One line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What to do.
    pub content: CustomContent,
    /// What came of it so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Where the step comes from: nothing that a client says, so it is not in the API's document.
    #[serde(default)]
    #[schemars(skip)]
    pub source: CustomStepSource,
    /// The library step it was copied from; likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(skip)]
    pub source_step_id: Option<Uuid>,
}

/// What kind of step a custom or library step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomStepType {
    /// Something to find out.
    Decision,
    /// Something to do.
    Action,
    /// What solved it.
    Solution,
}

impl CustomStepType {
    /// The word in JSON and in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Solution => "solution",
        }
    }
}

/// Where a custom step comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CustomStepSource {
    /// Typed during the run.
    #[default]
    AdHoc,
    /// Copied from the step library.
    StepLibrary,
    /// Came with the tree it was forked from.
    ForkedTree,
}

/// What a custom step says: plain text as typed, or the fields of a library step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum CustomContent {
    /// As typed.
    Text(String),
    /// As in the step library.
    Structured(StructuredContent),
}

/// The content of a library step.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct StructuredContent {
    /// What to do. Markdown.
    pub instructions: String,
    /// A hint. Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help_text: String,
    /// Commands to copy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<Command>,
    /// Fields unknown to this version.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl CustomContent {
    /// The words of it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Structured(content) => &content.instructions,
        }
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Structured(_) => serde_json::to_string(self).map_or(0, |json| json.len()),
        }
    }

    /// The commands of it.
    #[must_use]
    pub fn commands(&self) -> &[Command] {
        match self {
            Self::Text(_) => &[],
            Self::Structured(content) => &content.commands,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::run::testing::{Run, port};

    #[test]
    fn a_step_stored_before_the_newer_fields_loads_with_defaults() {
        let stored = json!({"id": "1", "type": "action", "content": "Restart it", "notes": "went fine"});
        let step: CustomStep = serde_json::from_value(stored).unwrap();
        assert_eq!(step.source, CustomStepSource::AdHoc);
        assert!(step.source_step_id.is_none() && step.inserted_at.is_none() && step.inserted_after_node_id.is_none());
        assert!(!step.done);
        let source = serde_json::to_value(&step).unwrap();
        assert_eq!(source["source"], "ad-hoc");
    }

    #[test]
    fn a_step_is_added_after_the_current_node_and_ticked_off_once() {
        let mut run = Run::of(port());
        run.does(json!({"type": "custom_step_inserted", "step": {"type": "action", "content": "Ask\nthe user"}}));
        let step = &run.state.custom_steps[0];
        assert_eq!(
            (step.id.as_str(), step.heading(), step.source),
            ("custom-2", "Ask", CustomStepSource::AdHoc)
        );
        assert_eq!(step.inserted_after_node_id.as_ref().unwrap().as_str(), "start");
        assert_eq!(step.inserted_at, Some(run.log[1].at));
        run.does(json!({"type": "custom_step_done", "custom_step_id": "custom-2", "note": "They know nothing"}));
        assert!(run.state.custom_steps[0].done);
        assert_eq!(run.state.custom_steps[0].notes, "They know nothing");
        let why = run.is_refused(json!({"type": "custom_step_done", "custom_step_id": "custom-2"}));
        assert_eq!(why, "The custom step “Ask” is done already.");
        let why = run.is_refused(json!({"type": "custom_step_done", "custom_step_id": "custom-9"}));
        assert_eq!(why, "The session has no custom step “custom-9”.");
    }

    #[test]
    fn a_step_says_something_and_belongs_to_a_node_of_the_flow() {
        let mut run = Run::of(port());
        let why = run.is_refused(json!({"type": "custom_step_inserted", "step": {"type": "action", "content": " "}}));
        assert_eq!(why, "The content of a step is empty: write something.");
        let step = json!({"type": "decision", "content": "x"});
        let gone = json!({"type": "custom_step_inserted", "step": step, "inserted_after_node_id": "gone"});
        assert!(run.is_refused(gone).contains("no step “gone”"));
    }

    #[test]
    fn the_content_of_a_library_step_is_kept_whole() {
        let content = json!({"instructions": "Do", "commands": [{"command": "ls"}], "group_label": "Disk"});
        let step = json!({"type": "solution", "content": content, "source": "step-library",
            "source_step_id": "0195f3c4-7d2a-7c1e-9b1a-1f2e3d4c5b6a"});
        let mut run = Run::of(port());
        run.does(json!({"type": "custom_step_inserted", "step": step}));
        let kept = &run.state.custom_steps[0];
        assert_eq!(serde_json::to_value(&kept.content).unwrap(), content);
        assert_eq!((kept.content.text(), kept.content.commands().len()), ("Do", 1));
        assert!(kept.source_step_id.is_some());
    }

    #[test]
    fn content_is_limited_whatever_its_form() {
        let mut run = Run::of(port());
        let long = json!({"type": "action", "content": "x".repeat(10_001)});
        assert!(
            run.is_refused(json!({"type": "custom_step_inserted", "step": long}))
                .contains("at most 10000")
        );
        let wide = json!({"type": "action", "content": {"instructions": "x", "more": "y".repeat(70_000)}});
        assert!(
            run.is_refused(json!({"type": "custom_step_inserted", "step": wide}))
                .contains("at most 65536 bytes")
        );
    }
}
