//! The server itself: is it alive, is it ready, how much does it do; and what its operators do with it.

mod activity;
pub mod dto;
mod health;
mod invite_codes;
mod list_jobs;
mod list_tenants;
mod list_users;
mod metrics;
pub mod operator;
pub mod operators;
pub mod service;
mod store;
pub mod tenants;
mod update_tenant;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The routes of probes and operators.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(metrics::metrics))
        .routes(routes!(list_tenants::list))
        .routes(routes!(update_tenant::update))
        .routes(routes!(invite_codes::list, invite_codes::create))
        .routes(routes!(invite_codes::revoke))
        .routes(routes!(list_jobs::list))
        .routes(routes!(list_users::list))
        .routes(routes!(activity::deactivate))
        .routes(routes!(activity::activate))
}
