//! The server itself: is it alive, is it ready, how much does it do.

mod health;
mod metrics;
mod store;
pub mod tenants;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The routes outside of `/api/v1`.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(metrics::metrics))
}
