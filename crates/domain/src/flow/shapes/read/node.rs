//! One node, its options and its commands.

use serde_json::Value;
use uuid::Uuid;

use super::{
    GivenIds,
    fields::{Fields, Path, object},
};
use crate::flow::{
    document::{AnswerOption, Command, FlowKind, LibraryVisibility, Node, NodeId, NodeType, Risk},
    fault::Faults,
};

pub(crate) const TITLE: &[&str] = &["title", "question"];
pub(crate) const NEXT: &[&str] = &["next", "next_node_id"];
pub(crate) const OPTION_TO: &[&str] = &["to", "next_node_id", "next"];

/// What the nodes of one document have in common while they are read.
pub(crate) struct Read<'f> {
    pub(crate) kind: Option<FlowKind>,
    /// Not the canonical shape: ids may be missing or whole numbers.
    pub(crate) foreign: bool,
    /// What a node is that does not say it.
    pub(crate) default_type: Option<NodeType>,
    /// Unknown fields that the shape writes elsewhere: see [`Fields::rest`].
    pub(crate) set_aside: &'static [&'static str],
    pub(crate) ids: GivenIds,
    pub(crate) faults: &'f mut Faults,
}

/// A node and whether it came without an id: see [`Read::give_ids`].
pub(crate) struct ReadNode {
    pub(crate) node: Node,
    pub(crate) needs_id: bool,
}

/// Reads a node; the fields that place it in its shape (`children`, `steps`, `position`) are taken out before.
pub(crate) fn read_node(mut fields: Fields<'_>, read: &mut Read<'_>) -> ReadNode {
    let at = *fields.at();
    let id = read_id(&mut fields, read);
    let node_type = read_type(&mut fields, read);
    let foreign = read.foreign;
    let faults = &mut *read.faults;
    let needs_id = id.is_none();
    // A node without a type has a fault, so nobody will see the stand-in.
    let node_type = node_type.unwrap_or(NodeType::Action);
    let mut node = Node::new(
        id.unwrap_or_else(NodeId::pending),
        node_type,
        fields.text(TITLE, faults),
    );
    node.description = fields.text(&["description"], faults);
    let (name, options) = fields.list(&["options"], faults);
    node.options = read_options(options, foreign, &at.field(name), faults);
    node.next = fields.node_id(NEXT, foreign, faults);
    node.tree_id = read_tree_id(&mut fields, faults);
    node.help_text = fields.text(&["help_text"], faults);
    node.expected_outcome = fields.text(&["expected_outcome"], faults);
    node.commands = read_commands(&mut fields, faults);
    node.checklist = fields.texts(&["checklist"], faults);
    node.est_minutes = fields.number(&["est_minutes", "estimated_minutes"], faults);
    if node.est_minutes.is_some_and(|minutes| minutes < 0.0) {
        at.field("est_minutes").fault(faults, "cannot be negative");
    }
    node.risk = fields.word::<Risk>(&["risk"], "low, medium, high", faults);
    node.library_visibility = fields.word::<LibraryVisibility>(&["library_visibility"], "team, public", faults);
    node.template_data = fields.map(&["template_data"], faults);
    node.attachments = fields.values(&["attachments"], faults);
    node.links = fields.values(&["links"], faults);
    node.extra = fields.rest(read.set_aside, faults);
    ReadNode { node, needs_id }
}

impl Read<'_> {
    /// Gives ids to the nodes that came without: from the title, so that the same input always gets the same.
    pub(crate) fn give_ids<'n>(&mut self, nodes: impl Iterator<Item = &'n mut ReadNode>) {
        for ReadNode { node, .. } in nodes.filter(|read| read.needs_id) {
            if let Ok(id) = NodeId::try_from(self.ids.give(&node.title, node.node_type.as_str())) {
                node.id = id;
            }
        }
    }
}

fn read_id(fields: &mut Fields<'_>, read: &mut Read<'_>) -> Option<NodeId> {
    let given = fields.says(&["id"]);
    let id = fields.node_id(&["id"], read.foreign, read.faults);
    match &id {
        Some(id) if !read.ids.take(id.as_str()) => {
            fields
                .at()
                .field("id")
                .fault(read.faults, format!("there is already a node \"{id}\""));
        }
        None if !given && !read.foreign => fields.at().field("id").fault(read.faults, "a node needs an id"),
        _ => {}
    }
    id
}

