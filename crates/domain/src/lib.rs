//! What Branchbook is about, as pure functions: no I/O, no clock, no randomness, no async.
//!
//! | you look for | it is in |
//! |---|---|
//! | the flow document and its limits | [`flow::document`] |
//! | a rule that a flow must keep ("a decision needs two options") | [`flow::validation`] |
//! | nested, steps and graph input shapes | [`flow::shapes`] |
//! | where `{{variables}}` are in a text | [`flow::variables`] |
//! | how complete a flow is, and by which template | [`flow::completion`] |
//! | what two documents differ in, and merging them | [`flow::change`] |
//! | parent, children, depth of each node | [`flow::hierarchy`] |
//! | running a flow: events, state, refusals | [`run`] |
//! | JSON, Markdown, CSV and Mermaid in | [`import`] |
//! | the same out, and what they leave out | [`flow::export`] |
//! | the report of a session | [`export`] |
//! | masking secrets | [`redact`] |
//! | typed ids | [`id`] |

pub mod export;
pub mod flow;
pub mod id;
pub mod import;
pub mod redact;
pub mod run;
