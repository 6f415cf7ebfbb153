//! Invites: a link, mailed or handed over, with which somebody becomes a member. Good for as many as it says, and no more.

mod accept;
mod create;
mod dto;
mod list;
mod look;
pub(crate) mod mailing;
mod revoke;
pub mod service;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The routes of invites.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(revoke::revoke))
        .routes(routes!(look::look))
        .routes(routes!(accept::accept))
}
