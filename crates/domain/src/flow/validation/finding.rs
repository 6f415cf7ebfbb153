//! What a rule finds.

use serde::{Deserialize, Serialize};

use crate::flow::document::NodeId;

/// One thing to mend, or to consider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Finding {
    /// Whether it blocks publishing.
    pub severity: Severity,
    /// Which rule is broken; stable.
    pub code: FindingCode,
    /// The node it is about; `None` when it is about the whole flow.
    pub node_id: Option<NodeId>,
    /// What to do about it, for the author.
    pub message: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Blocks publishing.
    Error,
    /// Is told, and blocks nothing.
    Warning,
}

/// Which rule is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// Error: nothing says where a run starts, or the node that should be the start does not exist.
    MissingRoot,
    /// Error: no solution can be reached from the start.
    NoReachableSolution,
    /// Error: a node has no title.
    EmptyTitle,
    /// Error: an option, `next`, a connection or a flow node leads to something that does not exist.
    DanglingTarget,
    /// Error: a decision has fewer than two options.
    DecisionNeedsTwoOptions,
    /// Error: two options of a decision have the same label.
    DuplicateOptionLabel,
    /// Error: the run would be stuck: no next step, an option that leads nowhere yet, or a loop without a way out.
    DeadEnd,
    /// Error: no run can come to this node.
    UnreachableNode,
    /// Error: a `{{variable}}` is used that the flow does not ask for.
    UndeclaredVariable,
    /// Error: a flow node calls the flow that it is in.
    FlowCallsItself,
    /// Warning: an option of a decision has no label.
    EmptyOptionLabel,
    /// Warning: a node has no description.
    MissingDescription,
    /// Warning: a step does not say how to see that it worked.
    NoExpectedOutcome,
    /// Warning: a node is too long to be read during a call.
    VeryLongNode,
    /// Warning: a node of an impact tree belongs to nothing.
    UnlinkedImpactNode,
}
