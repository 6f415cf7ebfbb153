//! All that a tenant owns, taken together.

mod carrying;
mod catalogue;
mod deletion;
pub mod raw;
