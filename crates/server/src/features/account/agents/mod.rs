//! Agents: machines that belong to the tenant, each with a role and tokens of its own. They never sign in; what they do is
//! attributed to them.

mod create;
mod dto;
mod list;
mod remove;
mod service;
mod tokens;
mod update;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The routes of agents.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(update::update, remove::remove))
        .routes(routes!(tokens::list, tokens::create))
        .routes(routes!(tokens::revoke))
}
