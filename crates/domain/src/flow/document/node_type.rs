//! What a node can be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a node is. Which of them a document may hold depends on its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NodeType {
    /// A question with at least two answers.
    Decision,
    /// Something to do, then on to `next`.
    Action,
    /// An end of a troubleshooting flow; in an impact tree an idea that serves an opportunity.
    Solution,
    /// Calls another published flow, then goes on to `next`.
    Flow,
    /// A heading over the steps that follow it.
    SectionHeader,
    /// One step of a checklist.
    ProcedureStep,
    /// The end of a checklist.
    ProcedureEnd,
    /// What is to be achieved.
    Objective,
    /// A change in behaviour or business that serves an objective.
    Outcome,
    /// A need or pain whose solving would drive an outcome.
    Opportunity,
    /// What must be true for a solution to work.
    Assumption,
    /// How an assumption is tested.
    Experiment,
}

impl NodeType {
    /// All types, in the order they are offered.
    pub const ALL: [Self; 12] = [
        Self::Decision,
        Self::Action,
        Self::Solution,
        Self::Flow,
        Self::SectionHeader,
        Self::ProcedureStep,
        Self::ProcedureEnd,
        Self::Objective,
        Self::Outcome,
        Self::Opportunity,
        Self::Assumption,
        Self::Experiment,
    ];

    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Solution => "solution",
            Self::Flow => "flow",
            Self::SectionHeader => "section_header",
            Self::ProcedureStep => "procedure_step",
            Self::ProcedureEnd => "procedure_end",
            Self::Objective => "objective",
            Self::Outcome => "outcome",
            Self::Opportunity => "opportunity",
            Self::Assumption => "assumption",
            Self::Experiment => "experiment",
        }
    }
}
