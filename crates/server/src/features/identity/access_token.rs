//! Access tokens: JSON Web Tokens signed with Ed25519 (RFC 7519, RFC 8037), for 15 minutes.
//!
//! Only what this server has signed is accepted, so the header is a constant that is compared, not a choice that is read:
//! there is no algorithm to confuse. A token that was verified once is known by its hash until it is forgotten.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use branchbook_domain::id::{TenantId, TokenFamilyId, UserId};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use jiff::{SignedDuration, Timestamp};
use moka::future::Cache;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::access::{Device, Role};
use crate::app::keys;

/// How long a token is good for.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// Longer ones are not ours.
const LONGEST: usize = 1024;
/// How many verified tokens are remembered, at about 200 bytes each.
const REMEMBERED: u64 = 50_000;

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    #[serde(rename = "sub")]
    user: UserId,
    tenant: TenantId,
    role: Role,
    family: TokenFamilyId,
    /// Seconds since 1970.
    iat: i64,
    exp: i64,
}

/// A token's payload: the claims, and whose keys to check them with.
#[derive(Serialize)]
struct Payload<'a> {
    iss: &'a str,
    #[serde(flatten)]
    claims: Claims,
}

impl Claims {
    /// Which device's token it is, with the role its owner had when it was made.
    pub const fn device(&self) -> Device {
        Device {
            user: self.user,
            tenant: self.tenant,
            role: self.role,
            family: self.family,
        }
    }

    /// The same with the role that its owner has now.
    pub const fn with_role(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// Until when the token is good.
    pub fn expires_at(&self) -> Timestamp {
        Timestamp::from_second(self.exp).unwrap_or_default()
    }

    /// Whether the time of the token is over.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now.as_second() >= self.exp
    }
}

/// Signs and verifies access tokens.
pub struct AccessTokens {
    key: SigningKey,
    public: VerifyingKey,
    key_id: String,
    issuer: String,
    /// The first segment of every token, with its dot.
    header: String,
    verified: Cache<[u8; 32], Claims>,
}

