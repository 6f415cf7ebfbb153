//! Taking the known fields out of a JSON object; what remains is unknown and kept.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::MAX_VALUE_DEPTH;
use crate::flow::{document::NodeId, fault::Faults};

/// The name under which a rendered shape keeps unknown fields that would mean something to that shape.
pub(crate) const SET_ASIDE: &str = "_extra";

/// Where in the input a value is. Built on the stack while descending, written out only when there is a fault.
#[derive(Clone, Copy)]
pub(crate) enum Path<'p> {
    /// The whole input.
    Root,
    /// A field of an object.
    Field(&'p Path<'p>, &'p str),
    /// An element of an array.
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// This field of the object here.
    pub(crate) fn field<'p>(&'p self, name: &'p str) -> Path<'p> {
        Path::Field(self, name)
    }

    /// This element of the array here.
    pub(crate) fn item(&self, index: usize) -> Path<'_> {
        Path::Item(self, index)
    }

    /// The JSON pointer (RFC 6901).
    pub(crate) fn pointer(&self) -> String {
        match self {
            Path::Root => String::new(),
            Path::Field(parent, name) => format!("{}/{}", parent.pointer(), name.replace('~', "~0").replace('/', "~1")),
            Path::Item(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }

    /// A fault here.
    pub(crate) fn fault(&self, faults: &mut Faults, message: impl Into<String>) {
        faults.add(|| self.pointer(), message);
    }
}

/// An object whose known fields are taken out one after the other.
pub(crate) struct Fields<'p> {
    map: Map<String, Value>,
    at: Path<'p>,
}

/// `value` as an object, or a fault saying that `what` has to be one.
pub(crate) fn object<'p>(value: Value, what: &str, at: Path<'p>, faults: &mut Faults) -> Option<Fields<'p>> {
    match value {
        Value::Object(map) => Some(Fields { map, at }),
        other => {
            at.fault(faults, format!("{what} has to be an object, not {}", type_name(&other)));
            None
        }
    }
}

