//! The findings about the graph of a flow against plain, slow definitions of what they mean.

use std::collections::BTreeSet;

use branchbook_domain::flow::{
    FlowDocument, FlowKind, NodeType,
    validation::{FindingCode, validate},
};
use proptest::prelude::*;

use crate::arbitrary::document_of;

/// The ids that a node leads to, as far as they exist.
fn targets<'d>(document: &'d FlowDocument, id: &str) -> Vec<&'d str> {
    let node = document
        .nodes
        .iter()
        .find(|node| node.id.as_str() == id)
        .expect("exists");
    let named = node
        .options
        .iter()
        .filter_map(|option| option.to.as_ref())
        .chain(&node.next);
    named
        .filter(|to| document.node(to).is_some())
        .map(|to| to.as_str())
        .collect()
}

/// The ids reached from one, itself included.
fn reached<'d>(document: &'d FlowDocument, from: &'d str) -> BTreeSet<&'d str> {
    let mut reached = BTreeSet::from([from]);
    loop {
        let more: BTreeSet<&str> = reached.iter().flat_map(|id| targets(document, id)).collect();
        let before = reached.len();
        reached.extend(more);
        if reached.len() == before {
            return reached;
        }
    }
}

fn is_solution(document: &FlowDocument, id: &str) -> bool {
    document
        .nodes
        .iter()
        .any(|node| node.id.as_str() == id && node.node_type == NodeType::Solution)
}

proptest! {
    #[test]
    fn reachability_is_what_it_says(document in document_of(FlowKind::Troubleshooting)) {
        let findings = validate(&document, None);
        let found = |code| -> BTreeSet<&str> {
            findings.iter().filter(|f| f.code == code).map(|f| f.node_id.as_ref().map_or("", |id| id.as_str())).collect()
        };
        let Some(root) = document.root.as_ref().filter(|root| document.node(root).is_some()) else {
            prop_assert_eq!(found(FindingCode::MissingRoot), BTreeSet::from([""]));
            prop_assert!(found(FindingCode::UnreachableNode).is_empty());
            return Ok(());
        };
        let from_root = reached(&document, root.as_str());
        let unreachable: BTreeSet<&str> = document.nodes.iter().map(|n| n.id.as_str()).filter(|id| !from_root.contains(id)).collect();
        prop_assert_eq!(found(FindingCode::UnreachableNode), unreachable);
        let solved = from_root.iter().any(|id| is_solution(&document, id));
        prop_assert_eq!(found(FindingCode::NoReachableSolution).is_empty(), solved);
        // A flow without errors about its graph lets every run that has come somewhere still reach a solution.
        let errors = [FindingCode::DeadEnd, FindingCode::DanglingTarget, FindingCode::DecisionNeedsTwoOptions];
        if errors.into_iter().all(|code| found(code).is_empty()) {
            for id in from_root {
                prop_assert!(reached(&document, id).iter().any(|id| is_solution(&document, id)), "stuck behind {id}");
            }
        }
    }
}
