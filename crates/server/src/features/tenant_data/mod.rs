//! All that a tenant owns, taken together: deleting it, carrying it elsewhere.
//!
//! | you look for | it is in |
//! |---|---|
//! | which tables hold what tenants own | [`tables`] |
//! | what an archive looks like | [`archive`] |
//! | what becomes of a tenant that is deleted, and when | [`deletion`] |

pub mod archive;
mod delete;
pub mod deletion;
mod dto;
mod erase;
pub mod export;
mod get_deletion;
mod get_export;
pub mod import;
mod rewrite;
pub mod tables;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(delete::delete))
        .routes(routes!(get_deletion::get))
        .routes(routes!(get_export::export))
}
