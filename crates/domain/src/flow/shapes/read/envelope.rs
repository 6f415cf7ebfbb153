//! What surrounds the nodes: the same fields in every shape, under one of their names.

use serde_json::{Map, Value};

use super::{
    Fields,
    canvas::read_canvas,
    connection::read_connections,
    fields::{Path, node_id},
};
use crate::flow::{
    document::{Canvas, Connection, FlowDocument, FlowKind, IntakeVariable, Node, NodeId, SCHEMA, VariableType},
    fault::Faults,
    variables,
};

/// The names of the kind.
pub(crate) const KIND: &[&str] = &["kind", "tree_type"];
const CONNECTIONS: &[&str] = &["connections", "edges"];
const CANVAS: &[&str] = &["canvas", "canvas_state"];

/// The document without its nodes and without its unknown fields.
pub(crate) struct Envelope {
    /// Whom to start with, when it is told by id.
    pub(crate) root: Option<NodeId>,
    pub(crate) connections: Vec<Connection>,
    pub(crate) intake: Vec<IntakeVariable>,
    pub(crate) canvas: Option<Canvas>,
}

/// Takes the fields around the nodes. The kind is taken and dropped: it is known by now.
pub(crate) fn read_envelope(
    fields: &mut Fields<'_>,
    kind: Option<FlowKind>,
    foreign: bool,
    faults: &mut Faults,
) -> Envelope {
    fields.take(KIND);
    if let Some((name, schema)) = fields.take(&["schema"])
        && schema.as_u64() != Some(u64::from(SCHEMA))
    {
        fields
            .at()
            .field(name)
            .fault(faults, format!("this server reads schema {SCHEMA} of flow documents"));
    }
    let root = match fields.peek("root") {
        Some(Value::Object(_)) => None,
        _ => fields
            .take(&["root"])
            .and_then(|(name, id)| node_id(id, foreign, &fields.at().field(name), faults)),
    };
    let (name, connections) = fields.list(CONNECTIONS, faults);
    let connections = read_connections(connections, kind, foreign, &fields.at().field(name), faults);
    let (name, intake) = fields.list(&["intake"], faults);
    let intake = read_intake(intake, &fields.at().field(name), faults);
    let canvas = fields
        .take(CANVAS)
        .and_then(|(name, canvas)| read_canvas(canvas, fields.at().field(name), faults));
    Envelope {
        root,
        connections,
        intake,
        canvas,
    }
}

fn read_intake(items: Vec<Value>, at: &Path<'_>, faults: &mut Faults) -> Vec<IntakeVariable> {
    let mut names = std::collections::HashSet::new();
    let mut read = |(index, item)| {
        let here = at.item(index);
        let mut fields = super::object(item, "a variable", here, faults)?;
        let name = fields.text(&["name"], faults);
        if !variables::is_name(&name) {
            let message = "a variable's name has letters A–Z, a–z, digits and '_' and does not start with a digit";
            here.field("name").fault(faults, message);
        } else if !names.insert(name.clone()) {
            here.field("name")
                .fault(faults, format!("there is already a variable \"{name}\""));
        }
        Some(IntakeVariable {
            name,
            label: fields.text(&["label"], faults),
            variable_type: fields
                .word::<VariableType>(&["type"], "text, number, choice, boolean, secret", faults)
                .unwrap_or_default(),
            required: fields.flag(&["required"], faults),
            deferred: fields.flag(&["deferred"], faults),
            choices: fields.texts(&["choices"], faults),
            extra: fields.rest(&[], faults),
        })
    };
    items.into_iter().enumerate().filter_map(&mut read).collect()
}

impl Envelope {
    /// The document, with what the shape had to say itself.
    pub(crate) fn around(self, kind: Option<FlowKind>, nodes: Vec<Node>, extra: Map<String, Value>) -> FlowDocument {
        FlowDocument {
            schema: SCHEMA,
            // Without a kind there is a fault, and nobody will see the document.
            kind: kind.unwrap_or(FlowKind::Troubleshooting),
            root: self.root,
            nodes,
            connections: self.connections,
            intake: self.intake,
            canvas: self.canvas,
            extra,
        }
    }
}
