//! A run must always be able to go on until it reaches a solution. It is stuck after an action without a next step, at an
//! option that leads nowhere yet, and in a loop that no path leaves.

use super::subject::{Found, Subject, name, quoted};
use crate::flow::{
    document::{Node, NodeType},
    links::reached,
};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = subject
        .nodes()
        .flat_map(|(place, node)| undecided(place, node))
        .collect();
    found.extend(loops_without_exit(subject));
    found
}

fn undecided(place: usize, node: &Node) -> Vec<Found> {
    match node.node_type {
        NodeType::Action | NodeType::Flow if node.next.is_none() => {
            vec![Found::at(place, format!("Choose what comes after {}.", name(node)))]
        }
        NodeType::Decision => {
            let open = node.options.iter().filter(|option| option.to.is_none());
            let message = |label: &str| format!("Choose where the answer {} of {} leads.", quoted(label), name(node));
            open.map(|option| Found::at(place, message(&option.label))).collect()
        }
        _ => vec![],
    }
}

/// One finding for each group of nodes that hang together and from which a run can only go on for ever.
fn loops_without_exit(subject: &Subject<'_>) -> Vec<Found> {
    let links = &subject.links;
    let sources = links.sources();
    // A way out is a solution; or a place where the run is stuck for a reason that another finding tells.
    let is_way_out = |place: &usize| {
        let node = links.node(*place);
        let goes_on = match node.node_type {
            NodeType::Decision => {
                !node.options.is_empty() && node.options.iter().all(|option| leads(subject, option.to.as_ref()))
            }
            NodeType::Action | NodeType::Flow => leads(subject, node.next.as_ref()),
            _ => false,
        };
        !goes_on
    };
    let can_leave = reached(&sources, (0..links.len()).filter(is_way_out));
    let mut told = vec![false; links.len()];
    let mut found = vec![];
    for place in 0..links.len() {
        if can_leave[place] || told[place] {
            continue;
        }
        let mut group = vec![place];
        told[place] = true;
        while let Some(member) = group.pop() {
            for neighbour in links.targets(member).iter().chain(&sources[member]) {
                if !can_leave[*neighbour] && !std::mem::replace(&mut told[*neighbour], true) {
                    group.push(*neighbour);
                }
            }
        }
        let message = format!(
            "From {} a run goes round for ever: lead an answer or a next step out of the loop to a solution.",
            name(links.node(place))
        );
        found.push(Found::at(place, message));
    }
    found
}

fn leads(subject: &Subject<'_>, target: Option<&crate::flow::document::NodeId>) -> bool {
    target.is_some_and(|target| subject.links.place(target).is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{
        FindingCode::DeadEnd,
        testing::{found, messages},
    };

    fn flow(nodes: Value) -> Value {
        json!({"kind": "troubleshooting", "root": "a", "nodes": nodes})
    }

    #[test]
    fn an_action_without_a_next_step_is_a_dead_end_and_a_solution_is_none() {
        let nodes = json!([
            {"id": "a", "type": "action", "title": "Try", "next": "b"},
            {"id": "b", "type": "action", "title": "Reboot"},
            {"id": "s", "type": "solution", "title": "Done"},
        ]);
        assert_eq!(found(DeadEnd, flow(nodes.clone())), ["b"]);
        assert_eq!(messages(DeadEnd, flow(nodes)), ["Choose what comes after “Reboot”."]);
    }

    #[test]
    fn an_undecided_option_is_a_dead_end_and_a_dangling_one_is_another_finding() {
        let nodes = json!([
            {"id": "a", "type": "decision", "title": "On?", "options": [
                {"id": "1", "label": "Yes", "to": "s"}, {"id": "2", "label": "No"}, {"id": "3", "label": "Off", "to": "gone"}]},
            {"id": "s", "type": "solution", "title": "Done"},
        ]);
        assert_eq!(
            messages(DeadEnd, flow(nodes)),
            ["Choose where the answer “No” of “On?” leads."]
        );
    }

    #[test]
    fn a_loop_with_an_exit_is_none() {
        let nodes = json!([
            {"id": "a", "type": "action", "title": "Try", "next": "b"},
            {"id": "b", "type": "decision", "title": "Worked?", "options": [
                {"id": "y", "label": "Yes", "to": "s"}, {"id": "n", "label": "No", "to": "a"}]},
            {"id": "s", "type": "solution", "title": "Done"},
        ]);
        assert!(found(DeadEnd, flow(nodes)).is_empty());
    }

    #[test]
    fn a_loop_without_an_exit_is_told_once() {
        let nodes = json!([
            {"id": "a", "type": "decision", "title": "Worked?", "options": [
                {"id": "y", "label": "Yes", "to": "s"}, {"id": "n", "label": "No", "to": "b"}]},
            {"id": "b", "type": "action", "title": "Wait", "next": "c"},
            {"id": "c", "type": "action", "title": "Wait more", "next": "b"},
            {"id": "s", "type": "solution", "title": "Done"},
        ]);
        assert_eq!(found(DeadEnd, flow(nodes)), ["b"]);
    }

    #[test]
    fn a_node_that_leads_to_itself_is_a_loop() {
        let nodes = json!([{"id": "a", "type": "action", "title": "Wait", "next": "a"}]);
        assert_eq!(found(DeadEnd, flow(nodes)), ["a"]);
    }
}
