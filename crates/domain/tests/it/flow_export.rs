//! What is exported can be imported again: as JSON the same document, as a Mermaid chart the same graph.

use std::collections::HashSet;

use branchbook_domain::{
    flow::{
        FlowDocument, FlowKind, Node, NodeId,
        export::{Flow, Format, NotThisKind, export, filename},
    },
    import::{self, ImportOptions, Imported, import},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::json;

use crate::arbitrary::document;

fn flow(document: &FlowDocument) -> Flow<'_> {
    Flow {
        name: "Switch port: up & down",
        description: "For the access layer.\n\nTwo lines.",
        category: Some("Network"),
        tags: &[],
        document,
    }
}

fn back(text: &str, format: import::Format) -> Imported {
    import(format, text, ImportOptions::default()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// One line, as people write them, and worse. Not `\n` and `fa:fa-bell`, for which charts have no other way to write them.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[A-Za-zäß漢🖨0-9]{1,6}",
        select(vec![
            "\"",
            "#",
            "&",
            "<b>",
            "</script>",
            "<host>",
            "|",
            "||",
            "{x}",
            "]",
            "[[",
            "(",
            ")",
            ";",
            "%%",
            "`",
            "-->",
            "---",
            "#quot;",
            "&amp;",
            "&#9829;",
            "end",
            "1.",
            "-",
            "*bold*",
            "_x_",
            "~~~",
            "'",
            ":::",
            "@{",
            "\\",
            "subgraph",
        ])
        .prop_map(str::to_owned),
    ];
    ("[A-Za-z]{1,5}", vec(word, 0..5)).prop_map(|(first, words)| [vec![first], words].concat().join(" "))
}

/// Troubleshooting flows in which every node is reached, with answers that differ.
fn graph() -> impl Strategy<Value = FlowDocument> {
    (1_usize..10).prop_flat_map(|count| {
        let id = select(vec![
            "start", "end", "n", "a-b", "x.y", "o1", "graph2", "_", "default", "Z",
        ]);
        let node = (id, 0..3_u8, words(), vec((words(), 0..count), 2..4), 0..count);
        vec(node, count).prop_map(|nodes| {
            let ids: Vec<String> = nodes
                .iter()
                .enumerate()
                .map(|(at, node)| format!("{}{}", node.0, at))
                .collect();
            let nodes: Vec<_> = nodes
                .into_iter()
                .zip(&ids)
                .map(|((_, kind, title, options, next), id)| match kind {
                    0 => json!({"id": id, "type": "solution", "title": title}),
                    1 => json!({"id": id, "type": "action", "title": title, "next": ids[next]}),
                    _ => {
                        let options: Vec<_> = options.iter().enumerate().map(|(at, (label, to))| {
                            json!({"id": format!("o{at}"), "label": format!("{at} {label}"), "to": ids[*to]})
                        }).collect();
                        json!({"id": id, "type": "decision", "title": title, "options": options})
                    }
                })
                .collect();
            let whole = serde_json::from_value(json!({"kind": "troubleshooting", "root": ids[0], "nodes": nodes}));
            reached(whole.expect("a document"))
        })
    })
}

/// The nodes that a run can come to.
fn reached(mut document: FlowDocument) -> FlowDocument {
    let mut seen: HashSet<NodeId> = HashSet::new();
    let mut ahead: Vec<NodeId> = document.root.iter().cloned().collect();
    while let Some(id) = ahead.pop() {
        if seen.insert(id.clone()) {
            ahead.extend(document.node(&id).into_iter().flat_map(targets));
        }
    }
    document.nodes.retain(|node| seen.contains(&node.id));
    document
}

fn targets(node: &Node) -> Vec<NodeId> {
    node.options
        .iter()
        .filter_map(|option| option.to.clone())
        .chain(node.next.clone())
        .collect()
}

/// A box: its type, its title, and its lines with their labels and where they lead.
type Box = (String, String, Vec<(String, usize)>);

/// What a chart says.
fn boxes(document: &FlowDocument) -> Vec<Box> {
    let place = |id: &NodeId| document.nodes.iter().position(|node| node.id == *id).expect("a node");
    let lines = |node: &Node| {
        let answers = node
            .options
            .iter()
            .map(|option| (option.label.clone(), place(option.to.as_ref().expect("a target"))));
        answers
            .chain(node.next.as_ref().map(|next| (String::new(), place(next))))
            .collect()
    };
    document
        .nodes
        .iter()
        .map(|node| (node.node_type.as_str().to_owned(), node.title.clone(), lines(node)))
        .collect()
}

proptest! {
    #[test]
    fn json_brings_back_the_same_document(document in document(), tags in vec("[a-z]{1,8}", 0..3)) {
        let tags: Vec<String> = tags.into_iter().collect::<HashSet<_>>().into_iter().collect();
        let flow = Flow { tags: &tags, ..flow(&document) };
        let imported = back(&export(&flow, Format::Json).expect("every kind"), import::Format::Json);
        prop_assert_eq!(&imported.tree_structure, &document);
        prop_assert_eq!((imported.name.as_str(), imported.description.as_deref()), (flow.name, Some(flow.description)));
        prop_assert_eq!((imported.category.as_deref(), imported.tags.as_slice()), (flow.category, flow.tags));
        prop_assert_eq!(imported.losses, vec![]);
    }

    #[test]
    fn a_chart_brings_back_the_same_graph(document in graph()) {
        let text = export(&flow(&document), Format::Mermaid).expect("a chart");
        let imported = back(&text, import::Format::Mermaid);
        prop_assert_eq!(boxes(&imported.tree_structure), boxes(&document), "{}", text);
        prop_assert_eq!(imported.tree_structure.root, imported.tree_structure.nodes.first().map(|node| node.id.clone()));
        prop_assert_eq!(imported.name, "Switch port: up & down");
    }

    #[test]
    fn any_document_is_a_chart_that_can_be_read_or_of_another_kind(document in document()) {
        match export(&flow(&document), Format::Mermaid) {
            Ok(text) if !document.nodes.is_empty() => drop(back(&text, import::Format::Mermaid)),
            Ok(_) => {}
            Err(NotThisKind(kind)) => prop_assert!(kind != FlowKind::Troubleshooting),
        }
    }
}

#[test]
fn a_document_of_the_largest_size_comes_back() {
    let mut document = FlowDocument::empty(FlowKind::Procedural);
    for number in 0..200 {
        let step = json!({"id": format!("s{number}"), "type": "procedure_step", "title": "Read", "description": "x".repeat(10_300)});
        document.nodes.push(serde_json::from_value(step).expect("a node"));
    }
    let flow = Flow {
        description: &"y".repeat(10_000),
        ..flow(&document)
    };
    let text = export(&flow, Format::Json).expect("JSON");
    assert!(text.len() > 2 * 1024 * 1024 - 25_000, "{}", text.len());
    assert_eq!(back(&text, import::Format::Json).tree_structure, document);
}

#[test]
fn a_file_is_named_after_the_flow() {
    assert_eq!(filename("Switch port / VLAN?", Format::Mermaid), "switch-port-vlan.mmd");
    assert_eq!(filename("漢", Format::Json), "flow.json");
}
