//! The SQL of identity. All tables but the audit log are global, so their statements are marked as such: they run in a
//! tenant's transaction and outside of one.

pub mod accounts;
pub mod audit;
pub mod families;
