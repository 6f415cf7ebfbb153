//! How documents differ and come together again, by node and by field.
//!
//! | you look for | it is in |
//! |---|---|
//! | what has changed between two versions | [`diff()`] |
//! | what two people have made of one document, as one | [`merge()`] |
//! | only some nodes of what somebody proposes | [`pick()`] |
//! | changes of single fields, one after the other | [`apply()`] |
//! | what is compared as a whole and what by its parts | `grain` |
//! | who moved what in a list | `order` |

mod diff;
mod edit;
mod grain;
mod merge;
mod order;
mod pick;
mod place;
mod uses;

pub use diff::{Diff, FieldChange, Move, NodeChange, diff};
pub use edit::{Edit, apply};
pub use merge::{Answer, Answers, Conflict, Merged, Side, merge};
pub use pick::pick;
pub use place::{POSITION, Place};