/// A taken value with the name it was found under.
type Found = Option<(&'static str, Value)>;

impl<'p> Fields<'p> {
    /// Where the object is.
    pub(crate) fn at(&self) -> &Path<'p> {
        &self.at
    }

    /// Takes the value of the first of `names` that says something. Names that say nothing (`null`, `""`, `[]`, `{}`) or
    /// the same are dropped; others that say something else stay, as unknown fields.
    pub(crate) fn take(&mut self, names: &'static [&'static str]) -> Found {
        let present = || names.iter().copied().filter(|name| self.map.contains_key(*name));
        let chosen = present()
            .find(|name| !is_blank(&self.map[*name]))
            .or_else(|| present().next())?;
        // shift_remove keeps the order of the unknown fields that remain.
        let value = self.map.shift_remove(chosen)?;
        for name in names {
            if self
                .map
                .get(*name)
                .is_some_and(|other| is_blank(other) || *other == value)
            {
                self.map.shift_remove(*name);
            }
        }
        (!value.is_null()).then_some((chosen, value))
    }

    /// Whether one of `names` is there and says something.
    pub(crate) fn says(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| self.map.get(*name).is_some_and(|value| !is_blank(value)))
    }

    /// The value of a field that stays where it is.
    pub(crate) fn peek(&self, name: &str) -> Option<&Value> {
        self.map.get(name)
    }

    /// A text; empty when absent.
    pub(crate) fn text(&mut self, names: &'static [&'static str], faults: &mut Faults) -> String {
        match self.take(names) {
            None => String::new(),
            Some((_, Value::String(text))) => text,
            Some((name, other)) => {
                self.wrong_type(name, "a text", &other, faults);
                String::new()
            }
        }
    }

    /// A list; empty when absent.
    pub(crate) fn list(&mut self, names: &'static [&'static str], faults: &mut Faults) -> (&'static str, Vec<Value>) {
        match self.take(names) {
            None => (names[0], vec![]),
            Some((name, Value::Array(items))) => (name, items),
            Some((name, other)) => {
                self.wrong_type(name, "a list", &other, faults);
                (name, vec![])
            }
        }
    }

    /// A list of texts; empty when absent.
    pub(crate) fn texts(&mut self, names: &'static [&'static str], faults: &mut Faults) -> Vec<String> {
        let (name, items) = self.list(names, faults);
        let at = self.at.field(name);
        let text = |(index, item)| match item {
            Value::String(text) => Some(text),
            other => {
                at.item(index)
                    .fault(faults, format!("has to be a text, not {}", type_name(&other)));
                None
            }
        };
        items.into_iter().enumerate().filter_map(text).collect()
    }

    /// Values of any kind; empty when absent.
    pub(crate) fn values(&mut self, names: &'static [&'static str], faults: &mut Faults) -> Vec<Value> {
        let (name, items) = self.list(names, faults);
        let at = self.at.field(name);
        for (index, item) in items.iter().enumerate() {
            check_depth(item, &at.item(index), faults);
        }
        items
    }

    /// A number; `None` when absent.
    pub(crate) fn number(&mut self, names: &'static [&'static str], faults: &mut Faults) -> Option<f64> {
        let (name, value) = self.take(names)?;
        let number = value.as_f64();
        if number.is_none() {
            self.wrong_type(name, "a number", &value, faults);
        }
        number
    }

    /// Yes or no; no when absent.
    pub(crate) fn flag(&mut self, names: &'static [&'static str], faults: &mut Faults) -> bool {
        match self.take(names) {
            None => false,
            Some((_, Value::Bool(flag))) => flag,
            Some((name, other)) => {
                self.wrong_type(name, "true or false", &other, faults);
                false
            }
        }
    }

    /// An object kept as it is; empty when absent.
    pub(crate) fn map(&mut self, names: &'static [&'static str], faults: &mut Faults) -> Map<String, Value> {
        match self.take(names) {
            None => Map::new(),
            Some((name, Value::Object(map))) => {
                let at = self.at.field(name);
                map.iter()
                    .for_each(|(key, value)| check_depth(value, &at.field(key), faults));
                map
            }
            Some((name, other)) => {
                self.wrong_type(name, "an object", &other, faults);
                Map::new()
            }
        }
    }

    /// One of a few words; `None` when absent. `allowed` is for the message.
    pub(crate) fn word<T: DeserializeOwned>(
        &mut self,
        names: &'static [&'static str],
        allowed: &str,
        faults: &mut Faults,
    ) -> Option<T> {
        let (name, value) = self.take(names)?;
        if is_blank(&value) {
            return None;
        }
        let said = value
            .as_str()
            .map_or_else(|| type_name(&value).to_owned(), |word| format!("\"{word}\""));
        let word = value.is_string().then(|| serde_json::from_value(value).ok()).flatten();
        if word.is_none() {
            self.at
                .field(name)
                .fault(faults, format!("has to be one of {allowed}, not {said}"));
        }
        word
    }

    /// The id of a node; `None` when absent or empty. Whole numbers are taken as their digits when `numbers` is set.
    pub(crate) fn node_id(
        &mut self,
        names: &'static [&'static str],
        numbers: bool,
        faults: &mut Faults,
    ) -> Option<NodeId> {
        let (name, value) = self.take(names)?;
        node_id(value, numbers, &self.at.field(name), faults)
    }

    /// What is left: the fields unknown to this version. `set_aside` names the fields that the shape writes into
    /// [`SET_ASIDE`], because under their own name they would mean something to it.
    pub(crate) fn rest(self, set_aside: &[&str], faults: &mut Faults) -> Map<String, Value> {
        let mut rest = self.map;
        for (name, value) in &rest {
            check_depth(value, &self.at.field(name), faults);
        }
        if set_aside.is_empty() || !rest.get(SET_ASIDE).is_some_and(Value::is_object) {
            return rest;
        }
        if let Some(Value::Object(mut aside)) = rest.shift_remove(SET_ASIDE) {
            let back: Vec<_> = set_aside
                .iter()
                .filter_map(|name| aside.shift_remove_entry(*name))
                .collect();
            if !aside.is_empty() {
                rest.insert(SET_ASIDE.to_owned(), Value::Object(aside));
            }
            rest.extend(back);
        }
        rest
    }

    /// A fault: the field holds a value of the wrong type.
    pub(crate) fn wrong_type(&self, name: &str, wanted: &str, found: &Value, faults: &mut Faults) {
        self.at
            .field(name)
            .fault(faults, format!("has to be {wanted}, not {}", type_name(found)));
    }
}

/// The id of a node from a value; `None` when it is empty or there is a fault.
pub(crate) fn node_id(value: Value, numbers: bool, at: &Path<'_>, faults: &mut Faults) -> Option<NodeId> {
    let text = match value {
        Value::String(text) => text,
        Value::Number(number) if numbers && number.is_u64() => number.to_string(),
        other => {
            at.fault(faults, format!("has to be the id of a node, not {}", type_name(&other)));
            return None;
        }
    };
    if text.is_empty() {
        return None;
    }
    match NodeId::try_from(text) {
        Ok(id) => Some(id),
        Err(invalid) => {
            at.fault(faults, invalid.to_string());
            None
        }
    }
}

/// A fault if `value` has more levels than a value inside a node may have.
pub(crate) fn check_depth(value: &Value, at: &Path<'_>, faults: &mut Faults) {
    fn fits(value: &Value, levels: usize) -> bool {
        match value {
            Value::Array(items) => levels > 0 && items.iter().all(|item| fits(item, levels - 1)),
            Value::Object(map) => levels > 0 && map.values().all(|item| fits(item, levels - 1)),
            _ => true,
        }
    }
    if !fits(value, MAX_VALUE_DEPTH) {
        at.fault(faults, format!("is nested deeper than {MAX_VALUE_DEPTH} levels"));
    }
}

/// Whether a value says nothing.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What a value is, in words for a message.
pub(crate) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
