//! What is exported can be imported again: as JSON, Markdown and CSV the same document, as a Mermaid chart the same graph.

use std::collections::HashSet;

use branchbook_domain::{
    flow::{
        ConnectionType, FlowDocument, FlowKind, Node, NodeId, NodeType,
        change::{NodeChange, diff},
        export::{Flow, Format, export, filename, losses},
    },
    import::{self, ImportOptions, Imported, Loss, import},
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
        let imported = back(&export(&flow, Format::Json), import::Format::Json);
        prop_assert_eq!(&imported.tree_structure, &document);
        prop_assert_eq!((imported.name.as_str(), imported.description.as_deref()), (flow.name, Some(flow.description)));
        prop_assert_eq!((imported.category.as_deref(), imported.tags.as_slice()), (flow.category, flow.tags));
        prop_assert_eq!(imported.losses, vec![]);
    }

    #[test]
    fn a_page_brings_back_the_same_document(document in document(), tags in vec("[a-z, :\"]{1,8}", 0..3)) {
        let tags: Vec<String> = tags.into_iter().filter(|tag| !tag.trim().is_empty()).collect::<HashSet<_>>().into_iter().collect();
        let flow = Flow { tags: &tags, ..flow(&document) };
        let text = export(&flow, Format::Markdown);
        let imported = back(&text, import::Format::Markdown);
        prop_assert_eq!(&imported.tree_structure, &document, "{}", text);
        prop_assert_eq!((imported.name.as_str(), imported.description.as_deref()), (flow.name, Some(flow.description)));
        prop_assert_eq!((imported.category.as_deref(), imported.tags.as_slice()), (flow.category, flow.tags));
        prop_assert_eq!(imported.losses, vec![]);
    }

    #[test]
    fn a_table_brings_back_the_same_document(document in document(), tags in vec("[a-z, :\"]{1,8}", 0..3)) {
        let tags: Vec<String> = tags.into_iter().filter(|tag| !tag.trim().is_empty()).collect::<HashSet<_>>().into_iter().collect();
        let flow = Flow { tags: &tags, ..flow(&document) };
        let text = export(&flow, Format::Csv);
        let imported = back(&text, import::Format::Csv);
        prop_assert_eq!(&imported.tree_structure, &document, "{}", text);
        prop_assert_eq!((imported.name.as_str(), imported.description.as_deref()), (flow.name, Some(flow.description)));
        prop_assert_eq!((imported.category.as_deref(), imported.tags.as_slice()), (flow.category, flow.tags));
        prop_assert_eq!(imported.losses, vec![]);
    }

    #[test]
    fn a_chart_brings_back_the_same_graph(document in graph()) {
        let text = export(&flow(&document), Format::Mermaid);
        let imported = back(&text, import::Format::Mermaid);
        prop_assert_eq!(boxes(&imported.tree_structure), boxes(&document), "{}", text);
        prop_assert_eq!(&imported.tree_structure.root, &document.root);
        prop_assert_eq!(imported.name, "Switch port: up & down");
        prop_assert_eq!(imported.losses, vec![]);
    }

    #[test]
    fn what_a_chart_leaves_out_is_listed_and_nothing_else(document in document()) {
        let flow = flow(&document);
        let text = export(&flow, Format::Mermaid);
        let imported = back(&text, import::Format::Mermaid);
        let told = losses(&flow, Format::Mermaid);
        // The graph comes back, whatever else does not.
        let drawn = |document: &FlowDocument| document.nodes.iter().map(|node| (node.id.clone(), node.node_type)).collect::<Vec<_>>();
        prop_assert_eq!(drawn(&imported.tree_structure), drawn(&document), "{}", text);
        prop_assert_eq!(lines(&imported.tree_structure), lines(&document), "{}", text);
        let diff = diff(&document, &imported.tree_structure);
        prop_assert_eq!((diff.added, diff.removed), (vec![], vec![]), "{}", text);
        for NodeChange { node_id, fields } in &diff.changed {
            for change in fields {
                let words = words_of(&change.field);
                let is_told = |loss: &Loss| words.iter().any(|(place, what)| {
                    place.is_none_or(|place| loss.where_ == place) && (place.is_some() || is_about(loss, node_id)) && loss.what.contains(what.as_str())
                });
                prop_assert!(told.iter().any(is_told), "{} of {node_id} is not told in {told:?}\n{text}", change.field);
            }
        }
        for change in &diff.document {
            let place = unescaped(change.field.split('/').next().unwrap_or_default());
            let word = match place.as_str() { "root" => "where it starts", "intake" => "asked", "connections" => "", field => field };
            let where_ = match place.as_str() { "intake" => "variable", "connections" => "connection", _ => "flow" };
            let is_told = |loss: &Loss| loss.where_.starts_with(where_) && (where_ != "flow" || loss.what.contains(word));
            prop_assert!(told.iter().any(is_told), "{} is not told in {told:?}\n{text}", change.field);
        }
        // And the other way round: no step is named that came back whole.
        for loss in told.iter().filter(|loss| loss.where_.starts_with("step ")) {
            let changed = diff.changed.iter().any(|change| is_about(loss, &change.node_id));
            prop_assert!(changed, "{loss:?} is told for nothing\n{text}");
        }
    }

    #[test]
    fn pages_tables_and_json_leave_nothing_out(document in document(), format in select(vec![Format::Json, Format::Markdown, Format::Csv])) {
        let flow = Flow { description: "For the access layer.", ..flow(&document) };
        prop_assert_eq!(losses(&flow, format), vec![]);
    }
}

/// The connections that a chart can draw: between boxes, and a section of a checklist is none.
fn lines(document: &FlowDocument) -> Vec<(NodeId, NodeId, ConnectionType)> {
    let is_box = |id: &NodeId| {
        document
            .node(id)
            .is_some_and(|node| node.node_type != NodeType::SectionHeader)
    };
    let drawn = document
        .connections
        .iter()
        .filter(|line| is_box(&line.from) && is_box(&line.to));
    drawn
        .map(|line| (line.from.clone(), line.to.clone(), line.connection_type))
        .collect()
}

fn is_about(loss: &Loss, id: &NodeId) -> bool {
    let rest = loss
        .where_
        .strip_prefix("step ")
        .and_then(|rest| rest.strip_prefix(id.as_str()));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" \""))
}

/// Where a change of this field of a node may be told if not at the node, and in which words.
fn words_of(field: &str) -> Vec<(Option<&'static str>, String)> {
    let name = unescaped(field.split('/').next().unwrap_or_default());
    let words = match name.as_str() {
        "type" => "that it is",
        "help_text" => "help",
        "expected_outcome" => "expected outcome",
        "next" => "what comes next",
        "tree_id" => "which flow",
        "commands" => "command",
        "checklist" => "tick off",
        "est_minutes" => "minutes",
        "library_visibility" => "library",
        "template_data" => "template",
        "attachments" => "attachment",
        "links" => "link",
        "options" => return vec![(None, "answers".to_owned()), (Some("answers"), "ids".to_owned())],
        other => other,
    };
    vec![(None, words.to_owned())]
}

/// A name out of a path of names.
fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
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
    let text = export(&flow, Format::Json);
    assert!(text.len() > 2 * 1024 * 1024 - 25_000, "{}", text.len());
    assert_eq!(back(&text, import::Format::Json).tree_structure, document);
}

#[test]
fn a_file_is_named_after_the_flow() {
    assert_eq!(filename("Switch port / VLAN?", Format::Mermaid), "switch-port-vlan.mmd");
    assert_eq!(filename("漢", Format::Json), "flow.json");
}
