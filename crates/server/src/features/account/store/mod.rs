//! The SQL of accounts. Tenants and memberships are global tables, so their statements are marked as such: they run in a tenant's
//! transaction.

pub mod invite_mails;
pub mod members;
pub mod tenants;
