//! The SQL of the platform: tables that belong to no tenant.

pub mod tenants;
pub mod users;
