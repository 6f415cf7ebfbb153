//! Sessions: started on a version of a flow, recorded event by event, finished, told.
//!
//! What an event may do is the domain's: [`branchbook_domain::run`]. Here it is decided who may record it, and it is stored.
//!
//! | you look for | it is in |
//! |---|---|
//! | what starting, recording and finishing do | [`service`] |
//! | who may see, record in and delete a session | [`rights`] |
//! | the documents that sessions run, in memory | [`pinned`] |
//! | what lists show of a session | [`projection`] |
//! | what the engine refuses, as HTTP answers | [`refusal`] |
//! | how long completed ones are kept | [`retention`] |
//! | whether every session is what its log says | [`verify`] |

mod add_custom_step;
mod complete;
mod delete;
mod dto;
pub(crate) mod erase;
mod export;
mod filter;
mod get;
mod list;
mod list_events;
mod pinned;
mod present;
mod projection;
mod record;
mod refusal;
mod reopen;
pub(crate) mod retention;
mod rights;
mod service;
mod start;
mod store;
mod update;
pub mod verify;

use utoipa_axum::{router::OpenApiRouter, routes};

use self::pinned::PinnedFlows;
pub use self::service::{count, open_by_version};
use crate::{app::App, openapi::schema};

/// The routes of this slice.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, start::start))
        .routes(routes!(get::get, update::update, delete::delete))
        .routes(routes!(list_events::list, record::record))
        .routes(routes!(add_custom_step::add))
        .routes(routes!(complete::complete))
        .routes(routes!(reopen::reopen))
        .routes(routes!(export::export))
}

/// What this slice keeps in memory.
#[derive(Default)]
pub struct Sessions {
    pinned: PinnedFlows,
}
