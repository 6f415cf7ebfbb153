//! A tenant as its members see it: what it may have, what it has set, who belongs to it.
//!
//! | you look for | it is in |
//! |---|---|
//! | what each plan allows | [`plan`] |
//! | what a tenant or the platform has set over it | [`settings`] |
//! | who belongs to it: people, machines | [`members`], [`agents`] |
//! | how others come to belong to it | [`invites`] |
//! | how a limit holds however many ask at once | [`limits`] |

pub mod agents;
pub(crate) mod dto;
mod get;
pub mod invites;
pub mod limits;
pub mod members;
mod organize;
pub mod plan;
pub mod service;
pub mod settings;
mod store;
mod update;
mod usage;

pub(crate) use self::store::tenants::retention;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The routes of the account.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get::get, update::update))
        .routes(routes!(usage::usage))
        .routes(routes!(organize::organize))
        .merge(members::routes())
        .merge(agents::routes())
        .merge(invites::routes())
}
