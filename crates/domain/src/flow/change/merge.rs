//! Three-way merge: what two sides have made of one document, by node and by field.
//!
//! What only one side changed is taken. What both changed alike is taken. What both changed differently is a [`Conflict`], and so is
//! a node that one side removed while the other changed it or leads to it from somewhere new: nothing is decided in silence. Only
//! the layout of the canvas is, because it is no content.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    grain::{Grain, Items},
    order::{self, Orders},
    place::{POSITION, Place},
    uses::uses,
};
use crate::flow::{
    document::{FlowDocument, NodeId},
    fault::Rejected,
    shapes,
};

/// One of the three documents of a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// What both sides began with.
    Base,
    /// What we have made of it.
    Ours,
    /// What they have made of it.
    Theirs,
}

/// Something that both sides changed, each in its own way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Conflict {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What both began with; null when it was not there. At a `position`, the id of the item before it.
    pub base: Option<Value>,
    /// What we have made of it; null when we have removed it.
    pub ours: Option<Value>,
    /// What they have made of it; null when they have removed it.
    pub theirs: Option<Value>,
}

/// What is to become of a conflict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It becomes what this side has.
    Take(Side),
    /// It becomes something else; null takes it away. Not for a `position`.
    Value(Value),
}

/// The answers to conflicts. An answer where there is no conflict counts as well.
pub type Answers = BTreeMap<Place, Answer>;

/// What came of a merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The merged document; where a conflict is open it has what we have.
    pub document: FlowDocument,
    /// The conflicts that no answer decides, in the order of the document.
    pub conflicts: Vec<Conflict>,
}

/// Merges what two sides have made of `base`.
///
/// # Errors
/// When the merged document is too large, or an answer's value makes it none.
pub fn merge(
    base: &FlowDocument,
    ours: &FlowDocument,
    theirs: &FlowDocument,
    answers: &Answers,
) -> Result<Merged, Rejected> {
    let mut merger = Merger {
        answers,
        path: vec![],
        conflicts: vec![],
    };
    let [b, o, t] = [base, ours, theirs].map(|document| shapes::render(document, shapes::Shape::Canonical));
    let merged = merger.value(Grain::of(ours.kind), Some(&b), Some(&o), Some(&t));
    let document = shapes::parse(None, merged.unwrap_or_default())?;
    let mut conflicts = merger.conflicts;
    let used = removed_but_used(base, ours, theirs, &document, answers);
    for conflict in used {
        if conflicts.iter().all(|told| told.place != conflict.place) {
            conflicts.push(conflict);
        }
    }
    Ok(Merged { document, conflicts })
}

struct Merger<'m> {
    answers: &'m Answers,
    path: Vec<String>,
    conflicts: Vec<Conflict>,
}

/// The same thing on the three sides.
type Three<'v> = [Option<&'v Value>; 3];

