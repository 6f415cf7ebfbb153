//! What is wrong with a flow: one file per rule, named by what the rule wants; the table `RULES` says which rule applies
//! to which kind of flow and whether it blocks publishing.
//!
//! To add a rule: write its file (`check` and its tests), name what breaking it is called in [`FindingCode`], add a line to
//! the table. A rule only looks; it never changes a document. What cannot even be read as a document is a
//! [`Fault`](super::fault::Fault), not a finding.

mod actions_say_what_to_expect;
mod decision_needs_two_options;
mod descriptions_are_filled;
mod finding;
mod flow_does_not_call_itself;
mod impact_nodes_are_linked;
mod no_dead_ends;
mod nodes_are_reachable;
mod nodes_are_short;
mod option_labels_are_distinct;
mod option_labels_are_filled;
mod root_exists;
mod solution_is_reachable;
mod subject;
mod targets_exist;
mod titles_are_filled;
mod variables_are_declared;

#[cfg(test)]
mod testing;

use finding::FindingCode as Code;
pub use finding::{Finding, FindingCode, Severity};
use subject::{Found, Subject};

use super::document::{FlowDocument, FlowKind};
use crate::id::TreeId;

/// One rule: what breaking it is called, how bad that is, where it applies, and the file that checks it.
struct Rule {
    code: FindingCode,
    severity: Severity,
    kinds: &'static [FlowKind],
    check: fn(&Subject<'_>) -> Vec<Found>,
}

const ALL: &[FlowKind] = &FlowKind::ALL;
const RUNNABLE: &[FlowKind] = &[FlowKind::Troubleshooting, FlowKind::Procedural, FlowKind::Maintenance];
const TROUBLESHOOTING: &[FlowKind] = &[FlowKind::Troubleshooting];
const IMPACT: &[FlowKind] = &[FlowKind::Impact];

const fn error(code: Code, kinds: &'static [FlowKind], check: fn(&Subject<'_>) -> Vec<Found>) -> Rule {
    Rule {
        code,
        severity: Severity::Error,
        kinds,
        check,
    }
}

const fn warning(code: Code, kinds: &'static [FlowKind], check: fn(&Subject<'_>) -> Vec<Found>) -> Rule {
    Rule {
        code,
        severity: Severity::Warning,
        kinds,
        check,
    }
}

/// Every rule. Errors block publishing; nothing blocks saving.
const RULES: &[Rule] = &[
    error(Code::MissingRoot, ALL, root_exists::check),
    error(Code::NoReachableSolution, TROUBLESHOOTING, solution_is_reachable::check),
    error(Code::EmptyTitle, ALL, titles_are_filled::check),
    error(Code::DanglingTarget, ALL, targets_exist::check),
    error(
        Code::DecisionNeedsTwoOptions,
        TROUBLESHOOTING,
        decision_needs_two_options::check,
    ),
    error(
        Code::DuplicateOptionLabel,
        TROUBLESHOOTING,
        option_labels_are_distinct::check,
    ),
    error(Code::DeadEnd, TROUBLESHOOTING, no_dead_ends::check),
    error(Code::UnreachableNode, ALL, nodes_are_reachable::check),
    error(Code::UndeclaredVariable, RUNNABLE, variables_are_declared::check),
    error(Code::FlowCallsItself, TROUBLESHOOTING, flow_does_not_call_itself::check),
    warning(Code::EmptyOptionLabel, TROUBLESHOOTING, option_labels_are_filled::check),
    warning(Code::MissingDescription, ALL, descriptions_are_filled::check),
    warning(Code::NoExpectedOutcome, RUNNABLE, actions_say_what_to_expect::check),
    warning(Code::VeryLongNode, ALL, nodes_are_short::check),
    warning(Code::UnlinkedImpactNode, IMPACT, impact_nodes_are_linked::check),
];

/// Every finding about a document: errors first; among equals those about the whole flow, then in the order of the nodes,
/// then in the order of `RULES`. `own_id` is the id of the tree that the document belongs to, if it has one yet.
#[must_use]
pub fn validate(document: &FlowDocument, own_id: Option<TreeId>) -> Vec<Finding> {
    let subject = Subject::of(document, own_id);
    let mut findings = vec![];
    for rule in RULES.iter().filter(|rule| rule.kinds.contains(&document.kind)) {
        let found = (rule.check)(&subject).into_iter();
        findings.extend(found.map(|found| (rule.severity, found.place, rule.code, found.message)));
    }
    // Stable, so findings of one node stay in the order of the rules. `None < Some(_)`: the whole flow comes first.
    findings.sort_by_key(|(severity, place, ..)| (*severity, *place));
    let finding = |(severity, place, code, message): (_, Option<usize>, _, _)| Finding {
        severity,
        code,
        node_id: place.map(|place| document.nodes[place].id.clone()),
        message,
    };
    findings.into_iter().map(finding).collect()
}
