//! The SQL of sessions. Private to the slice.

pub mod events;
pub mod flows;
pub mod list;
pub mod sessions;
