//! How the rows of a tenant's log hang together: each carries an HMAC-SHA256 over itself and the seal of the one before it, and
//! the head carries the seal of the last. Whoever can write to the database but has not the server's secret can change no row so
//! that the chain still fits, and cut none off at its end: the seal that the head would then need is stored nowhere.

use branchbook_domain::id::{TenantId, UserId};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use uuid::Uuid;

use crate::app::keys;

/// What a row's hash is made of and what it is compared with.
pub type Hash = [u8; 32];

/// What the first row of a log is chained to.
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

/// The keys of every chain, from the server's secret.
#[derive(Clone)]
pub struct ChainKey {
    rows: Hmac<Sha256>,
    seals: Hmac<Sha256>,
}

impl ChainKey {
    /// The key that comes from this secret.
    pub fn new(secret: &[u8; 32]) -> Self {
        // As long as a block of SHA-256, so that it is used as it is.
        let key = |purpose| Hmac::new(&keys::derive::<64>(secret, purpose).into());
        Self {
            rows: key("branchbook audit log, HMAC-SHA256, 1"),
            seals: key("branchbook audit log, seal of a row, HMAC-SHA256, 1"),
        }
    }

    /// What the row after the one with this hash is chained to, and the head tells of the last.
    pub fn seal(&self, hash: &Hash) -> Hash {
        self.seals.clone().chain_update(hash).finalize().into_bytes().into()
    }

    /// The hash of a row that comes after one with the seal `previous`.
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
        let mac = self.rows.clone().chain_update(previous).chain_update(row.to_string());
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_cannot_be_made_from_what_is_stored() {
        let key = ChainKey::new(&[1; 32]);
        assert_eq!(key.seal(&NONE), key.seal(&NONE));
        assert_ne!(key.seal(&NONE), ChainKey::new(&[2; 32]).seal(&NONE));
        assert_ne!(key.seal(&[1; 32]), key.seal(&NONE));
    }

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