impl AccessTokens {
    /// Tokens signed with a key that comes from this secret, which name this server as their issuer.
    #[must_use]
    pub fn new(secret: &[u8; 32], issuer: &str) -> Self {
        let key = SigningKey::from_bytes(&keys::derive(secret, "branchbook access token, Ed25519, 1"));
        let public = key.verifying_key();
        let key_id = thumbprint(&public);
        let header = format!(r#"{{"alg":"EdDSA","typ":"JWT","kid":"{key_id}"}}"#);
        let verified = Cache::builder()
            .max_capacity(REMEMBERED)
            .time_to_live(Duration::try_from(LIFETIME).unwrap_or_default());
        Self {
            key,
            public,
            key_id,
            issuer: issuer.to_owned(),
            header: format!("{}.", BASE64.encode(header)),
            verified: verified.build(),
        }
    }

    /// A token for this device from now on, for its whole lifetime.
    #[must_use]
    pub fn issue(&self, device: &Device, now: Timestamp) -> String {
        self.issue_until(device, now, now + LIFETIME)
    }

    /// A token for this device from now on, good until then.
    #[must_use]
    pub fn issue_until(&self, device: &Device, now: Timestamp, end: Timestamp) -> String {
        let claims = Claims {
            user: device.user,
            tenant: device.tenant,
            role: device.role,
            family: device.family,
            iat: now.as_second(),
            exp: end.as_second(),
        };
        let iss = &self.issuer;
        let payload = serde_json::to_vec(&Payload { iss, claims }).unwrap_or_default();
        let signed = format!("{}{}", self.header, BASE64.encode(payload));
        let signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", BASE64.encode(signature.to_bytes()))
    }

    /// What a token says that was [remembered](Self::remember). Its time may be over.
    pub async fn known(&self, token: &str) -> Option<Claims> {
        self.verified.get(&hash(token)).await
    }

    /// Remembers what a token says, with the role that counts.
    pub async fn remember(&self, token: &str, claims: Claims) {
        self.verified.insert(hash(token), claims).await;
    }

    /// What the token says, if this server has signed it. Its time may be over.
    pub fn verify(&self, token: &str) -> Option<Claims> {
        if token.len() > LONGEST {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        let payload = signed.strip_prefix(&self.header)?;
        let signature = Signature::from_slice(&BASE64.decode(signature).ok()?).ok()?;
        self.public.verify_strict(signed.as_bytes(), &signature).ok()?;
        serde_json::from_slice(&BASE64.decode(payload).ok()?).ok()
    }

    /// The public key as an RFC 8037 JSON Web Key: its id and its `x`.
    #[must_use]
    pub fn public_key(&self) -> (&str, String) {
        (&self.key_id, BASE64.encode(self.public.as_bytes()))
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// The key's RFC 7638 thumbprint.
fn thumbprint(key: &VerifyingKey) -> String {
    let x = BASE64.encode(key.as_bytes());
    BASE64.encode(Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn device() -> Device {
        Device {
            user: UserId::from_uuid(Uuid::from_u128(1)),
            tenant: TenantId::from_uuid(Uuid::from_u128(2)),
            role: Role::Engineer,
            family: TokenFamilyId::from_uuid(Uuid::from_u128(3)),
        }
    }

    fn now() -> Timestamp {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_token_says_who_holds_it_for_fifteen_minutes() {
        let tokens = AccessTokens::new(&[1; 32], "http://localhost");
        let claims = tokens.verify(&tokens.issue(&device(), now())).unwrap();
        assert_eq!(claims.device(), device());
        assert!(!claims.is_expired(now() + SignedDuration::from_secs(899)));
        assert!(claims.is_expired(now() + SignedDuration::from_secs(900)));
    }

    #[tokio::test]
    async fn a_token_is_known_once_it_is_remembered() {
        let tokens = AccessTokens::new(&[1; 32], "http://localhost");
        let token = tokens.issue(&device(), now());
        assert_eq!(tokens.known(&token).await, None);
        let claims = tokens.verify(&token).unwrap().with_role(Role::Viewer);
        tokens.remember(&token, claims).await;
        assert_eq!(tokens.known(&token).await.unwrap().device().role, Role::Viewer);
    }

    #[test]
    fn another_servers_token_is_not_accepted() {
        let token = AccessTokens::new(&[1; 32], "http://localhost").issue(&device(), now());
        assert_eq!(AccessTokens::new(&[2; 32], "http://localhost").verify(&token), None);
    }

    #[test]
    fn a_token_changed_anywhere_is_not_accepted() {
        let tokens = AccessTokens::new(&[1; 32], "http://localhost");
        let token = tokens.issue(&device(), now());
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(tokens.verify(&changed), None, "changed at {at}");
        }
        for garbage in [
            "",
            ".",
            "..",
            "a.b.c",
            &token[1..],
            &token[..token.len() - 1],
            &"a".repeat(2000),
        ] {
            assert_eq!(tokens.verify(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn an_unsigned_token_is_not_accepted() {
        let tokens = AccessTokens::new(&[1; 32], "http://localhost");
        let token = tokens.issue(&device(), now());
        let payload = token.split('.').nth(1).unwrap();
        let header = BASE64.encode(r#"{"alg":"none","typ":"JWT"}"#);
        assert_eq!(tokens.verify(&format!("{header}.{payload}.")), None);
    }

    /// The key and its thumbprint of RFC 8037, appendices A.1 to A.3.
    #[test]
    fn the_key_id_is_the_thumbprint_of_rfc_8037() {
        let x = BASE64.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        let key = VerifyingKey::from_bytes(&x.try_into().unwrap()).unwrap();
        assert_eq!(thumbprint(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    /// The signed example of RFC 8037, appendix A.4: our signatures are those of other JWT libraries.
    #[test]
    fn a_signature_is_the_one_of_rfc_8037() {
        let d = BASE64.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        let key = SigningKey::from_bytes(&d.try_into().unwrap());
        let signature = key.sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
        let expected = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assert_eq!(BASE64.encode(signature.to_bytes()), expected);
    }
}
