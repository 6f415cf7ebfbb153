//! How finely documents are compared and merged: which parts are compared field by field, which item by item, which as a whole.

use std::{borrow::Cow, collections::HashMap};

use serde_json::{Map, Value};

use crate::flow::document::FlowKind;

/// How a value is compared.
#[derive(Debug)]
pub(super) enum Grain {
    /// As a whole.
    Whole,
    /// Field by field; those that are not named here as a whole.
    Fields(&'static [(&'static str, Grain)]),
    /// Item by item.
    Items(Items),
    /// Field by field, but it is no content: where both sides changed it, nobody has to be asked.
    Layout,
}

/// A list whose items are known by one of their fields.
#[derive(Debug)]
pub(super) struct Items {
    /// The field that tells one item from another.
    pub(super) key: &'static str,
    /// How an item is compared.
    pub(super) item: &'static Grain,
    /// Whether the order of the items says something.
    pub(super) ordered: bool,
}

static FIELDS: Grain = Grain::Fields(&[]);

static NODE: Grain = Grain::Fields(&[
    (
        "options",
        Grain::Items(Items {
            key: "id",
            item: &FIELDS,
            ordered: true,
        }),
    ),
    ("template_data", Grain::Fields(&[])),
]);

const fn document(nodes_are_ordered: bool) -> [(&'static str, Grain); 4] {
    [
        (
            "nodes",
            Grain::Items(Items {
                key: "id",
                item: &NODE,
                ordered: nodes_are_ordered,
            }),
        ),
        (
            "connections",
            Grain::Items(Items {
                key: "id",
                item: &FIELDS,
                ordered: false,
            }),
        ),
        (
            "intake",
            Grain::Items(Items {
                key: "name",
                item: &FIELDS,
                ordered: true,
            }),
        ),
        ("canvas", Grain::Layout),
    ]
}

static CHECKLIST: Grain = Grain::Fields(&document(true));
static GRAPH: Grain = Grain::Fields(&document(false));

impl Grain {
    /// Of a whole document.
    pub(super) fn of(kind: FlowKind) -> &'static Self {
        if kind.is_ordered() { &CHECKLIST } else { &GRAPH }
    }

    /// Of a field of a value with this grain.
    pub(super) fn field(&self, name: &str) -> &Self {
        match self {
            Self::Fields(named) => named
                .iter()
                .find(|(field, _)| *field == name)
                .map_or(&Self::Whole, |(_, grain)| grain),
            Self::Layout => &Self::Layout,
            Self::Whole | Self::Items(_) => &Self::Whole,
        }
    }

    /// What an absent value is compared as: a list or an object that is left out is an empty one.
    pub(super) fn or_empty<'v>(&self, value: Option<&'v Value>) -> Option<Cow<'v, Value>> {
        match (value, self) {
            (Some(value), _) => Some(Cow::Borrowed(value)),
            (None, Self::Items(_)) => Some(Cow::Owned(Value::Array(vec![]))),
            (None, Self::Fields(_)) => Some(Cow::Owned(Value::Object(Map::new()))),
            (None, Self::Whole | Self::Layout) => None,
        }
    }
}

impl Items {
    /// The key of an item; empty when it has none, which no document has.
    pub(super) fn key_of<'v>(&self, item: &'v Value) -> &'v str {
        item.get(self.key).and_then(Value::as_str).unwrap_or_default()
    }

    /// A list's items by their keys; of two with one key the later.
    pub(super) fn by_key<'v>(&self, items: &'v [Value]) -> HashMap<&'v str, &'v Value> {
        items.iter().map(|item| (self.key_of(item), item)).collect()
    }

    /// The keys of a list's items, in their order.
    pub(super) fn keys<'v>(&self, items: &'v [Value]) -> Vec<&'v str> {
        items.iter().map(|item| self.key_of(item)).collect()
    }
}