impl Merger<'_> {
    fn value(
        &mut self,
        grain: &Grain,
        base: Option<&Value>,
        ours: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Option<Value> {
        if let Some(answered) = self.answered([base, ours, theirs]) {
            return answered;
        }
        if ours == theirs || base == theirs {
            return self.unless_answered_within(grain, [base, ours, theirs], ours);
        }
        if base == ours {
            return self.unless_answered_within(grain, [base, ours, theirs], theirs);
        }
        self.apart(grain, [base, ours, theirs])
    }

    /// What only one side changed needs no look inside, unless somebody has given an answer there.
    fn unless_answered_within(&mut self, grain: &Grain, three: Three<'_>, taken: Option<&Value>) -> Option<Value> {
        let within = !self.answers.is_empty() && !matches!(grain, Grain::Whole);
        if within && three.iter().all(Option::is_some) {
            self.apart(grain, three)
        } else {
            taken.cloned()
        }
    }

    /// Merges what both sides changed.
    fn apart(&mut self, grain: &Grain, [base, ours, theirs]: Three<'_>) -> Option<Value> {
        let [b, o, t] = [base, ours, theirs].map(|value| grain.or_empty(value));
        match (grain, b.as_deref(), o.as_deref(), t.as_deref()) {
            (Grain::Items(items), Some(Value::Array(b)), Some(Value::Array(o)), Some(Value::Array(t))) => {
                match self.items(items, [b, o, t]) {
                    Some(merged) => Some(Value::Array(merged)),
                    None => self.conflict([base, ours, theirs]),
                }
            }
            (Grain::Fields(_) | Grain::Layout, b, Some(Value::Object(o)), Some(Value::Object(t))) => {
                let none = Map::new();
                let b = b.and_then(Value::as_object).unwrap_or(&none);
                Some(Value::Object(self.fields(grain, [b, o, t])))
            }
            (Grain::Layout, ..) => ours.cloned(),
            _ => self.conflict([base, ours, theirs]),
        }
    }

    fn fields(&mut self, grain: &Grain, [base, ours, theirs]: [&Map<String, Value>; 3]) -> Map<String, Value> {
        let mut merged = Map::new();
        let added = theirs
            .keys()
            .chain(base.keys())
            .filter(|name| !ours.contains_key(*name));
        let mut seen = BTreeSet::new();
        for name in ours.keys().chain(added).filter(|name| seen.insert(*name)) {
            self.path.push(name.clone());
            let value = self.value(grain.field(name), base.get(name), ours.get(name), theirs.get(name));
            self.path.pop();
            if let Some(value) = value {
                merged.insert(name.clone(), value);
            }
        }
        merged
    }

    /// None when an item's key is there twice, so that nobody can tell which is which.
    fn items(&mut self, items: &Items, three: [&[Value]; 3]) -> Option<Vec<Value>> {
        let keys = three.map(|list| items.keys(list));
        let [base, ours, theirs] = three.map(|list| items.by_key(list));
        if base.len() != three[0].len() || ours.len() != three[1].len() || theirs.len() != three[2].len() {
            return None;
        }
        let mut merged: HashMap<&str, Value> = HashMap::new();
        let mut seen = BTreeSet::new();
        for key in keys[1].iter().chain(&keys[2]).chain(&keys[0]).copied() {
            if !seen.insert(key) {
                continue;
            }
            self.path.push(key.to_owned());
            let three = [&base, &ours, &theirs].map(|side| side.get(key).copied());
            // Whether it is there at all is settled before what is in it.
            let is_in_both = three[1].is_some() && three[2].is_some();
            let grain = if is_in_both { items.item } else { &Grain::Whole };
            let value = self.value(grain, three[0], three[1], three[2]);
            self.path.pop();
            if let Some(value) = value {
                merged.insert(key, value);
            }
        }
        let orders = Orders {
            base: &keys[0],
            ours: &keys[1],
            theirs: &keys[2],
        };
        let order = order::merge(
            &orders,
            |key| merged.contains_key(key),
            |key| self.clash(items, &orders, key),
        );
        Some(order.into_iter().filter_map(|key| merged.remove(key)).collect())
    }

    fn clash(&mut self, items: &Items, orders: &Orders<'_>, key: &str) -> Side {
        if !items.ordered {
            return Side::Ours;
        }
        self.path.extend([key.to_owned(), POSITION.to_owned()]);
        let before = |side: &[&str]| {
            let at = side.iter().position(|other| *other == key)?;
            at.checked_sub(1).map(|before| Value::from(side[before]))
        };
        let side = match self.answers.get(&self.place()) {
            Some(Answer::Take(side)) => *side,
            _ => {
                let [base, ours, theirs] = [orders.base, orders.ours, orders.theirs].map(before);
                let place = self.place();
                if !self.conflicts.iter().any(|conflict| conflict.place == place) {
                    self.conflicts.push(Conflict {
                        place,
                        base,
                        ours,
                        theirs,
                    });
                }
                Side::Ours
            }
        };
        self.path.truncate(self.path.len() - 2);
        side
    }

    fn answered(&self, [base, ours, theirs]: Three<'_>) -> Option<Option<Value>> {
        if self.answers.is_empty() {
            return None;
        }
        Some(match self.answers.get(&self.place())? {
            Answer::Take(Side::Base) => base.cloned(),
            Answer::Take(Side::Ours) => ours.cloned(),
            Answer::Take(Side::Theirs) => theirs.cloned(),
            Answer::Value(Value::Null) => None,
            Answer::Value(value) => Some(value.clone()),
        })
    }

    fn conflict(&mut self, [base, ours, theirs]: Three<'_>) -> Option<Value> {
        self.conflicts.push(Conflict {
            place: self.place(),
            base: base.cloned(),
            ours: ours.cloned(),
            theirs: theirs.cloned(),
        });
        ours.cloned()
    }

    fn place(&self) -> Place {
        let names: Vec<&str> = self.path.iter().map(String::as_str).collect();
        Place::at(&names)
    }
}

