//! All that a tenant owns, taken together: deleting it, carrying it elsewhere.
//!
//! | you look for | it is in |
//! |---|---|
//! | which tables hold what tenants own | [`tables`] |
//! | what becomes of a tenant that is deleted, and when | [`deletion`] |

mod delete;
pub mod deletion;
mod dto;
mod erase;
mod get_deletion;
pub mod tables;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(delete::delete))
        .routes(routes!(get_deletion::get))
}
