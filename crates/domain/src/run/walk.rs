//! Where a node leads, and where a run may stand.
//!
//! In a checklist the order of the nodes leads on, and headings are structure: a run passes through them and never stands
//! on one. In a graph the option or `next` leads on.

use crate::flow::{FlowDocument, Node, NodeId, NodeType};

/// Whether the flow has nothing to ask at such a node.
pub(super) const fn is_end(node_type: NodeType) -> bool {
    !matches!(
        node_type,
        NodeType::Decision | NodeType::Action | NodeType::Flow | NodeType::ProcedureStep | NodeType::SectionHeader
    )
}

/// Whether such a node of a checklist counts as a step.
pub(super) const fn is_step(node_type: NodeType) -> bool {
    !is_end(node_type) && !matches!(node_type, NodeType::SectionHeader)
}

/// Where a run stands that starts now.
pub(super) fn first(document: &FlowDocument) -> Option<&Node> {
    landing(document, &document.start()?.id)
}

/// Where a run stands that was sent to `id`: there, or at the first step under that heading.
pub(super) fn landing<'a>(document: &'a FlowDocument, id: &NodeId) -> Option<&'a Node> {
    if document.kind.is_ordered() {
        from(document, document.nodes.iter().position(|node| &node.id == id)?)
    } else {
        document.node(id)
    }
}

/// Where a run stands that has left `node`, by `target` if the graph says so. None: nothing follows, or what should
/// follow does not exist (drafts can be run).
pub(super) fn after<'a>(document: &'a FlowDocument, node: &Node, target: Option<&NodeId>) -> Option<&'a Node> {
    if document.kind.is_ordered() {
        from(
            document,
            document.nodes.iter().position(|other| other.id == node.id)? + 1,
        )
    } else {
        document.node(target?)
    }
}

fn from(document: &FlowDocument, index: usize) -> Option<&Node> {
    document
        .nodes
        .iter()
        .skip(index)
        .find(|node| node.node_type != NodeType::SectionHeader)
}
