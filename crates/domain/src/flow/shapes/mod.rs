//! The shapes in which a flow document may arrive and leave.
//!
//! Inside there is one form, the canonical one ([`FlowDocument`]). Each other shape says the same in another arrangement:
//! the shapes differ in where the nodes are; what a node, an option, a command or a connection looks like is read alike in
//! all of them. Whatever the document says survives the way in and out of every shape, unknown fields too.

mod canonical;
mod depth;
mod graph;
mod nested;
mod read;
mod steps;
mod survey;
mod write;

use serde_json::{Map, Value};

use super::{
    document::{FlowDocument, FlowKind, MAX_BYTES, MAX_NODES},
    fault::{Fault, Faults, Rejected, TooLarge},
};
use read::Path;

/// An arrangement of a flow document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// The form of [`FlowDocument`]: `{"schema": 1, "kind", "root", "nodes", …}`.
    Canonical,
    /// Nodes inside their parents: `{"id", "type", "question", "options", "children"}`, perhaps under `root`.
    Nested,
    /// A list of steps, which may be plain texts: `{"steps": […]}`.
    Steps,
    /// `{"nodes", "connections", "canvas_state"}`.
    Graph,
}

impl Shape {
    /// All shapes.
    pub const ALL: [Self; 4] = [Self::Canonical, Self::Nested, Self::Steps, Self::Graph];
}

/// Which shape `value` has; `None` if it is no flow document at all.
#[must_use]
pub fn detect(value: &Value) -> Option<Shape> {
    let map = value.as_object()?;
    let has = |name: &str| map.get(name).is_some_and(|value| !value.is_null());
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    if has("nodes") {
        let graph = !has("schema") && (any(&["canvas_state", "edges"]) || !has("kind"));
        Some(if graph { Shape::Graph } else { Shape::Canonical })
    } else if has("steps") {
        Some(Shape::Steps)
    } else if any(nested::INLINE) || has("roots") || map.get("root").is_some_and(Value::is_object) {
        Some(Shape::Nested)
    } else {
        // A new flow that has nothing in it yet.
        (map.is_empty() || any(&["schema", "kind", "tree_type"])).then_some(Shape::Canonical)
    }
}

/// Reads a flow document of any shape. `kind` is the kind that the caller named; a document that names another has a fault.
///
/// # Errors
/// [`Rejected::TooLarge`] over the limits on nodes and bytes, else [`Rejected::Invalid`] with every fault at once.
pub fn parse(kind: Option<FlowKind>, value: Value) -> Result<FlowDocument, Rejected> {
    if let Some(deepest) = depth::too_deep(&value) {
        depth::dismantle(value);
        return Err(invalid(deepest));
    }
    let Some(shape) = detect(&value) else {
        return Err(invalid(Fault {
            pointer: String::new(),
            message: NO_DOCUMENT.to_owned(),
        }));
    };
    let survey = survey::survey(shape, &value);
    if survey.nodes > MAX_NODES {
        return Err(Rejected::TooLarge(TooLarge::Nodes(survey.nodes)));
    }
    let mut faults = Faults::default();
    let kind = survey::settle_kind(kind, &value, survey.kind, &mut faults);
    let Some(fields) = read::object(value, "a flow document", Path::Root, &mut faults) else {
        return Err(invalid(Fault {
            pointer: String::new(),
            message: NO_DOCUMENT.to_owned(),
        }));
    };
    let document = match shape {
        Shape::Canonical => canonical::read(fields, kind, &mut faults),
        Shape::Nested => nested::read(fields, kind, &mut faults),
        Shape::Steps => steps::read(fields, kind, &mut faults),
        Shape::Graph => graph::read(fields, kind, &mut faults),
    };
    let document = faults.or(document)?;
    match size(&document) {
        bytes if bytes > MAX_BYTES => Err(Rejected::TooLarge(TooLarge::Bytes(bytes))),
        _ => Ok(document),
    }
}

const NO_DOCUMENT: &str =
    "a flow document is an object with \"nodes\", or \"steps\", or a node with \"children\", perhaps under \"root\"";

fn invalid(fault: Fault) -> Rejected {
    Rejected::Invalid(vec![fault])
}

/// Writes the document in a shape. [`parse`] gives the same document back, whatever the shape.
#[must_use]
pub fn render(document: &FlowDocument, shape: Shape) -> Value {
    Value::Object(match shape {
        Shape::Canonical => canonical::write(document),
        Shape::Nested => nested::write(document),
        Shape::Steps => steps::write(document),
        Shape::Graph => graph::write(document),
    })
}

/// How many bytes the document has as compact JSON.
#[must_use]
pub fn size(document: &FlowDocument) -> usize {
    struct Counted(usize);
    impl std::io::Write for Counted {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut counted = Counted(0);
    // Counting cannot fail, and a document has no map with keys that are not texts.
    let _ = serde_json::to_writer(&mut counted, document);
    counted.0
}

type Object = Map<String, Value>;