/// Nodes that one side has removed and that the other leads to from somewhere new: without the node that would lead nowhere.
fn removed_but_used(
    base: &FlowDocument,
    ours: &FlowDocument,
    theirs: &FlowDocument,
    merged: &FlowDocument,
    answers: &Answers,
) -> Vec<Conflict> {
    let ids =
        |document: &FlowDocument| -> BTreeSet<NodeId> { document.nodes.iter().map(|node| node.id.clone()).collect() };
    let [kept_by_us, kept_by_them, kept] = [ours, theirs, merged].map(ids);
    let removed_by_one = base.nodes.iter().filter(|node| {
        !kept.contains(&node.id)
            && kept_by_us.contains(&node.id) != kept_by_them.contains(&node.id)
            && !answers.contains_key(&Place::of_node(node.id.clone()))
    });
    let removed: Vec<&NodeId> = removed_by_one.map(|node| &node.id).collect();
    if removed.is_empty() {
        return vec![];
    }
    let [used_by_us, used_by_them, used] = [ours, theirs, merged].map(uses);
    let none = BTreeSet::new();
    let is_used_anew = |id: &NodeId| {
        let remover = if kept_by_us.contains(id) {
            &used_by_them
        } else {
            &used_by_us
        };
        let known = remover.get(id).unwrap_or(&none);
        used.get(id).is_some_and(|places| !places.is_subset(known))
    };
    let node = |document: &FlowDocument, id: &NodeId| serde_json::to_value(document.node(id)?).ok();
    removed
        .into_iter()
        .filter(|id| is_used_anew(id))
        .map(|id| Conflict {
            place: Place::of_node(id.clone()),
            base: node(base, id),
            ours: node(ours, id),
            theirs: node(theirs, id),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn flow(value: Value) -> FlowDocument {
        shapes::parse(None, value).expect("is a flow")
    }

    /// A decision `d` that leads to the solutions `yes` and `no`.
    fn base() -> Value {
        json!({"schema": 1, "kind": "troubleshooting", "root": "d", "nodes": [
            {"id": "d", "type": "decision", "title": "Up?", "options": [
                {"id": "y", "label": "Yes", "to": "yes"}, {"id": "n", "label": "No", "to": "no"}]},
            {"id": "yes", "type": "solution", "title": "Done"},
            {"id": "no", "type": "solution", "title": "Reseat"}]})
    }

    fn changed(change: impl FnOnce(&mut Value)) -> FlowDocument {
        let mut value = base();
        change(&mut value);
        flow(value)
    }

    fn places(merged: &Merged) -> Vec<(Option<&str>, Option<&str>)> {
        let place = |conflict: &'_ Conflict| conflict.place.clone();
        let of = |place: Place| {
            let leak = |text: String| &*Box::leak(text.into_boxed_str());
            (place.node_id.map(|id| leak(id.to_string())), place.field.map(leak))
        };
        merged.conflicts.iter().map(place).map(of).collect()
    }

    fn merge_all(ours: &FlowDocument, theirs: &FlowDocument, answers: &Answers) -> Merged {
        merge(&flow(base()), ours, theirs, answers).expect("is a flow")
    }

    #[test]
    fn what_each_changed_is_in_the_result_field_by_field() {
        let ours = changed(|flow| flow["nodes"][0]["title"] = json!("Is the port up?"));
        let theirs = changed(|flow| {
            flow["nodes"][0]["options"][0]["label"] = json!("It is");
            flow["nodes"][0]["options"]
                .as_array_mut()
                .unwrap()
                .push(json!({"id": "m", "label": "Maybe", "to": "no"}));
        });
        let merged = merge_all(&ours, &theirs, &Answers::new());
        assert_eq!(merged.conflicts, []);
        let node = &merged.document.nodes[0];
        assert_eq!(node.title, "Is the port up?");
        let labels: Vec<_> = node.options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!(labels, ["It is", "No", "Maybe"]);
    }

    #[test]
    fn a_field_that_both_changed_is_a_conflict_until_it_is_answered() {
        let title = |title: &str| changed(|flow| flow["nodes"][2]["title"] = json!(title));
        let (ours, theirs) = (title("Reseat it"), title("Replace it"));
        let merged = merge_all(&ours, &theirs, &Answers::new());
        assert_eq!(places(&merged), [(Some("no"), Some("title"))]);
        let conflict = merged.conflicts[0].clone();
        assert_eq!(
            [conflict.base, conflict.ours, conflict.theirs],
            ["Reseat", "Reseat it", "Replace it"].map(|title| Some(json!(title)))
        );
        for (answer, title) in [
            (Answer::Take(Side::Base), "Reseat"),
            (Answer::Take(Side::Theirs), "Replace it"),
            (Answer::Value(json!("Both")), "Both"),
        ] {
            let merged = merge_all(&ours, &theirs, &Answers::from([(conflict.place.clone(), answer)]));
            assert_eq!(merged.conflicts, []);
            assert_eq!(merged.document.nodes[2].title, title);
        }
    }

    #[test]
    fn a_node_that_one_removed_and_the_other_changed_is_a_conflict() {
        let ours = changed(|flow| {
            flow["nodes"].as_array_mut().unwrap().pop();
            flow["nodes"][0]["options"].as_array_mut().unwrap().pop();
        });
        let theirs = changed(|flow| flow["nodes"][2]["title"] = json!("Replace it"));
        let merged = merge_all(&ours, &theirs, &Answers::new());
        assert_eq!(places(&merged), [(Some("no"), None)]);
        let keep = Answers::from([(merged.conflicts[0].place.clone(), Answer::Take(Side::Theirs))]);
        let kept = merge_all(&ours, &theirs, &keep);
        assert_eq!(kept.conflicts, []);
        assert_eq!(kept.document.nodes[2].title, "Replace it");
    }

    #[test]
    fn a_node_that_one_removed_and_the_other_leads_to_from_elsewhere_is_a_conflict() {
        let ours = changed(|flow| {
            flow["nodes"].as_array_mut().unwrap().pop();
            flow["nodes"][0]["options"].as_array_mut().unwrap().pop();
        });
        let theirs = changed(|flow| {
            let action = json!({"id": "a", "type": "action", "title": "Wait", "next": "no"});
            flow["nodes"].as_array_mut().unwrap().push(action);
        });
        let merged = merge_all(&ours, &theirs, &Answers::new());
        assert_eq!(places(&merged), [(Some("no"), None)]);
        for (side, nodes) in [(Side::Ours, 3), (Side::Theirs, 4)] {
            let answers = Answers::from([(merged.conflicts[0].place.clone(), Answer::Take(side))]);
            let answered = merge_all(&ours, &theirs, &answers);
            assert_eq!(answered.conflicts, []);
            assert_eq!(answered.document.nodes.len(), nodes);
        }
    }

    #[test]
    fn a_step_that_both_moved_elsewhere_is_a_conflict_of_its_position() {
        let checklist = |order: [&str; 4]| {
            let step = |id: &&str| json!({"id": id, "type": "procedure_step", "title": id});
            flow(json!({"kind": "procedural", "nodes": order.iter().map(step).collect::<Vec<_>>()}))
        };
        let base = checklist(["a", "b", "c", "d"]);
        let (ours, theirs) = (checklist(["b", "c", "a", "d"]), checklist(["b", "c", "d", "a"]));
        let merged = merge(&base, &ours, &theirs, &Answers::new()).unwrap();
        assert_eq!(places(&merged), [(Some("a"), Some("position"))]);
        assert_eq!(merged.conflicts[0].theirs, Some(json!("d")));
        let answers = Answers::from([(merged.conflicts[0].place.clone(), Answer::Take(Side::Theirs))]);
        assert_eq!(merge(&base, &ours, &theirs, &answers).unwrap().document, theirs);
    }

    #[test]
    fn where_boxes_lie_is_nothing_to_ask_anybody_about() {
        let at = |x: i32| changed(|flow| flow["canvas"] = json!({"zoom": 1.0, "positions": {"d": {"x": x, "y": 0}}}));
        let merged = merge_all(&at(10), &at(20), &Answers::new());
        assert_eq!(merged.conflicts, []);
        assert_eq!(merged.document, at(10));
    }
}
