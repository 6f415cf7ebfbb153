//! The system tenant and its service account. They are there from the first migration on, and own the default flows.

use branchbook_domain::id::{TenantId, UserId};
use uuid::Uuid;

/// The tenant whose published flows everybody sees.
pub const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(0x00000000_0000_7000_8000_000000000001));

/// The user that what the product itself makes is attributed to. It has no password, so nobody can sign in as it.
pub const USER: UserId = UserId::from_uuid(Uuid::from_u128(0x00000000_0000_7000_8000_000000000002));
