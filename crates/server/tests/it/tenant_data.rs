//! All that a tenant owns, taken together.

mod catalogue;
mod deletion;
mod raw;
