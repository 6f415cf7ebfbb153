//! What a person prefers in a tenant: theme, editor layout, notification choices. The server keeps it and does not look inside.

mod delete;
mod dto;
mod get;
mod keep;
mod list;
mod store;

use utoipa_axum::{router::OpenApiRouter, routes};

pub use self::store::forget;
use crate::app::App;

/// The routes of preferences.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(get::get, keep::keep, delete::delete))
}
