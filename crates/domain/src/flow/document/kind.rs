//! The four kinds of flow.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NodeType;

/// The four kinds of flow. The API calls this `tree_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// A graph of decisions, actions and solutions. Loops are allowed.
    Troubleshooting,
    /// A checklist: sections and steps in the order of the nodes.
    Procedural,
    /// A checklist that is run over several targets.
    Maintenance,
    /// Objective → outcome → opportunity → solution. Not run.
    Impact,
}

impl FlowKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Troubleshooting, Self::Procedural, Self::Maintenance, Self::Impact];

    /// Whether the order of the nodes is the order of the steps.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        matches!(self, Self::Procedural | Self::Maintenance)
    }

    /// Whether sessions can be started on it.
    #[must_use]
    pub const fn is_runnable(self) -> bool {
        !matches!(self, Self::Impact)
    }

    /// The word in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Troubleshooting => "troubleshooting",
            Self::Procedural => "procedural",
            Self::Maintenance => "maintenance",
            Self::Impact => "impact",
        }
    }

    /// The reverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The node types this kind may hold.
    #[must_use]
    pub const fn node_types(self) -> &'static [NodeType] {
        use NodeType as N;
        match self {
            Self::Troubleshooting => &[N::Decision, N::Action, N::Solution, N::Flow],
            Self::Procedural | Self::Maintenance => &[N::SectionHeader, N::ProcedureStep, N::ProcedureEnd],
            Self::Impact => &[
                N::Objective,
                N::Outcome,
                N::Opportunity,
                N::Solution,
                N::Assumption,
                N::Experiment,
            ],
        }
    }
}

impl fmt::Display for FlowKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
