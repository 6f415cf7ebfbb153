//! Changes of single fields, as an editor makes them one after the other.

use serde_json::{Map, Value, json};

use super::{
    grain::{Grain, Items},
    place::{POSITION, Place},
};
use crate::flow::{
    document::FlowDocument,
    fault::{Fault, Rejected},
    shapes::{self, Shape},
};

/// One change of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What is changed: a field, or a node or another item of a list as a whole.
    pub place: Place,
    /// What it becomes; null takes it away. At a `position`: the item after which it is from now on, null to be the first.
    pub value: Value,
}

/// The document after these changes, one after the other.
///
/// # Errors
/// [`Rejected::Invalid`] with a fault under `/changes/<n>` for each change that fits nowhere, or, when all fit but what comes of them is
/// no document, with faults under `/document`. When the result is too large.
pub fn apply(document: &FlowDocument, edits: &[Edit]) -> Result<FlowDocument, Rejected> {
    let mut changed = shapes::render(document, Shape::Canonical);
    let grain = Grain::of(document.kind);
    let fault = |(at, message)| Fault {
        pointer: format!("/changes/{at}"),
        message,
    };
    let faults: Vec<Fault> = edits
        .iter()
        .enumerate()
        .filter_map(|(at, edit)| Some((at, make(&mut changed, grain, edit).err()?)))
        .map(fault)
        .collect();
    if !faults.is_empty() {
        return Err(Rejected::Invalid(faults));
    }
    shapes::parse(Some(document.kind), changed).map_err(|rejected| match rejected {
        Rejected::TooLarge(limit) => Rejected::TooLarge(limit),
        Rejected::Invalid(faults) => Rejected::Invalid(faults.into_iter().map(under_document).collect()),
    })
}

fn under_document(fault: Fault) -> Fault {
    Fault {
        pointer: format!("/document{}", fault.pointer),
        ..fault
    }
}

/// Why a change fits nowhere: a sentence without a full stop.
type Refusal = String;

fn make(document: &mut Value, grain: &Grain, edit: &Edit) -> Result<(), Refusal> {
    let path = edit.place.path();
    match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Err("say which node or which field is changed".to_owned()),
        ["schema" | "kind" | "nodes"] => Err(format!("{} cannot be changed", path[0])),
        ["nodes", _, "id"] => Err("the id of a node stays; remove the node and add another".to_owned()),
        names => set(document, grain, names, &edit.value),
    }
}

/// Sets what is at the end of the path. The path is never empty.
fn set(value: &mut Value, grain: &Grain, path: &[&str], new: &Value) -> Result<(), Refusal> {
    let [name, rest @ ..] = path else { return Ok(()) };
    if let Grain::Items(items) = grain {
        return set_item(value, items, name, rest, new);
    }
    let Some(fields) = value.as_object_mut() else {
        return Err(format!("there is no {name} in something that has no fields"));
    };
    if rest.is_empty() {
        match new {
            Value::Null => drop(fields.remove(*name)),
            new => drop(fields.insert((*name).to_owned(), new.clone())),
        }
        return Ok(());
    }
    let grain = grain.field(name);
    let empty = match grain {
        Grain::Whole => return Err(format!("{name} is changed as a whole")),
        Grain::Items(_) => json!([]),
        Grain::Fields(_) | Grain::Layout => json!({}),
    };
    set(fields.entry(*name).or_insert(empty), grain, rest, new)
}

fn set_item(list: &mut Value, items: &Items, key: &str, rest: &[&str], new: &Value) -> Result<(), Refusal> {
    let Some(list) = list.as_array_mut() else {
        return Err(format!("there is no {key} in something that is no list"));
    };
    let find = |list: &[Value], key: &str| list.iter().position(|item| items.key_of(item) == key);
    let at = find(list, key);
    let missing = |key: &str| format!("there is no {key}");
    match (rest, new) {
        ([], Value::Null) => drop(at.map(|at| list.remove(at))),
        ([], Value::Object(item)) => {
            let item = named(item, items.key, key)?;
            match at {
                Some(at) => list[at] = item,
                None => list.push(item),
            }
        }
        ([], _) => return Err(format!("{key} as a whole is an object")),
        ([POSITION], after) if items.ordered => {
            let item = list.remove(at.ok_or_else(|| missing(key))?);
            let to = match after {
                Value::Null => Some(0),
                Value::String(after) => find(list, after).map(|before| before + 1),
                _ => None,
            };
            let to =
                to.ok_or_else(|| format!("a position is the id of another item in the list or null, not {after}"))?;
            list.insert(to, item);
        }
        (rest, new) => set(&mut list[at.ok_or_else(|| missing(key))?], items.item, rest, new)?,
    }
    Ok(())
}

