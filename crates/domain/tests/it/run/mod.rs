//! Random flows and random runs of them.

mod engine;
mod going_back;

use branchbook_domain::{
    flow::{AnswerOption, Command, FlowDocument, FlowKind, IntakeVariable, Node, NodeId, NodeType, VariableType},
    id::UserId,
    run::{Event, EventKind, NewCustomStep, Outcome, RunState, StepResult},
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Map, json};
use uuid::Uuid;

/// The variables that a random flow may declare: required, optional, a number, a secret.
const VARIABLES: [(&str, VariableType, bool); 4] = [
    ("host", VariableType::Text, true),
    ("note", VariableType::Text, false),
    ("count", VariableType::Number, true),
    ("pin", VariableType::Secret, true),
];

fn node_id(index: usize) -> NodeId {
    format!("n{index}").parse().expect("a letter and a number")
}

/// A flow that need not be valid: drafts are run, too. Targets may be missing, loops are likely.
pub(crate) fn documents() -> impl Strategy<Value = FlowDocument> {
    let kind = prop_oneof![
        4 => Just(FlowKind::Troubleshooting),
        2 => Just(FlowKind::Procedural),
        1 => Just(FlowKind::Maintenance),
    ];
    let target = prop::option::weighted(0.95, 0_usize..40);
    let parts = (0_usize..20, prop::collection::vec(target, 1..4), 0_usize..12);
    let root = prop::option::weighted(0.9, 0_usize..40);
    (kind, prop::collection::vec(parts, 1..9), any::<bool>(), root).prop_map(|(kind, nodes, declares, root)| {
        let mut document = FlowDocument::empty(kind);
        let count = nodes.len();
        document.root = root.map(|root| target_id(root, count));
        document.nodes = (nodes.into_iter().enumerate())
            .map(|(index, parts)| node(kind, index, count, parts))
            .collect();
        if declares {
            let declared = VARIABLES
                .iter()
                .map(|&(name, of_type, required)| intake(name, of_type, required));
            document.intake = declared.collect();
        }
        document
    })
}

/// One of the nodes, and now and then one that does not exist.
fn target_id(number: usize, count: usize) -> NodeId {
    node_id(if number == 39 { 99 } else { number % count })
}

/// Mostly of a type that the kind allows, and mostly not an end.
fn node(
    kind: FlowKind,
    index: usize,
    count: usize,
    (of_type, targets, uses): (usize, Vec<Option<usize>>, usize),
) -> Node {
    let node_type = match of_type {
        19 => NodeType::Experiment,
        18 => NodeType::Decision,
        0..4 if kind.is_ordered() => NodeType::SectionHeader,
        4 if kind.is_ordered() => NodeType::ProcedureEnd,
        _ if kind.is_ordered() => NodeType::ProcedureStep,
        0..9 => NodeType::Decision,
        9 => NodeType::Solution,
        10..12 => NodeType::Flow,
        _ => NodeType::Action,
    };
    let title = VARIABLES
        .get(uses)
        .map_or_else(|| format!("Step {index}"), |(name, ..)| format!("Step {{{{{name}}}}}"));
    let mut node = Node::new(node_id(index), node_type, title);
    node.next = targets.first().copied().flatten().map(|to| target_id(to, count));
    node.commands = vec![Command {
        command_type: "bash".into(),
        ..Command::bare(format!("run {index}"))
    }];
    node.options = (targets.into_iter().enumerate())
        .map(|(number, to)| AnswerOption {
            id: format!("o{number}"),
            label: format!("Answer {number}"),
            to: to.map(|to| target_id(to, count)),
            extra: Map::new(),
        })
        .collect();
    node
}

fn intake(name: &str, variable_type: VariableType, required: bool) -> IntakeVariable {
    IntakeVariable {
        name: name.into(),
        label: String::new(),
        variable_type,
        required,
        deferred: true,
        choices: vec![],
        extra: Map::new(),
    }
}

/// What a person tries to do. Most of it is possible from where the session is; some is not.
#[derive(Debug, Clone)]
pub(crate) enum Attempt {
    /// The natural next thing: an answer, a result, or completing; with this option or result.
    GoOn(usize),
    Back,
    BackTo(usize),
    Jump(usize),
    /// An answer to any node at all.
    Answer(usize, usize),
    Tick(usize),
    Note(String),
    Set(usize, String),
    Insert(String),
    Done(usize),
    Pause,
    Resume,
    Complete(Option<String>),
    Reopen,
    HandOver(u128),
    Start,
}

