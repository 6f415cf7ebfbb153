//! A Mermaid flowchart. Each box has its type as its class and each kind of link its own line, so that what comes back is the
//! same graph (see `import/mermaid/own.rs`, the reverse):
//!
//! | line | in a troubleshooting flow | in a checklist | in an impact tree |
//! |---|---|---|---|
//! | `-->` | an answer, or what comes next | the order of the steps | parent to child |
//! | `==>` | parent to child | parent to child | the same as an option |
//! | `-.->` | see also | see also | see also |
//! | `--o` | needs | needs | needs |

use std::{collections::HashMap, fmt::Write};

use super::Flow;
use crate::flow::{ConnectionType, FlowDocument, FlowKind, Node, NodeId, NodeType};

pub(super) fn write(flow: &Flow<'_>) -> String {
    let document = flow.document;
    let names: HashMap<&NodeId, String> = document
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (&node.id, name(&node.id, at)))
        .collect();
    let mut chart = Chart {
        text: String::new(),
        names: &names,
        document,
    };
    chart.head(flow.name);
    chart.boxes();
    chart.lines();
    chart.text
}

struct Chart<'a> {
    text: String,
    names: &'a HashMap<&'a NodeId, String>,
    document: &'a FlowDocument,
}

impl Chart<'_> {
    fn line(&mut self, line: impl std::fmt::Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn head(&mut self, name: &str) {
        let document = self.document;
        self.line(format_args!(
            "---\ntitle: {}\n---",
            serde_json::Value::from(one_line(name))
        ));
        self.line(format_args!(
            "%% branchbook: {}. The chart has titles, answers and where they lead; a file of JSON, Markdown or CSV keeps everything.",
            document.kind
        ));
        let first = document.nodes.first().map(|node| &node.id);
        if document.root.as_ref() != first.filter(|_| !document.kind.is_ordered()) {
            let root = document.root.as_ref().map_or("", NodeId::as_str);
            self.line(format_args!("%% branchbook start: {root}"));
        }
        for node in &document.nodes {
            let name = &self.names[&node.id];
            if name != node.id.as_str() {
                self.line(format_args!("%% branchbook id: {name} = {}", node.id));
            }
        }
        let direction = if document.kind == FlowKind::Impact { "LR" } else { "TD" };
        self.line(format_args!("flowchart {direction}"));
    }

    fn boxes(&mut self) {
        let mut is_in_section = false;
        for node in &self.document.nodes {
            let name = &self.names[&node.id];
            let title = match text(&node.title) {
                // Mermaid wants something between the quotes.
                title if title.is_empty() => " ".to_owned(),
                title => title,
            };
            if node.node_type == NodeType::SectionHeader {
                if is_in_section {
                    self.line("  end");
                }
                self.line(format_args!("  subgraph {name}[\"{title}\"]"));
                is_in_section = true;
                continue;
            }
            let (open, close) = marks(self.document.kind, node.node_type);
            let indent = if is_in_section { "    " } else { "  " };
            let class = node.node_type.as_str();
            self.line(format_args!("{indent}{name}{open}\"{title}\"{close}:::{class}"));
        }
        if is_in_section {
            self.line("  end");
        }
    }

    fn lines(&mut self) {
        let document = self.document;
        if document.kind.is_ordered() {
            let is_step = |node: &&Node| node.node_type != NodeType::SectionHeader;
            let steps: Vec<&Node> = document.nodes.iter().filter(is_step).collect();
            for pair in steps.windows(2) {
                self.link(&pair[0].id, "-->", "", &pair[1].id);
            }
        } else {
            let answer = if document.kind == FlowKind::Impact {
                "==>"
            } else {
                "-->"
            };
            for node in &document.nodes {
                for option in &node.options {
                    if let Some(to) = &option.to {
                        self.link(&node.id, answer, &option.label, to);
                    }
                }
                if let Some(to) = node
                    .next
                    .as_ref()
                    .filter(|_| document.kind == FlowKind::Troubleshooting)
                {
                    self.link(&node.id, "-->", "", to);
                }
            }
        }
        for connection in &document.connections {
            let arrow = match connection.connection_type {
                ConnectionType::ParentChild if document.kind == FlowKind::Impact => "-->",
                ConnectionType::ParentChild => "==>",
                ConnectionType::Reference => "-.->",
                ConnectionType::Dependency => "--o",
            };
            self.link(&connection.from, arrow, &connection.label, &connection.to);
        }
    }

    /// A line, where both ends are on the chart and no groups.
    fn link(&mut self, from: &NodeId, arrow: &str, label: &str, to: &NodeId) {
        let is_box = |id: &NodeId| {
            self.document
                .node(id)
                .is_some_and(|node| node.node_type != NodeType::SectionHeader)
        };
        if !is_box(from) || !is_box(to) {
            return;
        }
        let names = self.names;
        let (from, to) = (&names[from], &names[to]);
        match text(label) {
            label if label.is_empty() => self.line(format_args!("  {from} {arrow} {to}")),
            label => self.line(format_args!("  {from} {arrow}|\"{label}\"| {to}")),
        }
    }
}

/// The marks of a box.
const fn marks(kind: FlowKind, node_type: NodeType) -> (&'static str, &'static str) {
    match node_type {
        NodeType::Decision => ("{", "}"),
        NodeType::Solution if matches!(kind, FlowKind::Impact) => ("(", ")"),
        NodeType::Solution | NodeType::ProcedureEnd | NodeType::Objective => ("([", "])"),
        NodeType::Flow => ("[[", "]]"),
        NodeType::Assumption => ("{{", "}}"),
        NodeType::Experiment => ("[/", "/]"),
        _ => ("[", "]"),
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
    // A dash inside a word is no line.
    let is_plain = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
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
