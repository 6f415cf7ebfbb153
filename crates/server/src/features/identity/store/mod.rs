//! The SQL of identity. Its tables are global, so their statements are marked as such: they run in a tenant's transaction and
//! outside of one.

pub mod accounts;
pub mod families;
