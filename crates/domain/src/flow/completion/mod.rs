//! How complete a document is: how many of the fields that its nodes' templates ask for are filled.

mod templates;

use serde::{Deserialize, Serialize};

use super::{
    document::{FlowDocument, Node, NodeId},
    hierarchy::Hierarchy,
    links::Links,
};
pub use templates::{Input, Place, TemplateField, template, templates};

/// How complete a document is. Kept beside the document with every save.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Completion {
    /// Filled ÷ all fields, from 0 to 1; 0 for a document without nodes.
    pub completion_rate: f64,
    /// Each node, in the order of the document.
    pub nodes: Vec<NodeCompletion>,
    /// In an ordered kind each section, in an impact tree each subtree, in the order of the document; otherwise none.
    pub sections: Vec<SectionCompletion>,
}

/// How complete one node is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct NodeCompletion {
    /// The node.
    pub node_id: NodeId,
    /// In one word.
    pub status: CompletionStatus,
    /// How many fields of its template are filled.
    pub filled: usize,
    /// How many fields its template has.
    pub total: usize,
}

/// How complete a node is, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CompletionStatus {
    /// No field is filled.
    Empty,
    /// Some are.
    Partial,
    /// All are.
    Complete,
}

/// How complete a section or a subtree is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SectionCompletion {
    /// The section header, or the node on top of the subtree.
    pub id: NodeId,
    /// Its title.
    pub title: String,
    /// Filled ÷ all fields of it and what is under it, from 0 to 1.
    pub completion_rate: f64,
}

/// How complete a document is.
#[must_use]
pub fn completion(document: &FlowDocument) -> Completion {
    let counts: Vec<Count> = document.nodes.iter().map(|node| Count::of(document, node)).collect();
    let node = |(node, count): (&Node, &Count)| NodeCompletion {
        node_id: node.id.clone(),
        status: count.status(),
        filled: count.filled,
        total: count.total,
    };
    Completion {
        completion_rate: counts.iter().copied().fold(Count::default(), Count::plus).rate(),
        nodes: document.nodes.iter().zip(&counts).map(node).collect(),
        sections: if document.kind == super::FlowKind::Troubleshooting {
            vec![]
        } else {
            sections(document, counts)
        },
    }
}

/// Sums up what hangs under each node that has something under it, and under each section header.
fn sections(document: &FlowDocument, mut counts: Vec<Count>) -> Vec<SectionCompletion> {
    let hierarchy = Hierarchy::of(&Links::of(document));
    // Children before parents, so that each sum is complete when it is added to the one above.
    let mut by_depth: Vec<usize> = (0..counts.len()).collect();
    by_depth.sort_by_key(|place| std::cmp::Reverse(hierarchy.depth_at(*place)));
    for place in by_depth {
        if let Some(parent) = hierarchy.parent_place(place) {
            counts[parent] = counts[parent].plus(counts[place]);
        }
    }
    let is_section = |(place, node): &(usize, &Node)| {
        node.node_type == super::NodeType::SectionHeader || !hierarchy.child_places(*place).is_empty()
    };
    let section = |(place, node): (usize, &Node)| SectionCompletion {
        id: node.id.clone(),
        title: node.title.clone(),
        completion_rate: counts[place].rate(),
    };
    document
        .nodes
        .iter()
        .enumerate()
        .filter(is_section)
        .map(section)
        .collect()
}

/// Filled fields out of all.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    filled: usize,
    total: usize,
}

impl Count {
    fn of(document: &FlowDocument, node: &Node) -> Self {
        let template = template(document.kind, node.node_type);
        Self {
            filled: template.iter().filter(|field| field.is_filled(node)).count(),
            total: template.len(),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            filled: self.filled + other.filled,
            total: self.total + other.total,
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "there are far fewer fields than an f64 can count exactly"
    )]
    fn rate(self) -> f64 {
        if self.total == 0 {
            0.0
        } else {
            self.filled as f64 / self.total as f64
        }
    }

    fn status(self) -> CompletionStatus {
        match self.filled {
            0 => CompletionStatus::Empty,
            filled if filled == self.total => CompletionStatus::Complete,
            _ => CompletionStatus::Partial,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::flow::shapes;

    fn of(value: Value) -> Completion {
        completion(&shapes::parse(None, value).unwrap())
    }

    #[test]
    fn a_node_is_empty_partial_or_complete() {
        let completion = of(json!({"steps": [
            {"id": "a", "title": "Unplug"},
            {"id": "b", "title": "Wait", "description": "Ten seconds"},
            {"id": "c", "title": "Plug in", "description": "At the back", "expected_outcome": "Green LED"},
        ]}));
        let statuses: Vec<_> = completion.nodes.iter().map(|node| node.status).collect();
        assert_eq!(
            statuses,
            [
                CompletionStatus::Empty,
                CompletionStatus::Partial,
                CompletionStatus::Complete
            ]
        );
        assert_eq!(completion.completion_rate, 0.5);
    }

    #[test]
    fn a_document_without_nodes_is_not_complete() {
        let completion = of(json!({"steps": []}));
        assert_eq!(
            completion,
            Completion {
                completion_rate: 0.0,
                nodes: vec![],
                sections: vec![]
            }
        );
    }

    #[test]
    fn a_section_counts_its_header_and_steps() {
        let completion = of(json!({"steps": [
            {"id": "before", "title": "Call"},
            {"id": "one", "type": "section_header", "title": "Prepare"},
            {"id": "a", "title": "Unplug", "description": "At the back", "expected_outcome": "Dark"},
            {"id": "two", "type": "section_header", "title": "Repair"},
            {"id": "b", "title": "Open", "description": "With a screwdriver"},
        ]}));
        let sections: Vec<_> = completion
            .sections
            .iter()
            .map(|s| (s.id.as_str(), s.completion_rate))
            .collect();
        assert_eq!(sections, [("one", 1.0), ("two", 2.0 / 3.0)]);
    }

    #[test]
    fn a_subtree_counts_all_that_is_under_it() {
        let full = json!({"core_why": "w", "desired_outcome": "d", "metric": "m", "target": 5, "deadline": "2030"});
        let completion = of(json!({"kind": "impact", "nodes": [
            {"id": "o", "type": "objective", "title": "Grow", "template_data": full, "options": [{"id": "1", "to": "x"}]},
            {"id": "x", "type": "outcome", "title": "More"},
        ]}));
        let outcome_fields = completion.nodes[1].total as f64;
        assert_eq!(completion.sections.len(), 1);
        assert_eq!(completion.sections[0].completion_rate, 5.0 / (5.0 + outcome_fields));
    }

    #[test]
    fn a_decision_wants_two_options_and_blanks_do_not_count() {
        let completion = of(json!({"kind": "troubleshooting", "nodes": [
            {"id": "d", "type": "decision", "title": "On?", "help_text": "  ", "options": ["Yes"]},
            {"id": "e", "type": "decision", "title": "On?", "help_text": "Look at the LED", "options": ["Yes", "No"]},
        ]}));
        assert_eq!(
            completion.nodes.iter().map(|node| node.filled).collect::<Vec<_>>(),
            [1, 3]
        );
    }
}
