//! Signed-in devices: what its owner sees of each, ending them, and moving one to another tenant.

pub mod agent;
mod dto;
mod list;
mod revoke;
mod revoke_all;
mod store;
mod switch_tenant;

use branchbook_domain::id::TokenFamilyId;
use jiff::Timestamp;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    access::{Actor, Credential},
    app::App,
    error::{ApiError, ApiResult},
};

/// The routes of devices.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(revoke::revoke))
        .routes(routes!(revoke_all::revoke_all))
        .routes(routes!(switch_tenant::switch_tenant))
}

/// The device that the caller uses.
pub(super) fn own(actor: &Actor) -> ApiResult<TokenFamilyId> {
    own_until(actor).map(|(family, _)| family)
}

/// The same, and until when the token is good that the caller has shown.
pub(super) fn own_until(actor: &Actor) -> ApiResult<(TokenFamilyId, Timestamp)> {
    match actor.credential {
        Credential::Device { family, expires_at } => Ok((family, expires_at)),
        Credential::Token(..) => Err(ApiError::forbidden("A token of a program cannot do this. Sign in.")),
    }
}
