//! The flows that every new installation gets (`crates/server/default-flows`): they are the first thing that people run, so
//! they keep every rule that we ask authors to keep, warnings included, and each of their answers can be run.

use std::{collections::BTreeSet, fs, path::Path};

use branchbook_domain::{
    flow::{FlowDocument, FlowKind, NodeId, NodeType, completion::completion, shapes::parse, validation::validate},
    id::UserId,
    run::{Event, EventKind, RunState, Start, StepResult, Variables, start, step},
};
use jiff::Timestamp;
use regex::Regex;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// One file, as `branchbook seed` reads it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DefaultFlow {
    slug: String,
    name: String,
    description: String,
    tree_type: FlowKind,
    category: String,
    tags: Vec<String>,
    tree_structure: Value,
}

impl DefaultFlow {
    fn document(&self) -> FlowDocument {
        parse(Some(self.tree_type), self.tree_structure.clone())
            .unwrap_or_else(|fault| panic!("{}: {fault:?}", self.slug))
    }
}

fn default_flows() -> Vec<DefaultFlow> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/default-flows");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of default flows")
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    files.sort();
    let read = |path: &Path| -> DefaultFlow {
        let flow: DefaultFlow = serde_json::from_str(&fs::read_to_string(path).expect("a readable file"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(
            path.file_name().expect("a file has a name"),
            format!("{}.json", flow.slug).as_str()
        );
        flow
    };
    files.iter().map(|path| read(path)).collect()
}

#[test]
fn there_are_enough_to_start_with_and_some_of_every_kind() {
    let flows = default_flows();
    assert!((24..=48).contains(&flows.len()), "{} flows", flows.len());
    for kind in FlowKind::ALL {
        assert!(flows.iter().any(|flow| flow.tree_type == kind), "no {kind} flow");
    }
}

#[test]
fn each_is_written_in_the_canonical_form_without_unknown_fields() {
    for flow in default_flows() {
        let as_written: FlowDocument = serde_json::from_value(flow.tree_structure.clone()).unwrap();
        let document = flow.document();
        assert!(document == as_written, "{} had to be converted", flow.slug);
        let unknown = (document.extra.keys())
            .chain(document.nodes.iter().flat_map(|node| node.extra.keys()))
            .chain(
                document
                    .connections
                    .iter()
                    .flat_map(|connection| connection.extra.keys()),
            )
            .chain(document.intake.iter().flat_map(|variable| variable.extra.keys()));
        assert_eq!(unknown.collect::<Vec<_>>(), [""; 0], "{}", flow.slug);
    }
}

#[test]
fn each_can_be_published_without_a_warning() {
    for flow in default_flows() {
        let findings = validate(&flow.document(), None);
        assert!(findings.is_empty(), "{}: {findings:#?}", flow.slug);
    }
}

#[test]
fn each_fills_nearly_all_fields_of_its_templates() {
    for flow in default_flows() {
        let rate = completion(&flow.document()).completion_rate;
        assert!(rate >= 0.9, "{}: {rate}", flow.slug);
    }
}

#[test]
fn no_two_have_the_same_slug_or_name() {
    let flows = default_flows();
    let distinct = |of: fn(&DefaultFlow) -> &str| flows.iter().map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(|flow| &flow.slug), flows.len());
    assert_eq!(distinct(|flow| &flow.name), flows.len());
}

#[test]
fn each_can_be_found_by_words_category_and_tags() {
    for flow in default_flows() {
        let plain = |text: &str| !text.is_empty() && text.trim() == text;
        assert!(plain(&flow.name) && flow.name.chars().count() <= 60, "{}", flow.slug);
        assert!(plain(&flow.description) && plain(&flow.category), "{}", flow.slug);
        assert!((2..=8).contains(&flow.tags.len()), "{}", flow.slug);
        for tag in &flow.tags {
            let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(tag.chars().all(is_slug), "{}: tag {tag}", flow.slug);
        }
    }
}

#[test]
fn whatever_is_asked_for_is_used_and_has_a_label() {
    for flow in default_flows() {
        let text = flow.tree_structure["nodes"].to_string();
        for variable in flow.document().intake {
            assert!(!variable.label.is_empty(), "{}: {}", flow.slug, variable.name);
            let placeholder = format!("{{{{{}}}}}", variable.name);
            assert!(
                text.contains(&placeholder),
                "{}: {placeholder} is asked for in vain",
                flow.slug
            );
        }
    }
}

