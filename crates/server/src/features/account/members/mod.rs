//! Who belongs to the tenant, and what they may do in it. There is always an admin.

mod change_role;
mod dto;
mod list;
mod remove;
pub mod service;

use utoipa_axum::{router::OpenApiRouter, routes};

pub use self::dto::{Colleague, Member};
use crate::app::App;

/// The routes of members.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(change_role::change_role, remove::remove))
}
