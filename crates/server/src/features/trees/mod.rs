//! Flows: stored, owned, versioned, found.
//!
//! | you look for | it is in |
//! |---|---|
//! | who may see and change a flow | [`service`] |
//! | what a save does | [`saving`], [`merging`] |
//! | publishing, archiving, deleting | [`life`] |
//! | findings and completion kept beside the document | [`assess`] |
//! | exact counts of tags and categories, and changing one everywhere | [`labels`], [`relabel`] |
//! | old versions, and which of them are kept | [`versions`], [`thin`] |
//! | flows that follow a parent | [`forks`] |
//! | what forks propose to their parents | [`proposals`] |
//! | the flows that come with Branchbook | [`defaults`] |
//! | which version a session runs | [`runnable`] |
//! | full-text search | [`search`], [`search_index`], [`terms`], [`texts`], [`forget_words`] |

mod archive;
mod assess;
mod conditions;
mod create;
pub mod defaults;
mod delete;
mod diff;
mod dto;
pub(crate) mod erase;
mod export;
mod filter;
pub(crate) mod forget_words;
mod forks;
mod get;
mod import;
mod labels;
mod life;
mod list;
mod list_labels;
mod list_public;
mod list_versions;
mod merging;
mod model;
mod name_version;
mod narrowing;
mod present;
mod proposals;
mod publish;
mod publish_preview;
mod record;
pub(crate) mod reindex;
mod relabel;
mod remove_label;
mod rename_label;
mod restore;
pub mod runnable;
mod saving;
mod schemas;
mod search;
mod search_index;
mod service;
mod snippet;
mod store;
mod sync;
mod terms;
mod texts;
pub(crate) mod thin;
mod undelete;
mod update;
mod validate;
mod versions;

use utoipa_axum::{router::OpenApiRouter, routes};

pub use self::service::count;
use crate::{app::App, openapi::schema};

/// What this slice keeps in memory.
#[derive(Default)]
pub struct Trees {
    texts: texts::KeptTexts,
}

/// The routes of this slice.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(get::get, update::update, delete::delete))
        .routes(routes!(undelete::undelete))
        .routes(routes!(publish::publish))
        .routes(routes!(publish_preview::preview))
        .routes(routes!(archive::archive))
        .routes(routes!(restore::restore))
        .routes(routes!(search::search))
        .routes(routes!(list_public::list))
        .routes(routes!(import::import))
        .routes(routes!(export::export))
        .routes(routes!(schemas::flow))
        .routes(routes!(schemas::templates))
        .routes(routes!(validate::document))
        .routes(routes!(validate::tree))
        .routes(routes!(list_versions::list))
        .routes(routes!(list_versions::get, name_version::name))
        .routes(routes!(diff::diff))
        .routes(routes!(sync::sync))
        .merge(forks::routes())
        .merge(proposals::routes())
        .routes(routes!(list_labels::categories))
        .routes(routes!(list_labels::tags))
        .routes(routes!(rename_label::category))
        .routes(routes!(rename_label::tag))
        .routes(routes!(remove_label::category))
        .routes(routes!(remove_label::tag))
}
