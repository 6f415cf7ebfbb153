//! What each plan allows, as a table.

use crate::features::identity::Plan;

/// What a plan allows; `None` is as much as one likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// People; agents are not counted.
    pub members: Option<u32>,
    /// Flows that are not deleted.
    pub trees: Option<u32>,
    /// Saved workspaces of each member.
    pub workspaces: Option<u32>,
    /// What else is switched on.
    pub features: &'static [&'static str],
}

/// What this plan allows.
#[must_use]
pub const fn allowance(plan: Plan) -> Allowance {
    const fn up_to(members: u32, trees: u32, workspaces: u32) -> Allowance {
        Allowance {
            members: Some(members),
            trees: Some(trees),
            workspaces: Some(workspaces),
            features: &[],
        }
    }
    match plan {
        Plan::Free => up_to(3, 25, 5),
        Plan::Starter => up_to(10, 200, 25),
        Plan::Pro => up_to(100, 5_000, 100),
        Plan::Enterprise => Allowance {
            members: None,
            trees: None,
            workspaces: None,
            features: &[],
        },
    }
}
