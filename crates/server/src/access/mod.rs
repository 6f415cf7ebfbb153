//! Who may do what. A handler that wants data takes [`Access<P>`] in its arguments and gets a database handle bound to the
//! caller's tenant, after the caller was identified and found to hold the permission `P`. There is no other door: the
//! database is private to this module.

mod actor;
mod own_work;
mod permission;
mod public_tree;
mod vault;

pub(crate) use self::public_tree::{PublicSpan, PublicTree};
pub use actor::{Access, Actor, Credential, Device, Public};
pub(crate) use actor::{bearer, identify};
pub use own_work::OwnWork;
pub use permission::{ByToken, Permission, Role, Scope, Scopes, permissions};
pub use vault::Vault;
