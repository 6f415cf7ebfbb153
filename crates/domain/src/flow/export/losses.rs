//! What a file does not hold, found by reading it: whatever does not come back as it was is listed.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::{Flow, Format};
use crate::{
    flow::{
        FlowDocument, Node,
        shapes::{self, Shape},
    },
    import::{self, ImportOptions, Imported, Loss, text::excerpt},
};

/// What of the flow is not in its text.
pub(super) fn of(flow: &Flow<'_>, format: Format, text: &str) -> Vec<Loss> {
    match import::import(format.into(), text, ImportOptions::default()) {
        Ok(back) => compared(flow, &back),
        Err(error) => vec![loss("file", format!("it cannot be imported again: {error}"))],
    }
}

fn loss(place: impl Into<String>, what: impl Into<String>) -> Loss {
    Loss {
        where_: place.into(),
        what: what.into(),
    }
}

fn compared(flow: &Flow<'_>, back: &Imported) -> Vec<Loss> {
    let mut losses = vec![];
    let beside = [
        ("the name as it is written", flow.name.trim() != back.name),
        (
            "the description",
            flow.description.trim() != back.description.as_deref().unwrap_or_default(),
        ),
        ("the category", flow.category != back.category.as_deref()),
        ("the tags", flow.tags != back.tags),
    ];
    let (was, is) = (flow.document, &back.tree_structure);
    let mut of_flow: Vec<String> = beside
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(what, _)| what.to_owned())
        .collect();
    if was.root != is.root {
        of_flow.push("where it starts".to_owned());
    }
    let ids = |document: &FlowDocument| document.nodes.iter().map(|node| node.id.clone()).collect::<Vec<_>>();
    let here = ids(is);
    if ids(was).iter().filter(|id| here.contains(id)).ne(here.iter()) {
        of_flow.push("the order of the steps".to_owned());
    }
    let known = |fields: &Map<String, Value>| {
        fields
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    };
    let (fields, others): (BTreeMap<String, Value>, BTreeMap<String, Value>) = (known(&was.extra), known(&is.extra));
    of_flow.extend(
        fields
            .iter()
            .filter(|(name, value)| others.get(*name) != Some(*value))
            .map(|(name, _)| field(name)),
    );
    if !of_flow.is_empty() {
        losses.push(loss("flow", of_flow.join(", ")));
    }
    if was.canvas != is.canvas {
        losses.push(loss("map", "where the steps stand"));
    }
    steps(was, is, &mut losses);
    variables(was, is, &mut losses);
    connections(was, is, &mut losses);
    losses
}

fn steps(was: &FlowDocument, is: &FlowDocument, losses: &mut Vec<Loss>) {
    let back: HashMap<_, _> = is.nodes.iter().map(|node| (&node.id, node)).collect();
    let mut ids_differ = false;
    for node in &was.nodes {
        let place = match excerpt(&node.title).as_str() {
            "" => format!("step {}", node.id),
            title => format!("step {} \"{title}\"", node.id),
        };
        let Some(other) = back.get(&node.id) else {
            losses.push(loss(place, "all of it"));
            continue;
        };
        let (fields, others) = (fields(node), self::fields(other));
        let names = fields
            .keys()
            .chain(others.keys().filter(|name| !fields.contains_key(*name)));
        let differ = names.filter(|name| *name != "options" && fields.get(*name) != others.get(*name));
        let mut what: Vec<String> = differ.map(|name| in_words(name, node)).collect();
        let leads = |node: &Node| {
            node.options
                .iter()
                .map(|option| (option.label.clone(), option.to.clone(), option.extra.clone()))
                .collect::<Vec<_>>()
        };
        if leads(node) != leads(other) {
            what.push("its answers as they are".to_owned());
        }
        ids_differ |= node
            .options
            .iter()
            .map(|option| &option.id)
            .ne(other.options.iter().map(|option| &option.id));
        if !what.is_empty() {
            losses.push(loss(place, what.join(", ")));
        }
    }
    if ids_differ {
        losses.push(loss(
            "answers",
            "their ids, by which recorded runs know them: new ones are made from their labels",
        ));
    }
}

fn fields(node: &Node) -> Map<String, Value> {
    match serde_json::to_value(node) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn in_words(name: &str, node: &Node) -> String {
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    match name {
        "title" => "the title as it is written".to_owned(),
        "type" => format!("that it is a {}", node.node_type.as_str()),
        "description" => "the description".to_owned(),
        "help_text" => "the help".to_owned(),
        "expected_outcome" => "the expected outcome".to_owned(),
        "next" => "what comes next".to_owned(),
        "tree_id" => "which flow it runs".to_owned(),
        "commands" => counted(node.commands.len(), "command", "commands"),
        "checklist" => counted(node.checklist.len(), "thing to tick off", "things to tick off"),
        "est_minutes" => "the estimated minutes".to_owned(),
        "risk" => "the risk".to_owned(),
        "library_visibility" => "who sees it in the library".to_owned(),
        "template_data" => "the fields of its template".to_owned(),
        "attachments" => counted(node.attachments.len(), "attachment", "attachments"),
        "links" => counted(node.links.len(), "link", "links"),
        other => field(other),
    }
}

fn field(name: &str) -> String {
    format!("the field \"{name}\"")
}

fn variables(was: &FlowDocument, is: &FlowDocument, losses: &mut Vec<Loss>) {
    for variable in &was.intake {
        match is.intake.iter().find(|other| other.name == variable.name) {
            Some(other) if other == variable => {}
            Some(_) => losses.push(loss(
                format!("variable {}", variable.name),
                "how and when it is asked for",
            )),
            None => losses.push(loss(format!("variable {}", variable.name), "that it is asked for")),
        }
    }
    let names = |document: &FlowDocument| {
        document
            .intake
            .iter()
            .map(|variable| variable.name.clone())
            .collect::<Vec<_>>()
    };
    let (before, after) = (names(was), names(is));
    let added: Vec<&str> = after
        .iter()
        .filter(|name| !before.contains(name))
        .map(String::as_str)
        .collect();
    if !added.is_empty() {
        losses.push(loss(
            "variables",
            format!("added, because a text uses them: {}", added.join(", ")),
        ));
    } else if before.iter().filter(|name| after.contains(name)).ne(after.iter()) {
        losses.push(loss("variables", "their order"));
    }
}

fn connections(was: &FlowDocument, is: &FlowDocument, losses: &mut Vec<Loss>) {
    let [wanted, found] =
        [was, is].map(
            |document| match shapes::render(document, Shape::Canonical).get("connections") {
                Some(Value::Array(connections)) => connections.clone(),
                _ => vec![],
            },
        );
    let seen = |connection: &Value| {
        ["from", "to", "type", "label"].map(|name| connection.get(name).cloned().unwrap_or_default())
    };
    let mut left: Vec<_> = found.iter().map(seen).collect();
    for connection in &wanted {
        if let Some(at) = left.iter().position(|other| *other == seen(connection)) {
            left.remove(at);
            continue;
        }
        let end = |name: &str| {
            connection
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        losses.push(loss(
            format!("connection {}", end("id")),
            format!("the line from {} to {} as it is", end("from"), end("to")),
        ));
    }
    if wanted != found {
        losses.push(loss("connections", "their ids, their order and fields of their own"));
    }
}
