//! A flow as a page.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    FORM, MARK, Object, about,
    carried::{self, Of},
    inline,
    line::{Fence, LEADS_TO, Label},
    prose, read,
};
use crate::flow::{
    Command, Connection, ConnectionType, FlowDocument, FlowKind, IntakeVariable, Node, NodeId,
    export::Flow,
    shapes::{self, Shape},
};

/// The flow as a page. The same flow gives the same page.
pub(crate) fn write(flow: &Flow<'_>) -> String {
    // What has to be carried is what the page alone does not bring back.
    let bare = Page::of(flow, &Carried::default());
    Page::of(flow, &Carried::beside(flow, &bare))
}

/// What stands in the comments.
#[derive(Default)]
struct Carried {
    /// For each node, in order.
    steps: Vec<Object>,
    flow: Object,
}

impl Carried {
    /// All that a page without comments does not say.
    fn beside(flow: &Flow<'_>, page: &str) -> Self {
        let read = read::bare(page);
        let has_root = read.as_ref().is_some_and(|(document, _)| document.root.is_some());
        let (said, description) = match &read {
            Some((document, description)) => (object(document), description.as_str()),
            None => (Object::new(), ""),
        };
        let mut whole = object(flow.document);
        let steps = |whole: &mut Object| match whole.shift_remove("nodes") {
            Some(Value::Array(steps)) => steps,
            _ => vec![],
        };
        let mut said = said;
        let (wanted, found) = (steps(&mut whole), steps(&mut said));
        let empty = Value::Null;
        let steps = wanted
            .iter()
            .enumerate()
            .map(|(at, step)| beyond(step, found.get(at).unwrap_or(&empty)))
            .collect();
        let mut rest = beyond(&Value::Object(whole), &Value::Object(said));
        rest.shift_remove("schema");
        if flow.document.root.is_none() && has_root {
            rest.insert("root".to_owned(), Value::Null);
        }
        if flow.description.trim() != description {
            // Kept apart from a field of the document that may be called so.
            rest.insert(read::DESCRIPTION.to_owned(), Value::from(flow.description.trim()));
        }
        Self { steps, flow: rest }
    }
}

fn object(document: &FlowDocument) -> Object {
    match shapes::render(document, Shape::Canonical) {
        Value::Object(fields) => fields,
        _ => Object::new(),
    }
}

/// The fields of one that the other does not have the same.
fn beyond(wanted: &Value, found: &Value) -> Object {
    let fields = wanted.as_object().into_iter().flatten();
    let differ = fields.filter(|(name, value)| found.get(name.as_str()) != Some(*value));
    differ.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// A page while it is written.
struct Page<'a> {
    blocks: Vec<String>,
    titles: HashMap<&'a NodeId, &'a str>,
}

impl<'a> Page<'a> {
    fn of(flow: &Flow<'a>, carried: &Carried) -> String {
        let document = flow.document;
        let mut page = Self {
            blocks: vec![front_matter(flow)],
            titles: document
                .nodes
                .iter()
                .map(|node| (&node.id, node.title.as_str()))
                .collect(),
        };
        page.push(format!("# {}", inline::written(flow.name)));
        page.blocks.extend(prose::written(flow.description));
        if !document.intake.is_empty() {
            page.push(format!("## Variables {}", read::VARIABLES));
            page.push(variables(&document.intake));
        }
        for (at, node) in document.nodes.iter().enumerate() {
            page.step(document.kind, node);
            page.blocks.extend(
                carried
                    .steps
                    .get(at)
                    .and_then(|fields| carried::written(Of::Step, fields)),
            );
        }
        if !document.connections.is_empty() {
            page.push(format!("## Connections {}", read::CONNECTIONS));
            let table = page.connections(&document.connections);
            page.push(table);
        }
        page.blocks.extend(carried::written(Of::Flow, &carried.flow));
        page.blocks.join("\n\n") + "\n"
    }

    fn push(&mut self, block: String) {
        self.blocks.push(block);
    }

