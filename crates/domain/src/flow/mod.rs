//! The flow document: what an author writes and a session follows.

pub mod document;
pub mod variables;

pub use document::*;
