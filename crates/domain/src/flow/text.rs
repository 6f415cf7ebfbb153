//! The words of a document, for full-text search.

use super::document::{FlowDocument, NodeId};

/// The words of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeText {
    /// The node.
    pub node_id: NodeId,
    /// Its title.
    pub title: String,
    /// Everything else a reader sees of it, as plain text: description, help, outcome, answers, checklist, commands.
    pub body: String,
}

/// The words of every node, in the order of the document.
#[must_use]
pub fn search_text(document: &FlowDocument) -> Vec<NodeText> {
    let text = |node: &super::document::Node| {
        let bodies = [&node.description, &node.help_text, &node.expected_outcome].into_iter();
        let answers = node.options.iter().map(|option| &option.label);
        let commands = node
            .commands
            .iter()
            .flat_map(|command| [&command.label, &command.command]);
        let all = bodies
            .chain(answers)
            .chain(&node.checklist)
            .chain(commands)
            .filter(|text| !text.trim().is_empty());
        NodeText {
            node_id: node.id.clone(),
            title: node.title.trim().to_owned(),
            body: all.map(|text| text.trim()).collect::<Vec<_>>().join("\n"),
        }
    };
    document.nodes.iter().map(text).collect()
}
