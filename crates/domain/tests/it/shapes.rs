//! Every shape goes in and comes out, and nothing that was said is lost.

use branchbook_domain::flow::{
    FlowDocument, FlowKind,
    shapes::{Shape, detect, parse, render},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

use crate::arbitrary::{document, json};

fn parsed(value: Value) -> FlowDocument {
    parse(None, value).expect("is a flow document")
}

/// Through the text, as over HTTP.
fn over_the_wire(value: &Value) -> Value {
    serde_json::from_str(&value.to_string()).expect("what is written can be read")
}

proptest! {
    #[test]
    fn any_document_survives_every_shape(document in document()) {
        for shape in Shape::ALL {
            let written = over_the_wire(&render(&document, shape));
            prop_assert_eq!(detect(&written), Some(shape));
            prop_assert_eq!(&parsed(written.clone()), &document, "{:?}: {}", shape, written);
        }
    }

    #[test]
    fn canonical_json_is_the_document(document in document()) {
        let text = serde_json::to_string(&document).unwrap();
        prop_assert_eq!(&serde_json::from_str::<FlowDocument>(&text).unwrap(), &document);
        prop_assert_eq!(serde_json::to_string(&parsed(serde_json::from_str(&text).unwrap())).unwrap(), text);
    }

    #[test]
    fn sloppy_input_comes_out_in_its_shape_and_means_the_same(input in sloppy()) {
        let shape = detect(&input).unwrap();
        let first = parsed(input);
        for out in Shape::ALL {
            let again = parsed(over_the_wire(&render(&first, out)));
            prop_assert_eq!(&again, &first, "{:?} → {:?}", shape, out);
        }
    }
}

/// What people and other programs write: ids missing or numbers, plain texts, other names for things.
fn sloppy() -> impl Strategy<Value = Value> {
    prop_oneof![sloppy_nested(), sloppy_steps(), sloppy_graph()]
}

fn commands() -> impl Strategy<Value = Value> {
    let item = prop_oneof![
        "[a-z {}]{0,8}".prop_map(Value::from),
        ("[a-z]{0,5}", "[a-z]{0,5}").prop_map(|(code, language)| json!({"code": code, "language": language, "new": 1})),
        "[a-z]{0,5}".prop_map(|command| json!({"command": command, "label": "l", "command_type": "bash"})),
    ];
    prop_oneof![item.clone(), vec(item, 0..3).prop_map(Value::from), Just(Value::Null)]
}

fn sloppy_nested() -> impl Strategy<Value = Value> {
    let target = prop_oneof![
        (0..9_u32).prop_map(Value::from),
        (0..9_u32).prop_map(|n| n.to_string().into()),
        Just(json!(""))
    ];
    let option = (select(vec!["to", "next", "next_node_id"]), target, "[a-z ]{0,4}")
        .prop_map(|(name, to, label)| json!({"label": label, name: to, "icon": "x"}));
    let leaf = (select(vec!["decision", "action", "solution"]), "[a-z ]{0,6}", vec(option, 0..3), commands(), json())
        .prop_map(|(node_type, title, options, commands, unknown)| {
            json!({"type": node_type, "question": title, "options": options, "commands": commands, "unknown": unknown})
        })
        .boxed();
    let tree = leaf.clone().prop_recursive(6, 20, 3, move |inner| {
        (leaf.clone(), vec(inner, 0..3)).prop_map(|(mut node, children)| {
            node["children"] = children.into();
            node
        })
    });
    (tree, any::<bool>()).prop_map(|(tree, wrapped)| {
        if wrapped {
            json!({"root": tree, "name": "A flow"})
        } else {
            tree
        }
    })
}

fn sloppy_steps() -> impl Strategy<Value = Value> {
    let step = prop_oneof![
        "[a-zé ]{0,9}".prop_map(Value::from),
        ("[a-z ]{0,6}", commands(), json())
            .prop_map(|(title, commands, unknown)| json!({"title": title, "commands": commands, "unknown": unknown})),
        "[a-z]{1,4}"
            .prop_map(|title| json!({"type": "section_header", "title": title, "steps": ["one", {"title": "two"}]})),
        Just(json!({"type": "procedure_end", "title": "Done"})),
    ];
    (vec(step, 0..8), json())
        .prop_map(|(steps, unknown)| json!({"steps": steps, "unknown": unknown, "kind": "maintenance"}))
}

fn sloppy_graph() -> impl Strategy<Value = Value> {
    let node = (select(FlowKind::Impact.node_types()), "[a-z]{0,5}", json(), any::<i16>()).prop_map(|(node_type, title, data, x)| {
        json!({"type": node_type, "title": title, "position": {"x": x, "y": 0}, "data": data})
    });
    let edge = (0..6_u32, 0..6_u32).prop_map(|(from, to)| json!({"source": from, "target": to}));
    (vec(node, 0..6), vec(edge, 0..6), json()).prop_map(|(mut nodes, edges, unknown)| {
        for (index, node) in nodes.iter_mut().enumerate().filter(|(index, _)| index % 3 != 0) {
            node["id"] = index.into();
        }
        json!({"nodes": nodes, "edges": edges, "canvas_state": {"zoom": 0.5, "unknown": unknown}})
    })
}

mod nested {
    use super::*;

    fn example() -> Value {
        json!({"id": "start", "type": "decision", "question": "Is the port up?", "severity": 3,
        "options": [{"label": "Yes", "next_node_id": "vlan"}, {"label": "No", "next_node_id": "reseat", "key": "n"}],
        "children": [
            {"id": "vlan", "type": "solution", "title": "Fix the VLAN"},
            {"id": "reseat", "type": "action", "title": "Reseat", "next_node_id": "start",
             "commands": [{"language": "cisco", "code": "show interface {{port}}", "label": "State"}]},
        ]})
    }

    #[test]
    fn a_nested_tree_becomes_a_graph() {
        let document = parsed(example());
        let expected = json!({"schema": 1, "kind": "troubleshooting", "root": "start", "nodes": [
            {"id": "start", "type": "decision", "title": "Is the port up?", "severity": 3, "options": [
                {"id": "yes", "label": "Yes", "to": "vlan"}, {"id": "no", "label": "No", "to": "reseat", "key": "n"}]},
            {"id": "vlan", "type": "solution", "title": "Fix the VLAN"},
            {"id": "reseat", "type": "action", "title": "Reseat", "next": "start",
             "commands": [{"label": "State", "command": "show interface {{port}}", "command_type": "cisco"}]},
        ]});
        assert_eq!(serde_json::to_value(document).unwrap(), expected);
    }

    #[test]
    fn it_comes_out_with_the_root_on_top_and_its_own_names() {
        let out = render(&parsed(example()), Shape::Nested);
        assert_eq!(out["id"], "start");
        assert_eq!(out["question"], "Is the port up?");
        assert_eq!(
            out["options"][1],
            json!({"id": "no", "label": "No", "next_node_id": "reseat", "key": "n"})
        );
        assert_eq!(out["children"][1]["next_node_id"], "start");
        assert!(out.get("node_order").is_none() && out.get("roots").is_none());
    }

    #[test]
    fn a_wrapper_may_hold_more() {
        let document = parsed(json!({"root": example(), "name": "Port", "intake": [{"name": "port"}]}));
        assert_eq!(document.root.as_ref().unwrap().as_str(), "start");
        assert_eq!(document.extra["name"], "Port");
        assert_eq!(document.intake[0].name, "port");
        assert_eq!(render(&document, Shape::Nested)["root"]["id"], "start");
    }

    #[test]
    fn the_only_child_of_an_action_comes_next() {
        let document = parsed(json!({"id": "a", "type": "action", "title": "Try",
            "children": [{"id": "s", "type": "solution", "title": "Done"}]}));
        assert_eq!(document.nodes[0].next.as_ref().unwrap().as_str(), "s");
    }

    #[test]
    fn nesting_in_an_impact_tree_is_parent_and_child() {
        let document = parsed(json!({"type": "objective", "title": "Grow", "children": [
            {"type": "outcome", "title": "More users"}, {"type": "outcome", "title": "Fewer leave"}]}));
        assert_eq!(document.kind, FlowKind::Impact);
        let links: Vec<_> = document
            .connections
            .iter()
            .map(|c| (c.from.as_str(), c.to.as_str()))
            .collect();
        assert_eq!(links, [("grow", "more_users"), ("grow", "fewer_leave")]);
    }

    #[test]
    fn a_chain_of_thousands_comes_out_within_what_json_parsers_allow() {
        let node =
            |n: usize| json!({"id": format!("n{n}"), "type": "action", "title": "t", "next": format!("n{}", n + 1)});
        let nodes: Vec<Value> = (0..5_000).map(node).collect();
        let document = parsed(json!({"schema": 1, "kind": "troubleshooting", "root": "n0", "nodes": nodes}));
        assert_eq!(parsed(over_the_wire(&render(&document, Shape::Nested))), document);
    }
}

mod steps {
    use super::*;

    #[test]
    fn steps_may_be_texts_and_get_ids_from_their_words() {
        let document = parsed(json!({"steps": [
            "Unplug it", {"title": "Plug it in", "commands": "reload", "colour": "red"}, "Unplug it",
            {"id": 7, "type": "procedure_end", "title": "Done"}]}));
        assert_eq!(document.kind, FlowKind::Procedural);
        let ids: Vec<_> = document.nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(ids, ["unplug_it", "plug_it_in", "unplug_it_2", "7"]);
        assert_eq!(document.nodes[1].extra["colour"], "red");
        assert_eq!(document.nodes[1].commands[0].command, "reload");
    }

    #[test]
    fn a_section_may_hold_its_steps() {
        let document = parsed(
            json!({"steps": [{"title": "Prepare", "steps": ["Unplug"]}, {"title": "Repair", "steps": ["Open", "Close"]}]}),
        );
        let nodes: Vec<_> = document
            .nodes
            .iter()
            .map(|node| (node.node_type.as_str(), node.title.as_str()))
            .collect();
        assert_eq!(
            nodes,
            [
                ("section_header", "Prepare"),
                ("procedure_step", "Unplug"),
                ("section_header", "Repair"),
                ("procedure_step", "Open"),
                ("procedure_step", "Close"),
            ]
        );
    }

    #[test]
    fn a_lone_command_comes_out_as_text_and_others_as_code() {
        let document = parsed(
            json!({"steps": [{"title": "a", "commands": ["ls"]}, {"title": "b", "commands": [{"code": "ls", "language": "bash"}]}]}),
        );
        let out = render(&document, Shape::Steps);
        assert_eq!(out["steps"][0]["commands"], "ls");
        assert_eq!(out["steps"][1]["commands"], json!([{"code": "ls", "language": "bash"}]));
    }

    #[test]
    fn the_caller_says_which_kind_of_checklist_it_is() {
        let document = parse(Some(FlowKind::Maintenance), json!({"steps": ["Patch"]})).unwrap();
        assert_eq!(document.kind, FlowKind::Maintenance);
    }
}

mod graph {
    use super::*;

    #[test]
    fn a_canvas_becomes_positions_and_links() {
        let document = parsed(json!({
            "nodes": [{"id": "a", "type": "objective", "title": "Grow", "position": {"x": 3, "y": 4}}, {"id": "b", "type": "outcome", "title": "More"}],
            "connections": [{"from": "a", "to": "b"}],
            "canvas_state": {"zoom": 0.5, "pan": {"x": 1, "y": 2}, "grid": true},
        }));
        let canvas = document.canvas.as_ref().unwrap();
        assert_eq!(canvas.positions[&"a".parse().unwrap()].x, 3.0);
        assert_eq!(canvas.extra["grid"], true);
        assert_eq!(
            serde_json::to_value(&document.connections[0]).unwrap(),
            json!({"id": "a_b", "from": "a", "to": "b", "type": "parent-child"})
        );
        assert_eq!(render(&document, Shape::Graph)["canvas_state"]["zoom"], 0.5);
    }
}
