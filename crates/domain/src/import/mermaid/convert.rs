//! What a flowchart means as a troubleshooting flow.
//!
//! | in the chart | in the flow |
//! |---|---|
//! | a diamond, or any box that two lines leave | decision; its lines are the answers |
//! | a box that one line leaves | action; a text on the line goes into its description |
//! | a box that no line leaves | solution |
//!
//! A diamond with fewer than two lines stays a decision: what the other answer is only its author knows.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{
    boxes::Boxes,
    chart::{Chart, Edge},
    entry,
    groups::{self, Resolved},
    label, options,
};
use crate::{
    flow::{AnswerOption, Connection, ConnectionType, FlowDocument, FlowKind, MAX_NODES, Node, NodeId, NodeType},
    import::{
        ImportError, Imported, intake,
        losses::Losses,
        text::{Title, append_block},
    },
};

/// The name of a flow whose chart says nothing that could be one.
const NAMELESS: &str = "Imported flowchart";

pub(super) fn convert(chart: &Chart, name: Option<String>, mut losses: Losses) -> Result<Imported, ImportError> {
    let Resolved { edges, is_group } = groups::resolve(chart, &mut losses)?;
    let edges = without_doubles(edges, &mut losses);
    let mut boxes = Boxes::read(chart, is_group, &mut losses);
    let mut leaving = vec![vec![]; chart.vertices.len()];
    for edge in &edges {
        leaving[edge.from].push(edge);
    }

    let mut document = FlowDocument::empty(FlowKind::Troubleshooting);
    document.nodes = boxes
        .all()
        .map(|at| node(&boxes, at, &leaving[at], &mut losses))
        .collect();
    document.connections = ways_back(&boxes, &edges);
    let roots = entry::roots(&boxes.all().collect::<Vec<_>>(), &edges, chart.vertices.len());
    let subject = match *roots {
        [] => return Err(ImportError::whole("this flowchart has no boxes")),
        [root] => {
            document.root = Some(boxes.id(root).clone());
            Some(boxes.reading(root).title.clone())
        }
        _ => {
            document.root = Some(ask_where_to_begin(&mut boxes, &roots, &mut document, &mut losses)?);
            common_section(&boxes, &roots).map(str::to_owned)
        }
    };
    add_links(&boxes, &mut document, &mut losses);
    intake::declare(&mut document, &mut losses);

    let names = [name, chart.title.clone(), subject].into_iter().flatten();
    let name = names.map(|name| Title::of(&name).text).find(|name| !name.is_empty());
    Ok(Imported {
        name: name.unwrap_or_else(|| NAMELESS.to_owned()),
        description: chart.description.clone(),
        category: None,
        tags: vec![],
        tree_structure: document,
        losses: losses.finish(),
    })
}

/// Drops a line that is drawn twice with the same text.
fn without_doubles(edges: Vec<Edge>, losses: &mut Losses) -> Vec<Edge> {
    let mut known = HashSet::new();
    let mut is_new =
        |edge: &Edge| known.insert((edge.from, edge.to, edge.label.as_ref().map(|label| label.text.clone())));
    let (new, doubles): (Vec<_>, Vec<_>) = edges.into_iter().partition(|edge| is_new(edge));
    for double in doubles {
        losses.line(double.line, "the same line is drawn again");
    }
    new
}

/// A box with the lines that leave it.
fn node(boxes: &Boxes<'_>, at: usize, leaving: &[&Edge], losses: &mut Losses) -> Node {
    let node_type = match leaving {
        _ if boxes.is_diamond(at) => NodeType::Decision,
        [] => NodeType::Solution,
        [_] => NodeType::Action,
        _ => NodeType::Decision,
    };
    let reading = boxes.reading(at);
    let mut node = Node::new(boxes.id(at).clone(), node_type, reading.title.clone());
    node.description = reading.description.clone();
    node.links = reading
        .links
        .iter()
        .map(|(address, text)| json!({ "url": address, "label": text }))
        .collect();
    if let Some(section) = boxes.section(at) {
        node.extra.insert("section".to_owned(), Value::from(section));
    }
    match (node_type, leaving) {
        (NodeType::Action, [edge]) => lead_on(boxes, &mut node, edge, losses),
        (NodeType::Decision, edges) => {
            node.options = options::answers(&reading.title, edges, |at| boxes.target(at), losses);
        }
        _ => {}
    }
    node
}

