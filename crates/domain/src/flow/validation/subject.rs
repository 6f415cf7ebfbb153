//! What every rule looks at.

use crate::{
    flow::{
        document::{FlowDocument, Node, NodeType},
        links::Links,
    },
    id::TreeId,
};

/// A document under examination, with its graph made once for all rules.
pub(super) struct Subject<'d> {
    pub(super) document: &'d FlowDocument,
    pub(super) links: Links<'d>,
    pub(super) own_id: Option<TreeId>,
}

/// What a rule found: where (an index into `document.nodes`; `None` for the whole flow), and what to do.
pub(super) struct Found {
    pub(super) place: Option<usize>,
    pub(super) message: String,
}

impl Found {
    pub(super) fn at(place: usize, message: String) -> Self {
        Self {
            place: Some(place),
            message,
        }
    }

    pub(super) fn in_flow(message: String) -> Self {
        Self { place: None, message }
    }
}

impl<'d> Subject<'d> {
    pub(super) fn of(document: &'d FlowDocument, own_id: Option<TreeId>) -> Self {
        Self {
            document,
            links: Links::of(document),
            own_id,
        }
    }

    /// The nodes with their places.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (usize, &'d Node)> + use<'d> {
        self.document.nodes.iter().enumerate()
    }
}

/// A node as a message calls it: by its title, or by what it is while it has none. Which one is meant tells the finding's node.
pub(super) fn name(node: &Node) -> String {
    match node.title.trim() {
        "" => format!("the {} without a title", kind_of(node.node_type)),
        title => quoted(title),
    }
}

/// What people call nodes of this type.
pub(super) const fn kind_of(node_type: NodeType) -> &'static str {
    match node_type {
        NodeType::Decision => "decision",
        NodeType::Action => "action",
        NodeType::Solution => "solution",
        NodeType::Flow => "sub-flow",
        NodeType::SectionHeader => "section",
        NodeType::ProcedureStep => "step",
        NodeType::ProcedureEnd => "end",
        NodeType::Objective => "objective",
        NodeType::Outcome => "outcome",
        NodeType::Opportunity => "opportunity",
        NodeType::Assumption => "assumption",
        NodeType::Experiment => "experiment",
    }
}

/// A text between quotation marks, cut when it is too long for a message.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        None => format!("“{text}”"),
        Some((end, _)) => format!("“{}…”", text[..end].trim_end()),
    }
}
