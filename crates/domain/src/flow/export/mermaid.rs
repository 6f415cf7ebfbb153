//! A Mermaid flowchart: decisions are diamonds, their answers labelled lines; the first box is where the flow starts.

use std::{collections::HashMap, fmt::Write};

use super::Flow;
use crate::flow::{Node, NodeId, NodeType};

pub(super) fn write(flow: &Flow<'_>) -> String {
    let document = flow.document;
    let is_root = |node: &&Node| Some(&node.id) == document.root.as_ref();
    let (first, others): (Vec<&Node>, Vec<&Node>) = document.nodes.iter().partition(is_root);
    let nodes: Vec<&Node> = first.into_iter().chain(others).collect();
    let names: HashMap<&NodeId, String> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (&node.id, name(&node.id, at)))
        .collect();

    let mut chart = Chart::default();
    chart.line(format_args!("---\ntitle: {}\n---", one_line(flow.name)));
    chart.line("%% The chart has titles, answers and where they lead. Export as JSON to keep everything.");
    chart.line("flowchart TD");
    for node in &nodes {
        let (open, close) = match node.node_type {
            NodeType::Decision => ("{", "}"),
            NodeType::Solution => ("([", "])"),
            NodeType::Flow => ("[[", "]]"),
            _ => ("[", "]"),
        };
        let title = if node.title.trim().is_empty() {
            node.id.as_str()
        } else {
            &node.title
        };
        chart.line(format_args!("  {}{open}\"{}\"{close}", names[&node.id], text(title)));
    }
    for node in &nodes {
        let from = &names[&node.id];
        for option in &node.options {
            if let Some(to) = option.to.as_ref().and_then(|to| names.get(to)) {
                match text(&option.label) {
                    label if label.is_empty() => chart.line(format_args!("  {from} --> {to}")),
                    label => chart.line(format_args!("  {from} -->|\"{label}\"| {to}")),
                }
            }
        }
        if let Some(to) = node.next.as_ref().and_then(|to| names.get(to)) {
            chart.line(format_args!("  {from} --> {to}"));
        }
    }
    chart.0
}

#[derive(Default)]
struct Chart(String);

impl Chart {
    fn line(&mut self, line: impl std::fmt::Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{line}");
    }
}

/// The node's id where Mermaid takes it, else a number: words of its own and marks end a chart early.
fn name(id: &NodeId, at: usize) -> String {
    const TAKEN: [&str; 9] = [
        "end",
        "graph",
        "flowchart",
        "subgraph",
        "style",
        "class",
        "click",
        "direction",
        "default",
    ];
    let id = id.as_str();
    let is_plain =
        id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && id.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_taken = TAKEN.iter().any(|word| id.to_ascii_lowercase().starts_with(word));
    // No plain id has two underscores at its start.
    if is_plain && !is_taken {
        id.to_owned()
    } else {
        format!("__{at}")
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text between quotes, in which nothing is a mark.
fn text(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '"' => written += "#quot;",
            '#' => written += "#35;",
            '&' => written += "&amp;",
            '<' => written += "&lt;",
            '>' => written += "&gt;",
            '`' => written += "#96;",
            '\\' => written += "#92;",
            ':' => written += "#58;",
            c => written.push(c),
        }
    }
    written
}
