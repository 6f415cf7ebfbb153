//! The tenant as its members see it: settings, limits, members, invites, agents.

mod agents;
mod invites;
mod limits;
mod members;
mod organizations;
mod record;
mod settings;