#[test]
fn whatever_is_shown_on_one_line_is_plain_text() {
    for flow in default_flows() {
        let document = flow.document();
        let nodes = document.nodes.iter();
        let lines = nodes.flat_map(|node| {
            let options = node.options.iter().map(|option| &option.label);
            let commands = node.commands.iter().map(|command| &command.label);
            std::iter::once(&node.title)
                .chain(options)
                .chain(commands)
                .chain(&node.checklist)
        });
        for line in lines {
            assert!(!line.contains(['*', '`', '\n']), "{}: {line}", flow.slug);
            assert!(line.chars().count() <= 100, "{}: {line}", flow.slug);
        }
    }
}

#[test]
fn each_command_says_what_it_does_and_where_it_is_typed() {
    for flow in default_flows() {
        for node in flow.document().nodes {
            for command in node.commands {
                assert!(!command.label.is_empty(), "{}: {}", flow.slug, command.command);
                let known = ["powershell", "cmd", "bash", "cisco", "sql"].contains(&&*command.command_type);
                assert!(known, "{}: {}", flow.slug, command.command_type);
            }
        }
    }
}

#[test]
fn a_flow_that_is_referred_to_by_name_exists() {
    let reference = Regex::new(r"(?:[Ff]lows?|[Pp]rocedure|[Cc]ontinue with|, or with) \*([^*]+)\*").unwrap();
    let flows = default_flows();
    let names: BTreeSet<_> = flows.iter().map(|flow| flow.name.as_str()).collect();
    let mut references = 0;
    for flow in &flows {
        for (_, [name]) in reference
            .captures_iter(&flow.tree_structure.to_string())
            .map(|found| found.extract())
        {
            assert!(names.contains(name), "{} refers to “{name}”", flow.slug);
            references += 1;
        }
    }
    assert!(references > 30, "only {references} references were recognized");
}

#[test]
fn every_answer_of_every_flow_can_be_run() {
    for flow in default_flows().iter().filter(|flow| flow.tree_type.is_runnable()) {
        let document = flow.document();
        let stops = document
            .nodes
            .iter()
            .filter(|node| node.node_type != NodeType::SectionHeader);
        let stops: BTreeSet<&NodeId> = stops.map(|node| &node.id).collect();
        let walked = walk(&document);
        assert_eq!(walked.iter().collect::<BTreeSet<_>>(), stops, "{}", flow.slug);
    }
}

/// Answers every question in every way and does every step, each node once; gives the nodes that a run has stood on.
fn walk(document: &FlowDocument) -> BTreeSet<NodeId> {
    let mut visited = BTreeSet::new();
    let mut states = vec![start(document, beginning(document)).expect("the run starts")];
    while let Some(state) = states.pop() {
        let node_id = state
            .current_node_id
            .clone()
            .expect("a run stands on a node until it is completed");
        if visited.insert(node_id.clone()) {
            let events = ways_on(document, &node_id);
            states.extend(events.into_iter().map(|kind| after(document, &state, kind)));
        }
    }
    visited
}

fn ways_on(document: &FlowDocument, node_id: &NodeId) -> Vec<EventKind> {
    let node = document.node(node_id).expect("the engine stays in the document");
    let answer = |option: &branchbook_domain::flow::AnswerOption| EventKind::Answered {
        node_id: node_id.clone(),
        option_id: option.id.clone(),
        note: None,
    };
    let done = EventKind::CompletedStep {
        node_id: node_id.clone(),
        result: StepResult::Done,
        note: None,
    };
    match node.node_type {
        NodeType::Decision => node.options.iter().map(answer).collect(),
        NodeType::Action | NodeType::ProcedureStep => vec![done],
        _ => vec![],
    }
}

fn after(document: &FlowDocument, state: &RunState, kind: EventKind) -> RunState {
    let event = Event {
        seq: state.seq + 1,
        at: Timestamp::UNIX_EPOCH,
        actor: actor(),
        seconds: 0,
        kind,
    };
    step(document, state, &event).unwrap_or_else(|refusal| panic!("{event:?}: {refusal}"))
}

fn beginning(document: &FlowDocument) -> Start {
    use branchbook_domain::flow::VariableType as T;
    let value = |variable: &branchbook_domain::flow::IntakeVariable| match variable.variable_type {
        T::Number => "8".to_owned(),
        T::Boolean => "true".to_owned(),
        T::Choice => variable.choices[0].clone(),
        _ => "x".to_owned(),
    };
    let asked = document
        .intake
        .iter()
        .filter(|variable| variable.variable_type != T::Secret);
    Start {
        at: Timestamp::UNIX_EPOCH,
        actor: actor(),
        variables: Variables::from_iter(asked.map(|variable| (variable.name.clone(), value(variable)))),
    }
}

fn actor() -> UserId {
    UserId::from_uuid(Uuid::from_u128(1))
}
