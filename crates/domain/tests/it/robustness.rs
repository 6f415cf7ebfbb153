//! Nothing that can be sent makes the domain panic, and every fault points into what was sent.

use std::collections::BTreeSet;

use branchbook_domain::flow::{
    FlowDocument, FlowKind, MAX_BYTES, MAX_NODES,
    completion::completion,
    fault::{Rejected, TooLarge},
    hierarchy::hierarchy,
    shapes::{Shape, parse, render},
    text::search_text,
    validation::validate,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::arbitrary::{document, json};

/// Everything that can be asked of a document.
fn ask_everything(document: &FlowDocument) {
    let findings = validate(document, None);
    assert_eq!(
        findings,
        validate(document, None),
        "the same document gives the same findings"
    );
    assert!(findings.is_sorted_by_key(|finding| finding.severity));
    let ids: BTreeSet<_> = document.nodes.iter().map(|node| &node.id).collect();
    assert!(
        findings
            .iter()
            .filter_map(|finding| finding.node_id.as_ref())
            .all(|id| ids.contains(id))
    );
    let completion = completion(document);
    assert!((0.0..=1.0).contains(&completion.completion_rate));
    assert_eq!(completion.nodes.len(), document.nodes.len());
    assert_eq!(search_text(document).len(), document.nodes.len());
    let hierarchy = hierarchy(document);
    for id in ids {
        let path = hierarchy.path(id);
        assert_eq!(path.last(), Some(&id));
        assert_eq!(Some(path.len() - 1), hierarchy.depth(id));
        assert!(hierarchy.roots().any(|root| root == path[0]));
        if let Some(parent) = hierarchy.parent(id) {
            assert!(hierarchy.children(parent).any(|child| child == id));
        }
        assert!(
            hierarchy
                .siblings(id)
                .all(|sibling| hierarchy.parent(sibling) == hierarchy.parent(id))
        );
    }
}

/// The pointers into `value` itself, and to fields that are missing in one of its objects.
fn points_into(value: &Value, pointer: &str) -> bool {
    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    value.pointer(pointer).is_some() || value.pointer(parent).is_some_and(Value::is_object)
}

/// `value` with one of its parts, chosen by `seed`, replaced.
fn spoil(value: &mut Value, seed: usize, replacement: Value) {
    let parts = match value {
        Value::Array(items) => items.len(),
        Value::Object(map) => map.len(),
        _ => 0,
    };
    if parts == 0 || seed.is_multiple_of(7) {
        *value = replacement;
        return;
    }
    let (here, deeper) = (seed % parts, seed / parts);
    let part = match value {
        Value::Array(items) => items.get_mut(here),
        Value::Object(map) => map.values_mut().nth(here),
        _ => None,
    };
    if let Some(part) = part {
        spoil(part, deeper, replacement);
    }
}

proptest! {
    #[test]
    fn any_json_is_read_or_refused(value in json()) {
        for kind in FlowKind::ALL.map(Some).into_iter().chain([None]) {
            if let Ok(document) = parse(kind, value.clone()) {
                ask_everything(&document);
            }
        }
    }

    #[test]
    fn any_document_can_be_asked_everything(document in document()) {
        ask_everything(&document);
    }

    #[test]
    fn a_spoilt_document_is_refused_with_pointers_into_it(document in document(), seed: usize, replacement in json(), shape in 0..4_usize) {
        let mut value = render(&document, Shape::ALL[shape]);
        spoil(&mut value, seed, replacement);
        match parse(None, value.clone()) {
            Ok(document) => ask_everything(&document),
            Err(Rejected::TooLarge(_)) => prop_assert!(false, "is small"),
            Err(Rejected::Invalid(faults)) => {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert!(points_into(&value, &fault.pointer), "{} in {}", fault.pointer, value);
                }
            }
        }
    }
}