    fn step(&mut self, kind: FlowKind, node: &Node) {
        let marks = "#".repeat(about::level(kind, node.node_type));
        let title = inline::written(&node.title);
        let space = if title.is_empty() { "" } else { " " };
        self.push(format!("{marks} {title}{space}<a id=\"{}\"></a>", node.id));
        self.blocks.extend(about::written(kind, node));
        self.blocks.extend(prose::written(&node.description));
        self.blocks
            .extend(prose::labelled(Label::Help.words(), &node.help_text));
        self.blocks
            .extend(prose::labelled(Label::Expected.words(), &node.expected_outcome));
        if !node.checklist.is_empty() {
            let items = node
                .checklist
                .iter()
                .map(|item| format!("- [ ] {}", inline::written(item)));
            self.list(Label::Checklist.words(), items);
        }
        for command in &node.commands {
            self.command(command);
        }
        if let Some(tree) = node.tree_id {
            self.push(format!("**{}:** `{tree}`", Label::RunsFlow.words()));
        }
        if !node.options.is_empty() {
            let label = if kind == FlowKind::Impact {
                LEADS_TO
            } else {
                Label::Answers.words()
            };
            let answers: Vec<String> = node
                .options
                .iter()
                .map(|option| {
                    let to = option.to.as_ref().map(|to| format!("→ {}", self.link(to)));
                    let parts = ["-".to_owned(), inline::written(&option.label), to.unwrap_or_default()];
                    parts
                        .into_iter()
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect();
            self.list(label, answers.into_iter());
        }
        if let Some(next) = &node.next {
            let link = self.link(next);
            self.push(format!("**{}:** {link}", Label::Next.words()));
        }
    }

    fn list(&mut self, label: &str, items: impl Iterator<Item = String>) {
        self.push(format!("**{label}:**\n\n{}", items.collect::<Vec<_>>().join("\n")));
    }

    fn command(&mut self, command: &Command) {
        let label = inline::written(&command.label);
        let space = if label.is_empty() { "" } else { " " };
        let fence = Fence::around(&command.command);
        let text = read::command_seen(&command.command);
        let end = if text.is_empty() { "" } else { "\n" };
        let info = read::info_seen(&command.command_type);
        self.push(format!(
            "**{}:**{space}{label}\n\n{fence}{info}\n{text}{end}{fence}",
            Label::Command.words()
        ));
    }

    fn link(&self, to: &NodeId) -> String {
        let title = self
            .titles
            .get(to)
            .map(|title| title.trim())
            .filter(|title| !title.is_empty());
        inline::link(title.unwrap_or(to.as_str()), to.as_str())
    }

    fn connections(&self, connections: &[Connection]) -> String {
        let rows = connections.iter().map(|connection| {
            [
                pipes(&self.link(&connection.from)),
                relation(connection.connection_type).to_owned(),
                pipes(&self.link(&connection.to)),
                cell(&connection.label),
            ]
        });
        table(["From", "Relation", "To", "Label"], rows)
    }
}

/// What a connection of this type is called.
pub(super) const fn relation(connection_type: ConnectionType) -> &'static str {
    match connection_type {
        ConnectionType::ParentChild => "leads to",
        ConnectionType::Dependency => "needs",
        ConnectionType::Reference => "see also",
    }
}

fn variables(intake: &[IntakeVariable]) -> String {
    let rows = intake.iter().map(|variable| {
        let word = json!(variable.variable_type);
        [
            cell(&variable.name),
            cell(&variable.label),
            word.as_str().unwrap_or_default().to_owned(),
            if variable.required { "yes" } else { "no" }.to_owned(),
            if variable.deferred {
                "when needed"
            } else {
                "at the start"
            }
            .to_owned(),
            cell(&variable.choices.join(", ")),
        ]
    });
    table(["Name", "Question", "Type", "Required", "Asked", "Choices"], rows)
}

fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: &[String; N]| format!("\n| {} |", cells.join(" | "));
    let body: String = rows.map(|row| line(&row)).collect();
    format!("| {} |\n|{}{body}", header.join(" | "), " --- |".repeat(N))
}

fn cell(text: &str) -> String {
    pipes(&inline::written(text))
}

fn pipes(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

/// A value of the front matter: as it is where YAML takes it for a text, else between quotes.
fn yaml(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/'))
        && !text.ends_with(' ')
        && !["true", "false", "yes", "no", "on", "off", "null"].contains(&text.to_lowercase().as_str());
    if is_plain {
        text.to_owned()
    } else {
        Value::from(text).to_string()
    }
}

fn front_matter(flow: &Flow<'_>) -> String {
    let mut lines = vec![
        "---".to_owned(),
        format!("{MARK}: {FORM}"),
        format!("type: {}", flow.document.kind),
    ];
    lines.extend(flow.category.map(|category| format!("category: {}", yaml(category))));
    if !flow.tags.is_empty() {
        let tags: Vec<String> = flow.tags.iter().map(|tag| yaml(tag)).collect();
        lines.push(format!("tags: [{}]", tags.join(", ")));
    }
    lines.push("---".to_owned());
    lines.join("\n")
}
