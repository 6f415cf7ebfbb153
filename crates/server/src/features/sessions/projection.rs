//! What lists show of a session: columns of its row that say again what its state says.

use branchbook_domain::{
    flow::FlowDocument,
    id::UserId,
    run::{self, Outcome, Progress, RunState, Status},
};
use jiff::Timestamp;

/// The columns of a session's row that follow from its state.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// Who carries on.
    pub user_id: UserId,
    pub status: Status,
    pub outcome: Option<Outcome>,
    /// The title of the current node, variables filled in.
    pub current_title: Option<String>,
    pub steps_taken: i64,
    /// Of checklists.
    pub progress: Option<Progress>,
    pub active_seconds: u32,
    pub seq: u32,
    pub started_at: Timestamp,
    pub completed_at: Option<Timestamp>,
}

/// Titles are shown up to this many characters.
const LONGEST_TITLE: usize = 200;

impl Projection {
    /// What follows from this state; nothing before the session has started.
    pub fn of(document: &FlowDocument, state: &RunState) -> Option<Self> {
        Some(Self {
            user_id: state.user_id?,
            status: state.status,
            outcome: state.outcome,
            current_title: current_title(document, state),
            steps_taken: i64::try_from(state.steps_taken()).unwrap_or(i64::MAX),
            progress: state.progress(document),
            active_seconds: state.active_seconds,
            seq: state.seq,
            started_at: state.started_at?,
            completed_at: state.completed_at,
        })
    }
}

fn current_title(document: &FlowDocument, state: &RunState) -> Option<String> {
    let node = document.node(state.current_node_id.as_ref()?)?;
    let title = run::fill(&node.title, &state.variables);
    Some(title.chars().take(LONGEST_TITLE).collect())
}

#[cfg(test)]
mod tests {
    use branchbook_domain::run::Variables;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_current_title_is_filled_in_and_cut() {
        let document: FlowDocument = serde_json::from_value(json!({"kind": "procedural", "nodes": [
            {"id": "one", "type": "procedure_step", "title": format!("Ping {{{{host}}}} {}", "x".repeat(300))}]}))
        .unwrap();
        let start = run::Start {
            at: "2026-11-20T12:00:00Z".parse().unwrap(),
            actor: UserId::from_uuid(uuid::Uuid::nil()),
            variables: [("host", "web-1")].into_iter().collect::<Variables>(),
        };
        let title = Projection::of(&document, &run::start(&document, start).unwrap())
            .unwrap()
            .current_title
            .unwrap();
        assert!(title.starts_with("Ping web-1 xxx"), "{title}");
        assert_eq!(title.chars().count(), 200);
    }

    #[test]
    fn a_session_that_has_not_started_has_none() {
        let document = FlowDocument::empty(branchbook_domain::flow::FlowKind::Procedural);
        assert_eq!(Projection::of(&document, &RunState::default()), None);
    }
}