fn faults(value: Value) -> Vec<(String, String)> {
    match parse(None, value) {
        Err(Rejected::Invalid(faults)) => faults.into_iter().map(|fault| (fault.pointer, fault.message)).collect(),
        other => panic!("expected faults, got {other:?}"),
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let told = faults(
        json!({"schema": 1, "kind": "troubleshooting", "root": "no spaces", "nodes": [
        {"id": "a", "type": "decission", "title": 5, "options": [{"id": "1", "to": {}}, {"id": "1"}]},
        {"id": "a", "type": "procedure_step", "commands": [7], "risk": "none"},
        "b",
        {"id": "ä", "type": "action", "est_minutes": "5"},
    ], "intake": [{"name": "2nd"}, {"name": "port"}, {"name": "port"}], "canvas": {"positions": {"a": {"x": 1}}}}),
    );
    let pointers: Vec<&str> = told.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/root",
            "/intake/0/name",
            "/intake/2/name",
            "/canvas/positions/a/y",
            "/nodes/0/type",
            "/nodes/0/title",
            "/nodes/0/options/0/to",
            "/nodes/0/options/1/id",
            "/nodes/1/id",
            "/nodes/1/type",
            "/nodes/1/commands/0",
            "/nodes/1/risk",
            "/nodes/2",
            "/nodes/3/id",
            "/nodes/3/est_minutes",
        ]
    );
    assert_eq!(
        told[4].1,
        "\"decission\" is no node type; it has to be one of decision, action, solution, flow"
    );
    assert_eq!(
        told[9].1,
        "a troubleshooting flow has no procedure_step; its nodes are decision, action, solution, flow"
    );
}

#[test]
fn pointers_lead_into_the_shape_that_was_sent() {
    let nested =
        json!({"root": {"id": "a", "type": "action", "title": "Try", "children": [{"id": "b", "type": "nonsense"}]}});
    assert_eq!(faults(nested)[0].0, "/root/children/0/type");
    assert_eq!(faults(json!({"steps": ["ok", {"title": 1}]}))[0].0, "/steps/1/title");
    assert_eq!(
        faults(json!({"steps": [{"title": "Section", "steps": [[]]}]}))[0].0,
        "/steps/0/steps/0"
    );
}

#[test]
fn a_document_of_another_kind_than_was_named_is_refused() {
    let value = json!({"schema": 1, "kind": "impact", "nodes": []});
    let rejected = parse(Some(FlowKind::Procedural), value.clone()).unwrap_err();
    assert_eq!(rejected.faults()[0].pointer, "/kind");
    assert!(parse(Some(FlowKind::Impact), value).is_ok());
}

#[test]
fn what_is_no_document_is_refused_and_an_empty_one_is_a_new_flow() {
    for value in [json!(null), json!([]), json!("flow"), json!({"name": "x"})] {
        assert_eq!(faults(value)[0].0, "");
    }
    assert_eq!(faults(json!({}))[0].0, "/kind");
    assert!(parse(Some(FlowKind::Impact), json!({})).unwrap().nodes.is_empty());
}

#[test]
fn one_node_too_many_and_one_byte_too_many_are_too_large() {
    let steps = |count: usize| json!({"steps": vec!["x"; count]});
    assert!(parse(None, steps(MAX_NODES)).is_ok());
    assert_eq!(
        parse(None, steps(MAX_NODES + 1)),
        Err(Rejected::TooLarge(TooLarge::Nodes(MAX_NODES + 1)))
    );

    let flow = |bytes: usize| json!({"schema": 1, "kind": "procedural", "nodes": [], "note": "x".repeat(bytes)});
    let around = flow(0).to_string().len();
    assert!(parse(None, flow(MAX_BYTES - around)).is_ok());
    assert_eq!(
        parse(None, flow(MAX_BYTES - around + 1)),
        Err(Rejected::TooLarge(TooLarge::Bytes(MAX_BYTES + 1)))
    );
}

#[test]
fn bottomless_nesting_is_refused_without_running_out_of_stack() {
    // `json!` copies what is put into it, recursively; so these are put together by hand.
    let object = |name: &str, value| Value::Object([(name.to_owned(), value)].into_iter().collect());
    let (mut children, mut list, mut extra) = (json!([]), json!([]), json!({}));
    for _ in 0..200_000 {
        children = Value::Array(vec![object("children", children)]);
        list = Value::Array(vec![list]);
        extra = object("a", extra);
    }
    for value in [object("children", children), object("steps", list), extra] {
        assert!(faults(value)[0].1.contains("deeper"));
    }
}

#[test]
fn a_value_inside_a_node_has_a_depth_that_every_shape_can_carry() {
    let deep = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    let flow = |levels: usize| json!({"steps": [{"title": "a", "unknown": deep(levels)}]});
    assert!(parse(None, flow(32)).is_ok());
    assert_eq!(faults(flow(33))[0].0, "/steps/0/unknown");
}
