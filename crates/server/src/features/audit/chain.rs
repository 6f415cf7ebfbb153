//! How the rows of a tenant's log hang together: each carries an HMAC-SHA256 over itself and the hash of the one before it.
//! Whoever can write to the database but has not the server's secret can change no row so that the chain still fits.

use branchbook_domain::id::{TenantId, UserId};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use uuid::Uuid;

use crate::app::keys;

/// What a row's hash is made of and what it is compared with.
pub type Hash = [u8; 32];

/// The hash that the first row of a log is chained to.
pub const NONE: Hash = [0; 32];

/// One row of the log, without its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// 1, 2, 3 … in each tenant.
    pub seq: i64,
    /// To the microsecond.
    pub at: Timestamp,
    pub id: Uuid,
    pub actor: Option<UserId>,
    pub action: String,
    pub target_type: String,
    pub target_id: Uuid,
    pub ip: Option<String>,
    /// JSON text, as it is stored.
    pub before: Option<String>,
    pub after: Option<String>,
}

/// The key of every chain, from the server's secret.
#[derive(Clone)]
pub struct ChainKey(Hmac<Sha256>);

impl ChainKey {
    /// The key that comes from this secret.
    pub fn new(secret: &[u8; 32]) -> Self {
        // As long as a block of SHA-256, so that it is used as it is.
        let key = keys::derive::<64>(secret, "branchbook audit log, HMAC-SHA256, 1");
        Self(Hmac::new(&key.into()))
    }

    /// The hash of a row that comes after one with the hash `previous`.
    pub fn hash(&self, previous: &Hash, tenant: TenantId, link: &Link) -> Hash {
        let Link {
            seq,
            at,
            id,
            actor,
            action,
            target_type,
            target_id,
            ip,
            before,
            after,
        } = link;
        // JSON tells where each value ends, and null from empty.
        let row = serde_json::json!([
            tenant,
            seq,
            at.as_microsecond(),
            id,
            actor,
            action,
            target_type,
            target_id,
            ip,
            before,
            after
        ]);
        let mac = self.0.clone().chain_update(previous).chain_update(row.to_string());
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        Link {
            seq: 2,
            at: "2026-11-21T12:00:00.000001Z".parse().unwrap(),
            id: Uuid::from_u128(1),
            actor: None,
            action: "device.revoked".to_owned(),
            target_type: "device".to_owned(),
            target_id: Uuid::from_u128(2),
            ip: Some("192.0.2.1".to_owned()),
            before: None,
            after: Some("{}".to_owned()),
        }
    }

    #[test]
    fn a_hash_depends_on_the_row_the_one_before_the_tenant_and_the_secret() {
        let tenant = TenantId::from_uuid(Uuid::from_u128(7));
        let key = ChainKey::new(&[1; 32]);
        let hash = key.hash(&NONE, tenant, &link());
        assert_eq!(hash, key.hash(&NONE, tenant, &link()));
        assert_ne!(hash, key.hash(&[1; 32], tenant, &link()));
        assert_ne!(hash, key.hash(&NONE, TenantId::from_uuid(Uuid::from_u128(8)), &link()));
        assert_ne!(hash, ChainKey::new(&[2; 32]).hash(&NONE, tenant, &link()));
        for change in [
            Link { seq: 3, ..link() },
            Link {
                before: Some(String::new()),
                ..link()
            },
            Link { after: None, ..link() },
            Link {
                action: "device.revoke".to_owned(),
                target_type: "ddevice".to_owned(),
                ..link()
            },
        ] {
            assert_ne!(hash, key.hash(&NONE, tenant, &change), "{change:?}");
        }
    }
}