fn read_type(fields: &mut Fields<'_>, read: &mut Read<'_>) -> Option<NodeType> {
    let allowed = read.kind.map_or(&NodeType::ALL[..], FlowKind::node_types);
    let list = || {
        allowed
            .iter()
            .map(|node_type| node_type.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let at = *fields.at();
    let Some((name, value)) = fields.take(&["type"]) else {
        if read.default_type.is_none() {
            at.field("type")
                .fault(read.faults, format!("a node needs a type, one of {}", list()));
        }
        return read.default_type;
    };
    let Value::String(word) = &value else {
        fields.wrong_type(name, "a text", &value, read.faults);
        return None;
    };
    let known = NodeType::ALL.into_iter().find(|node_type| node_type.as_str() == word);
    match (known, read.kind) {
        (None, _) => at.field(name).fault(
            read.faults,
            format!("\"{word}\" is no node type; it has to be one of {}", list()),
        ),
        (Some(node_type), Some(kind)) if !allowed.contains(&node_type) => {
            at.field(name).fault(
                read.faults,
                format!("a {kind} flow has no {word}; its nodes are {}", list()),
            );
        }
        _ => {}
    }
    known
}

fn read_tree_id(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Uuid> {
    let text = fields.text(&["tree_id"], faults);
    if text.is_empty() {
        return None;
    }
    let id = text.parse().ok();
    if id.is_none() {
        fields
            .at()
            .field("tree_id")
            .fault(faults, "has to be the id of a flow (a UUID)");
    }
    id
}

fn read_options(items: Vec<Value>, foreign: bool, at: &Path<'_>, faults: &mut Faults) -> Vec<AnswerOption> {
    let mut ids = GivenIds::default();
    let mut options = vec![];
    for (index, item) in items.into_iter().enumerate() {
        let here = at.item(index);
        if let Value::String(label) = item {
            options.push(AnswerOption {
                id: String::new(),
                label,
                to: None,
                extra: Default::default(),
            });
            continue;
        }
        let Some(mut fields) = object(item, "an option", here, faults) else {
            continue;
        };
        let id = match fields.take(&["id"]) {
            Some((_, Value::Number(number))) if foreign => number.to_string(),
            Some((_, Value::String(id))) => id,
            None => String::new(),
            Some((name, other)) => {
                fields.wrong_type(name, "a text", &other, faults);
                String::new()
            }
        };
        if !id.is_empty() && !ids.take(&id) {
            here.field("id")
                .fault(faults, format!("there is already an option \"{id}\" in this node"));
        }
        options.push(AnswerOption {
            id,
            label: fields.text(&["label"], faults),
            to: fields.node_id(OPTION_TO, foreign, faults),
            extra: fields.rest(&[], faults),
        });
    }
    for option in options.iter_mut().filter(|option| option.id.is_empty()) {
        option.id = ids.give(&option.label, "option");
    }
    options
}

/// Commands come as one text, a list of texts, an object or a list of objects.
fn read_commands(fields: &mut Fields<'_>, faults: &mut Faults) -> Vec<Command> {
    let Some((name, value)) = fields.take(&["commands"]) else {
        return vec![];
    };
    let at = fields.at().field(name);
    let items = match value {
        Value::Object(map) if map.is_empty() => vec![],
        Value::Array(items) => items
            .into_iter()
            .enumerate()
            .map(|(index, item)| (Some(index), item))
            .collect(),
        single => vec![(None, single)],
    };
    let mut commands = vec![];
    for (index, item) in items {
        let item_at = index.map(|index| at.item(index));
        let here = item_at.unwrap_or(at);
        match item {
            Value::String(text) if text.trim().is_empty() => {}
            Value::String(command) => commands.push(Command::bare(command)),
            Value::Object(_) => {
                let Some(mut fields) = object(item, "a command", here, faults) else {
                    continue;
                };
                commands.push(Command {
                    label: fields.text(&["label"], faults),
                    command: fields.text(&["command", "code"], faults),
                    command_type: fields.text(&["command_type", "language"], faults),
                    extra: fields.rest(&[], faults),
                });
            }
            other => here.fault(
                faults,
                format!(
                    "a command has to be a text or an object, not {}",
                    super::fields::type_name(&other)
                ),
            ),
        }
    }
    commands
}
