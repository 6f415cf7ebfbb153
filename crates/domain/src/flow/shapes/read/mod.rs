//! Reading parts of a document from JSON by hand instead of by serde: all faults at once, each with its pointer into the
//! input, other names for a field accepted, unknown fields kept.

mod canvas;
mod connection;
mod envelope;
mod fields;
mod ids;
mod node;

pub(super) use canvas::read_position;
pub(super) use envelope::{Envelope, KIND, read_envelope};
pub(super) use fields::{Fields, Path, SET_ASIDE, object};
pub(super) use ids::GivenIds;
pub(super) use node::{Read, ReadNode, read_node};

/// The most levels that a value inside a node may be nested. It leaves room for the nested shape, whose JSON must stay
/// within the 128 levels that JSON parsers commonly allow.
pub(crate) const MAX_VALUE_DEPTH: usize = 32;
