//! Moving through a flow, against a plain reference: a stack of node ids, moved by the document's own words.

use branchbook_domain::{
    flow::{FlowDocument, NodeType},
    run::{EventKind, RunState, Status, step},
};
use proptest::prelude::*;

use super::{Attempt, attempts, documents, event, log_of};

/// The path as ids, and whether its last one is where the session stands.
#[derive(Debug, PartialEq, Eq)]
struct Reference {
    path: Vec<String>,
    is_here: bool,
}

impl Reference {
    fn push(&mut self, id: Option<String>) {
        self.is_here = id.is_some();
        self.path.extend(id);
    }

    /// Where a run comes to that has been sent to this node.
    fn landing(document: &FlowDocument, id: &str) -> Option<String> {
        let mut from_here = document.nodes.iter().skip_while(|node| node.id.as_str() != id);
        let node = if document.kind.is_ordered() {
            from_here.find(|node| node.node_type != NodeType::SectionHeader)
        } else {
            from_here.next()
        };
        node.map(|node| node.id.to_string())
    }

    /// Where a run comes to that has left its last node with this option, if it was a decision.
    fn next(&self, document: &FlowDocument, option: Option<&str>) -> Option<String> {
        let here = self.path.last()?;
        let node = document.nodes.iter().find(|node| node.id.as_str() == here)?;
        if document.kind.is_ordered() {
            let mut later = document
                .nodes
                .iter()
                .skip_while(|node| node.id.as_str() != here)
                .skip(1);
            return later
                .find(|node| node.node_type != NodeType::SectionHeader)
                .map(|node| node.id.to_string());
        }
        let target = match option {
            Some(option) => node.options.iter().find(|other| other.id == option)?.to.clone(),
            None => node.next.clone(),
        };
        Self::landing(document, target?.as_str())
    }

    fn follow(&mut self, document: &FlowDocument, kind: &EventKind) {
        match kind {
            EventKind::Answered { option_id, .. } => self.push(self.next(document, Some(option_id))),
            EventKind::CompletedStep { .. } => self.push(self.next(document, None)),
            EventKind::Jumped { node_id } => self.push(Self::landing(document, node_id.as_str())),
            EventKind::WentBack { to_node_id } => {
                if self.is_here {
                    self.path.pop();
                }
                while to_node_id
                    .as_ref()
                    .is_some_and(|id| self.path.last().is_some_and(|last| last != id.as_str()))
                {
                    self.path.pop();
                }
                self.is_here = true;
            }
            _ => {}
        }
    }

    fn of(state: &RunState) -> Self {
        Self {
            path: state.path.iter().map(|entry| entry.node_id.to_string()).collect(),
            is_here: state.current_node_id.is_some(),
        }
    }
}

proptest! {
    #[test]
    fn the_path_is_what_a_stack_would_hold(document in documents(), attempts in attempts()) {
        let (mut state, _) = log_of(&document, &[]);
        let mut reference = Reference::of(&state);
        for attempt in &attempts {
            let event = event(attempt, &document, &state);
            if let Ok(next) = step(&document, &state, &event) {
                reference.follow(&document, &event.kind);
                state = next;
            }
            prop_assert_eq!(&Reference::of(&state), &reference, "after {:?}", attempt);
        }
    }

    #[test]
    fn going_back_is_where_the_session_was(document in documents(), attempts in attempts(), option in 0_usize..4) {
        let (before, _) = log_of(&document, &attempts);
        let Ok(after) = step(&document, &before, &event(&Attempt::GoOn(option), &document, &before)) else { return Ok(()) };
        let back = step(&document, &after, &event(&Attempt::Back, &document, &after)).expect("there is a step before");
        prop_assert_eq!(&back.current_node_id, &before.current_node_id);
        let said = |state: &RunState| state.path.iter().map(|e| (e.node_id.clone(), e.option_id.clone(), e.left_at)).collect::<Vec<_>>();
        prop_assert_eq!(said(&back), said(&before));
    }

    #[test]
    fn whoever_goes_on_is_never_stuck(document in documents(), attempts in attempts()) {
        let (state, _) = log_of(&document, &attempts);
        if state.status != Status::InProgress {
            return Ok(());
        }
        let waiting = state.pending_variables(&document);
        let goes_on = (0..4).any(|option| step(&document, &state, &event(&Attempt::GoOn(option), &document, &state)).is_ok());
        let has_no_answers = state.current_node_id.as_ref().and_then(|id| document.node(id))
            .is_some_and(|node| node.node_type == NodeType::Decision && node.options.is_empty());
        prop_assert!(goes_on || has_no_answers || !waiting.is_empty() || state.is_ready_to_complete(&document));
        prop_assert!(step(&document, &state, &event(&Attempt::Complete(None), &document, &state)).is_ok());
    }
}