/// An action goes on along its only line. A text on that line says something about the action.
fn lead_on(boxes: &Boxes<'_>, node: &mut Node, edge: &Edge, losses: &mut Losses) {
    node.next = Some(boxes.id(edge.to).clone());
    let Some(label) = &edge.label else { return };
    let reading = label::read(label);
    append_block(&mut node.description, &reading.text());
    node.links.extend(
        reading
            .links
            .iter()
            .map(|(address, text)| json!({ "url": address, "label": text })),
    );
    for what in reading.dropped {
        losses.line(edge.line, what);
    }
}

/// `A <--> B` leads on to B; the way back is no answer and no next step, so it is kept as a reference.
fn ways_back(boxes: &Boxes<'_>, edges: &[Edge]) -> Vec<Connection> {
    edges
        .iter()
        .filter(|edge| edge.both_ways)
        .enumerate()
        .map(|(number, edge)| Connection {
            id: format!("back-{}", number + 1),
            from: boxes.id(edge.to).clone(),
            to: boxes.id(edge.from).clone(),
            connection_type: ConnectionType::Reference,
            label: edge
                .label
                .as_ref()
                .map(|label| label::read(label).title)
                .unwrap_or_default(),
            extra: Map::new(),
        })
        .collect()
}

/// A chart that begins in several places gets a question at the start, with an answer for each.
fn ask_where_to_begin(
    boxes: &mut Boxes<'_>,
    roots: &[usize],
    document: &mut FlowDocument,
    losses: &mut Losses,
) -> Result<NodeId, ImportError> {
    if document.nodes.len() == MAX_NODES {
        return Err(ImportError::over_limit(format!(
            "with a question at its start this chart has more than {MAX_NODES} nodes"
        )));
    }
    let title = match common_section(boxes, roots) {
        Some(section) if section.ends_with('?') => Title::of(section).text,
        Some(section) => Title::of(&format!("{section}: which applies?")).text,
        None => "Where do you start?".to_owned(),
    };
    let id = boxes.new_id("start");
    let mut node = Node::new(id.clone(), NodeType::Decision, title.clone());
    node.options = entry::answers(roots.iter().map(|&at| boxes.target(at).title))
        .into_iter()
        .zip(roots)
        .map(|((id, label), &to)| AnswerOption {
            id,
            label,
            to: Some(boxes.id(to).clone()),
            extra: Map::new(),
        })
        .collect();
    document.nodes.insert(0, node);
    losses.at(
        format!("node {id}"),
        format!(
            "added: the chart begins in {} places, so the flow starts by asking {title:?}",
            roots.len()
        ),
    );
    Ok(id)
}

/// The group that all these boxes stand in.
fn common_section<'a>(boxes: &'a Boxes<'_>, roots: &[usize]) -> Option<&'a str> {
    let section = boxes.section(*roots.first()?)?;
    roots
        .iter()
        .all(|&at| boxes.section(at) == Some(section))
        .then_some(section)
}

/// Puts the addresses of `click` lines on their nodes.
fn add_links(boxes: &Boxes<'_>, document: &mut FlowDocument, losses: &mut Losses) {
    let offset = document.nodes.len() - boxes.all().count();
    for click in &boxes.chart.clicks {
        let Some(place) = boxes.place(&click.vertex) else {
            losses.line(
                click.line,
                format!("click on {}, which is no box: {}", click.vertex, click.address),
            );
            continue;
        };
        let mut link = json!({ "url": click.address });
        if let Some(tooltip) = &click.tooltip {
            link["label"] = Value::from(tooltip.as_str());
        }
        document.nodes[offset + place].links.push(link);
    }
}
