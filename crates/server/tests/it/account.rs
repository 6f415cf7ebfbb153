//! The tenant as its members see it: settings, limits, members, invites, agents.

mod limits;
mod organizations;
mod settings;