pub(crate) fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let text = || prop_oneof!["[ -~]{0,12}", any::<String>()];
    let attempt = prop_oneof![
        30 => (0_usize..4).prop_map(Attempt::GoOn),
        3 => Just(Attempt::Back),
        2 => (0_usize..9).prop_map(Attempt::BackTo),
        2 => (0_usize..9).prop_map(Attempt::Jump),
        1 => (0_usize..9, 0_usize..4).prop_map(|(node, option)| Attempt::Answer(node, option)),
        1 => (0_usize..9).prop_map(Attempt::Tick),
        2 => text().prop_map(Attempt::Note),
        4 => (0_usize..5, prop_oneof![3 => Just("7".to_owned()), 1 => text()]).prop_map(|(name, value)| Attempt::Set(name, value)),
        1 => text().prop_map(Attempt::Insert),
        1 => (0_usize..40).prop_map(Attempt::Done),
        1 => Just(Attempt::Pause),
        1 => Just(Attempt::Resume),
        1 => prop::option::of(text()).prop_map(Attempt::Complete),
        3 => Just(Attempt::Reopen),
        1 => (1_u128..4).prop_map(Attempt::HandOver),
        1 => Just(Attempt::Start),
    ];
    prop::collection::vec(attempt, 0..40)
}

/// The event that the attempt would be, in this state.
fn kind_of(attempt: &Attempt, document: &FlowDocument, state: &RunState) -> EventKind {
    let here = state.current_node_id.clone().unwrap_or_else(|| node_id(0));
    let node_type = document.node(&here).map(|node| node.node_type);
    let answer = |node_id, option: usize| EventKind::Answered {
        node_id,
        option_id: format!("o{option}"),
        note: None,
    };
    let results = [StepResult::Done, StepResult::Skipped, StepResult::Failed];
    match attempt.clone() {
        Attempt::GoOn(option) if node_type == Some(NodeType::Decision) => answer(here, option),
        Attempt::GoOn(result) => EventKind::CompletedStep {
            node_id: here,
            result: results[result % 3],
            note: Some(format!("note {result}")),
        },
        Attempt::Back => EventKind::WentBack { to_node_id: None },
        Attempt::BackTo(node) => EventKind::WentBack {
            to_node_id: Some(node_id(node)),
        },
        Attempt::Jump(node) => EventKind::Jumped { node_id: node_id(node) },
        Attempt::Answer(node, option) => answer(node_id(node), option),
        Attempt::Tick(node) => EventKind::CompletedStep {
            node_id: node_id(node),
            result: StepResult::Done,
            note: None,
        },
        Attempt::Note(note) => EventKind::Noted { note, node_id: None },
        Attempt::Set(name, value) => {
            let name = VARIABLES.get(name).map_or("other", |(name, ..)| *name).to_owned();
            EventKind::VariableSet { name, value }
        }
        Attempt::Insert(content) => EventKind::CustomStepInserted {
            step: serde_json::from_value::<NewCustomStep>(json!({"type": "action", "content": content}))
                .expect("type and content are enough"),
            inserted_after_node_id: None,
        },
        Attempt::Done(seq) => EventKind::CustomStepDone {
            custom_step_id: format!("custom-{seq}"),
            note: Some("ok".into()),
        },
        Attempt::Pause => EventKind::Paused,
        Attempt::Resume => EventKind::Resumed,
        Attempt::Complete(notes) => EventKind::Completed {
            outcome: Outcome::Resolved,
            outcome_notes: notes.clone(),
            next_steps: notes,
        },
        Attempt::Reopen => EventKind::Reopened,
        Attempt::HandOver(user) => EventKind::HandedOver {
            to_user_id: UserId::from_uuid(Uuid::from_u128(user)),
        },
        Attempt::Start => EventKind::Started {
            variables: [("count", "3")].into_iter().collect(),
        },
    }
}

/// The attempt as the next event of the session.
pub(crate) fn event(attempt: &Attempt, document: &FlowDocument, state: &RunState) -> Event {
    let seq = state.seq + 1;
    Event {
        seq,
        at: Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_800_000_000 + i64::from(seq) * 7),
        actor: UserId::from_uuid(Uuid::from_u128(1 + u128::from(seq % 2))),
        seconds: seq % 11,
        kind: kind_of(attempt, document, state),
    }
}

/// The log of a session in which all of this was tried. Empty if the flow cannot be started.
pub(crate) fn log_of(document: &FlowDocument, attempts: &[Attempt]) -> (RunState, Vec<Event>) {
    let mut state = RunState::default();
    let mut log = vec![];
    for attempt in [Attempt::Start].iter().chain(attempts) {
        let event = event(attempt, document, &state);
        if let Ok(next) = branchbook_domain::run::step(document, &state, &event) {
            state = next;
            log.push(event);
        }
    }
    (state, log)
}
