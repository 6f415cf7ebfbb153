//! Proposals: what a fork has changed, offered to its parent, and taken node by node by who may edit that.
//!
//! A proposal is one row that two tenants may read and write: the one it is made to and the one it comes from. It carries the documents
//! that it is about, so that neither ever looks into the other's flows. See `docs/adr/0008-forks-and-proposals.md`.
//!
//! | you look for | it is in |
//! |---|---|
//! | who may see and decide, what deciding does | [`service`] |
//! | the row | [`store`] |

mod accept;
mod decline;
mod dto;
mod get;
mod list;
mod propose;
mod service;
pub(super) mod store;
mod withdraw;

use utoipa_axum::{router::OpenApiRouter, routes};

use super::schema;
use crate::app::App;

/// The routes of proposals.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(propose::propose))
        .routes(routes!(list::list))
        .routes(routes!(get::get))
        .routes(routes!(accept::accept))
        .routes(routes!(decline::decline))
        .routes(routes!(withdraw::withdraw))
}
