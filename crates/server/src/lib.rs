//! The HTTP server: who is asking ([`access`]), what goes wrong ([`error`]), how requests and answers are shaped
//! ([`http`]) and what Branchbook can do ([`features`], one folder per slice, one file per endpoint).
//!
//! ```text
//! router → Access<Permission> (who, may they, their TenantDb) → features/<slice>/<verb>.rs → service.rs → store.rs → db
//! ```

pub mod access;
pub mod app;
pub mod background;
pub mod error;
pub mod features;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod openapi;
pub mod router;
mod serve;
mod ui;

pub use app::App;
pub use router::router;
pub use serve::{Ended, serve};
