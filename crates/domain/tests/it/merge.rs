//! Merging and comparing whatever documents there may be.

use std::collections::BTreeSet;

use branchbook_domain::flow::{
    FlowDocument, FlowKind, Node, NodeId,
    change::{self, Answer, Answers, Place, Side, diff, merge, pick},
    shapes::{self, Shape},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

use crate::arbitrary::document_of;

/// One thing that an author does. Numbers say which node, modulo how many there are.
#[derive(Debug, Clone)]
enum Edit {
    Title(usize, String),
    Risk(usize),
    Label(usize, String),
    Lead(usize, usize),
    Remove(usize),
    Add(usize, String),
    Move(usize, usize),
    Root(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = || 0..32_usize;
    prop_oneof![
        3 => (at(), "[a-c]").prop_map(|(at, title)| Edit::Title(at, title)),
        1 => at().prop_map(Edit::Risk),
        2 => (at(), "[a-c]").prop_map(|(at, label)| Edit::Label(at, label)),
        2 => (at(), at()).prop_map(|(at, to)| Edit::Lead(at, to)),
        2 => at().prop_map(Edit::Remove),
        2 => (at(), "[x-z]").prop_map(|(at, id)| Edit::Add(at, id)),
        2 => (at(), at()).prop_map(|(from, to)| Edit::Move(from, to)),
        1 => at().prop_map(Edit::Root),
    ]
}

fn apply(document: &mut FlowDocument, edit: &Edit) {
    let count = document.nodes.len();
    if let Edit::Add(at, id) = edit {
        let id: NodeId = id.parse().expect("is an id");
        if document.node(&id).is_none() {
            let node = Node::new(id, document.kind.node_types()[0], "new");
            document.nodes.insert(at % (count + 1), node);
        }
        return;
    }
    if count == 0 {
        return;
    }
    let id = |at: &usize| document.nodes[at % count].id.clone();
    match edit {
        Edit::Title(at, title) => document.nodes[at % count].title.clone_from(title),
        Edit::Risk(at) => document.nodes[at % count].risk = Some(branchbook_domain::flow::Risk::High),
        Edit::Label(at, label) => {
            if let Some(option) = document.nodes[at % count].options.first_mut() {
                option.label.clone_from(label);
            }
        }
        Edit::Lead(at, to) => document.nodes[at % count].next = Some(id(to)),
        Edit::Root(at) => document.root = Some(id(at)),
        Edit::Remove(at) => drop(document.nodes.remove(at % count)),
        Edit::Move(from, to) => {
            let node = document.nodes.remove(from % count);
            document.nodes.insert(to % count, node);
        }
        Edit::Add(..) => {}
    }
}

fn edited(base: &FlowDocument, edits: &[Edit]) -> FlowDocument {
    let mut document = base.clone();
    edits.iter().for_each(|edit| apply(&mut document, edit));
    document
}

/// The same, said in the words of [`change::apply`].
fn said(document: &FlowDocument, edit: &Edit) -> Option<change::Edit> {
    let count = document.nodes.len();
    let node = |at: &usize| (count > 0).then(|| &document.nodes[at % count]);
    let at = |node: &Node, field: &str| Place {
        node_id: Some(node.id.clone()),
        field: Some(field.to_owned()),
    };
    let (place, value) = match edit {
        Edit::Title(n, title) => (at(node(n)?, "title"), json!(title)),
        Edit::Risk(n) => (at(node(n)?, "risk"), json!("high")),
        Edit::Label(n, label) => {
            let option = node(n)?.options.first()?.id.replace('~', "~0").replace('/', "~1");
            (at(node(n)?, &format!("options/{option}/label")), json!(label))
        }
        Edit::Lead(n, to) => (at(node(n)?, "next"), json!(node(to)?.id)),
        Edit::Root(n) => {
            let field = Some("root".to_owned());
            (Place { node_id: None, field }, json!(node(n)?.id))
        }
        Edit::Remove(n) => (Place::of_node(node(n)?.id.clone()), Value::Null),
        Edit::Add(_, id) => {
            let id: NodeId = id.parse().expect("is an id");
            let new = Node::new(id.clone(), document.kind.node_types()[0], "new");
            let new = serde_json::to_value(new).expect("is JSON");
            (document.node(&id).is_none().then(|| Place::of_node(id))?, new)
        }
        // Where a node is in the list says something in a checklist only.
        Edit::Move(from, to) => {
            let others: Vec<&Node> = document
                .nodes
                .iter()
                .filter(|other| Some(*other) != node(from))
                .collect();
            let before = (to % count.max(1)).checked_sub(1).and_then(|before| others.get(before));
            if !document.kind.is_ordered() {
                return None;
            }
            (at(node(from)?, change::POSITION), json!(before.map(|node| &node.id)))
        }
    };
    Some(change::Edit { place, value })
}

/// A document and what two people have made of it.
fn three() -> impl Strategy<Value = [FlowDocument; 3]> {
    let document = select(&FlowKind::ALL[..]).prop_flat_map(document_of);
    (document, vec(edit(), 0..6), vec(edit(), 0..6)).prop_map(|(base, ours, theirs)| {
        let (ours, theirs) = (edited(&base, &ours), edited(&base, &theirs));
        [base, ours, theirs]
    })
}

/// Without where the boxes lie, and, where the order of the nodes says nothing, in the order of their ids.
fn content(document: &FlowDocument) -> FlowDocument {
    let mut content = FlowDocument {
        canvas: None,
        ..document.clone()
    };
    if !content.kind.is_ordered() {
        content.nodes.sort_by(|a, b| a.id.cmp(&b.id));
        content.connections.sort_by(|a, b| a.id.cmp(&b.id));
    }
    content
}

fn merged(base: &FlowDocument, ours: &FlowDocument, theirs: &FlowDocument) -> (FlowDocument, usize) {
    let merged = merge(base, ours, theirs, &Answers::new()).expect("small documents merge to a document");
    (merged.document, merged.conflicts.len())
}

#[test]
fn the_order_of_nodes_moves_none_where_it_says_nothing() {
    let of = |ids: [&str; 3]| -> FlowDocument {
        let node = |id: &str| match id {
            "under" => json!({"id": id, "type": "outcome", "title": id}),
            _ => {
                json!({"id": id, "type": "objective", "title": id, "options": [{"id": "o", "label": "", "to": "under"}]})
            }
        };
        serde_json::from_value(json!({"schema": 1, "kind": "impact", "nodes": ids.map(node)})).expect("a document")
    };
    assert!(diff(&of(["one", "other", "under"]), &of(["other", "one", "under"])).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changes_of_single_fields_do_what_an_author_does(document in select(&FlowKind::ALL[..]).prop_flat_map(document_of), edits in vec(edit(), 0..8)) {
        let (mut expected, mut edited) = (document.clone(), document);
        for edit in edits {
            let Some(said) = said(&expected, &edit) else { continue };
            // One that is added goes to the end; a second change says where it belongs.
            let edit = match edit {
                Edit::Add(_, id) => Edit::Add(expected.nodes.len(), id),
                other => other,
            };
            apply(&mut expected, &edit);
            edited = change::apply(&edited, &[said]).expect("it fits");
        }
        prop_assert_eq!(edited, expected);
    }

    #[test]
    fn what_only_one_side_changed_is_what_that_side_has([base, ours, _] in three()) {
        prop_assert_eq!(merged(&base, &ours, &base), (ours.clone(), 0));
        prop_assert_eq!(merged(&base, &base, &ours), (ours.clone(), 0));
        prop_assert_eq!(merged(&base, &ours, &ours), (ours.clone(), 0));
    }

    #[test]
    fn without_a_conflict_it_does_not_matter_who_is_who([base, ours, theirs] in three()) {
        let (here, conflicts) = merged(&base, &ours, &theirs);
        let (there, as_many) = merged(&base, &theirs, &ours);
        // Where one stands open decides what else is found, so only whether there are any is the same.
        prop_assert_eq!(conflicts == 0, as_many == 0);
        if conflicts == 0 {
            prop_assert_eq!(content(&here), content(&there));
        }
    }

    /// Every field of every node, by a reference that looks at nothing else.
    #[test]
    fn no_conflict_is_settled_in_silence([base, ours, theirs] in three()) {
        let merged = merge(&base, &ours, &theirs, &Answers::new()).expect("is a document");
        let mut ids: Vec<&NodeId> = [&base, &ours, &theirs].iter().flat_map(|document| &document.nodes).map(|node| &node.id).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            let told = |field: Option<&str>| merged.conflicts.iter().any(|conflict| {
                conflict.place.node_id.as_ref() == Some(id) && (conflict.place.field.is_none() || conflict.place.field.as_deref() == field)
            });
            let [b, o, t, m] = [&base, &ours, &theirs, &merged.document].map(|document| document.node(id));
            if let (Some(o), Some(t)) = (o, t) {
                for (name, title) in [("title", |node: &Node| Some(node.title.clone())), ("next", |node: &Node| node.next.as_ref().map(ToString::to_string))]
                    as [(&str, fn(&Node) -> Option<String>); 2]
                {
                    let [b, o, t, m] = [b.and_then(title), title(o), title(t), m.and_then(title)];
                    let expected = if o == t || b == t { o } else if b == o { t } else {
                        prop_assert!(told(Some(name)), "both changed {name} of {id}");
                        continue;
                    };
                    prop_assert_eq!(m, expected, "{} of {}", name, id);
                }
            }
            let removed_by_one = b.is_some() && o.is_some() != t.is_some();
            if removed_by_one && o.or(t) != b {
                prop_assert!(told(None), "one removed {id}, the other changed it");
            }
        }
    }

    #[test]
    fn once_every_conflict_is_answered_none_is_left([base, ours, theirs] in three(), side in select(vec![Side::Base, Side::Ours, Side::Theirs])) {
        let mut answers = Answers::new();
        // What an answer keeps may bring others to light, in a node that was removed.
        for _ in 0..4 {
            let merged = merge(&base, &ours, &theirs, &answers).expect("is a document");
            if merged.conflicts.is_empty() {
                return Ok(());
            }
            for conflict in merged.conflicts {
                prop_assert!(answers.insert(conflict.place, Answer::Take(side)).is_none(), "an answer counts");
            }
        }
        prop_assert!(merge(&base, &ours, &theirs, &answers).expect("is a document").conflicts.is_empty());
    }

    #[test]
    fn the_result_is_a_document_that_every_shape_can_hold([base, ours, theirs] in three()) {
        let (document, _) = merged(&base, &ours, &theirs);
        for shape in Shape::ALL {
            prop_assert_eq!(shapes::parse(Some(document.kind), shapes::render(&document, shape)), Ok(document.clone()));
        }
    }

    #[test]
    fn a_diff_is_empty_between_equals_and_names_what_was_edited([base, ours, theirs] in three()) {
        prop_assert!(diff(&base, &base).is_empty());
        let difference = diff(&ours, &theirs);
        prop_assert_eq!(difference.is_empty(), content(&ours) == content(&theirs));
        for node in &theirs.nodes {
            let is_changed = difference.changed.iter().any(|change| change.node_id == node.id);
            match ours.node(&node.id) {
                None => prop_assert!(difference.added.contains(&node.id)),
                Some(before) => prop_assert_eq!(is_changed, before != node),
            }
        }
        for node in &ours.nodes {
            prop_assert_eq!(difference.removed.contains(&node.id), theirs.node(&node.id).is_none());
        }
    }

    #[test]
    fn picking_every_node_takes_all_and_picking_none_takes_nothing([base, _, theirs] in three()) {
        let all: BTreeSet<NodeId> = base.nodes.iter().chain(&theirs.nodes).map(|node| node.id.clone()).collect();
        let taken = pick(&base, &theirs, &all, true).expect("is a document");
        prop_assert_eq!(content(&taken), content(&theirs));
        prop_assert_eq!(pick(&base, &theirs, &BTreeSet::new(), false), Ok(base));
    }
}
