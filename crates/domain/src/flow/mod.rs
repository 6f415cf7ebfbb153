//! The flow document: what an author writes and a session follows.
//!
//! | you look for | it is in |
//! |---|---|
//! | the document itself | [`document`] |
//! | the shapes in which one may arrive and leave | [`shapes`] |
//! | what is wrong with JSON that is no document | [`fault`] |
//! | what is wrong with a document ("a decision needs two options") | [`validation`], one file per rule |
//! | how complete it is | [`completion`] |
//! | what changed, and merging | [`change`] |
//! | parents, children, depth | [`hierarchy`] |
//! | `{{variables}}` in texts | [`variables`] |
//! | the flow as a file for elsewhere | [`export`] |
//! | the flow as a page of Markdown, and back | `page` |
//! | the flow as a table, and back | `table` |
//! | its words, for searching | [`text`] |
//! | which old versions need not be kept | [`thinning`] |
//! | its JSON Schema | [`schema`] |

pub mod change;
pub mod completion;
pub mod document;
pub mod export;
pub mod fault;
pub mod hierarchy;
mod links;
pub(crate) mod page;
pub mod schema;
pub mod shapes;
pub(crate) mod table;
pub mod text;
pub mod thinning;
pub mod validation;
pub mod variables;

pub use document::*;
