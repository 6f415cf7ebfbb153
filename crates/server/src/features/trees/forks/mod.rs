//! Forks: flows that were copied from a parent and follow it.
//!
//! Whose fork it is, is in a table that belongs to no tenant, because a parent may be another tenant's, and when it is deleted for
//! good, its forks are to know. Everything else about a fork is its own tenant's. See `docs/adr/0008-forks-and-proposals.md`.
//!
//! | you look for | it is in |
//! |---|---|
//! | what an answer tells of a flow's parent | [`lineage`] |
//! | what a parent is now, as its forks may see it | [`parent`] |
//! | what forking and pulling do | [`service`] |

mod bulk;
mod fork;
pub mod lineage;
mod list;
pub(super) mod parent;
mod pull;
pub(super) mod service;
pub(super) mod store;
mod updates;

use utoipa_axum::{router::OpenApiRouter, routes};

use super::schema;
use crate::app::App;

/// The routes of forks.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(fork::fork))
        .routes(routes!(bulk::fork_category))
        .routes(routes!(list::list))
        .routes(routes!(updates::updates))
        .routes(routes!(pull::pull))
}