/// The item with its key in it.
fn named(item: &Map<String, Value>, field: &str, key: &str) -> Result<Value, Refusal> {
    let mut item = item.clone();
    let said = item.entry(field).or_insert_with(|| key.into());
    if said == key {
        Ok(Value::Object(item))
    } else {
        Err(format!("this is about {key}, and the value says {said}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow() -> FlowDocument {
        shapes::parse(
            None,
            json!({"kind": "procedural", "nodes": [
                {"id": "a", "type": "procedure_step", "title": "A", "risk": "low"},
                {"id": "b", "type": "procedure_step", "title": "B"}]}),
        )
        .expect("is a flow")
    }

    fn edit(node: Option<&str>, field: Option<&str>, value: Value) -> Edit {
        let node_id = node.map(|id| id.parse().expect("is an id"));
        let field = field.map(str::to_owned);
        Edit {
            place: Place { node_id, field },
            value,
        }
    }

    fn faults(edits: &[Edit]) -> Vec<String> {
        let rejected = apply(&flow(), edits).expect_err("it fits nowhere");
        rejected.faults().iter().map(|fault| fault.pointer.clone()).collect()
    }

    #[test]
    fn fields_are_set_taken_away_and_items_added_moved_and_removed() {
        let edited = apply(
            &flow(),
            &[
                edit(Some("a"), Some("title"), json!("A2")),
                edit(Some("a"), Some("risk"), Value::Null),
                edit(Some("a"), Some("template_data/why/not"), json!(1)),
                edit(Some("c"), None, json!({"type": "procedure_step", "title": "C"})),
                edit(Some("c"), Some("position"), json!("a")),
                edit(Some("b"), Some("position"), Value::Null),
                edit(None, Some("intake/port"), json!({"label": "Port", "type": "text"})),
                edit(None, Some("intake/port/label"), json!("Switch port")),
                edit(None, Some("canvas/zoom"), json!(2.0)),
            ],
        );
        // `why/not` is a field in a value that is compared as a whole.
        let rejected = edited.expect_err("template_data has whole values");
        assert_eq!(rejected.faults()[0].pointer, "/changes/2");
        let edited = apply(
            &flow(),
            &[
                edit(Some("a"), Some("title"), json!("A2")),
                edit(Some("a"), Some("risk"), Value::Null),
                edit(Some("a"), Some("template_data/why~1not"), json!(1)),
                edit(Some("c"), None, json!({"type": "procedure_step", "title": "C"})),
                edit(Some("c"), Some("position"), json!("a")),
                edit(Some("b"), Some("position"), Value::Null),
                edit(None, Some("intake/port"), json!({"label": "Port", "type": "text"})),
                edit(None, Some("intake/port/label"), json!("Switch port")),
            ],
        )
        .expect("they fit");
        let ids: Vec<_> = edited.nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(ids, ["b", "a", "c"]);
        assert_eq!((edited.nodes[1].title.as_str(), edited.nodes[1].risk), ("A2", None));
        assert_eq!(edited.nodes[1].template_data["why/not"], 1);
        assert_eq!(edited.intake[0].label, "Switch port");
        let removed = apply(&edited, &[edit(Some("c"), None, Value::Null)]).expect("it fits");
        assert_eq!(removed.nodes.len(), 2);
    }

    #[test]
    fn what_fits_nowhere_is_told_with_its_number() {
        assert_eq!(
            faults(&[
                edit(Some("a"), Some("title"), json!("fits")),
                edit(Some("x"), Some("title"), json!("no such node")),
                edit(Some("a"), Some("id"), json!("b")),
                edit(Some("a"), None, json!({"id": "b"})),
                edit(Some("a"), None, json!("no node")),
                edit(Some("a"), Some("position"), json!("x")),
                edit(None, Some("kind"), json!("impact")),
                edit(None, None, Value::Null),
            ]),
            (1..8).map(|at| format!("/changes/{at}")).collect::<Vec<_>>()
        );
        assert_eq!(
            faults(&[edit(Some("a"), Some("type"), json!("nothing"))]),
            ["/document/nodes/0/type"]
        );
    }
}
