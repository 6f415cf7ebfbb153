//! What Branchbook can do: one folder per slice.
//!
//! `mod.rs` has the routes, `<verb>.rs` a handler with its docs and tests, `service.rs` the rules, `store.rs` the SQL (private:
//! another slice calls `service.rs`), `dto.rs` the JSON.

pub mod account;
pub mod audit;
pub mod identity;
pub mod platform;
pub mod sessions;
pub mod settings;
pub mod tenant_data;
pub mod trees;
