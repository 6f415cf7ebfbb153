//! Refresh tokens: one is exchanged for the next, each is good for once.
//!
//! A token is `bb_rt_` and the base64url of
//!
//! ```text
//! family (16 bytes) ‖ nonce (16) ‖ rotation (4, big-endian) ‖ HMAC-SHA256(server's key, all before)
//! ```
//!
//! where the nonce is random and the same for the whole family. So
//! - the successor follows from the token: whoever shows the preceding token within the grace is given the same successor as
//!   the first, though only hashes are stored;
//! - any token of a family can be told from a made-up one, however old: a made-up one ends nobody's session, a replayed one does;
//! - neither the database nor the server's key is enough to make one: the first lacks the key, the second the nonce.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use branchbook_domain::id::TokenFamilyId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::app::keys;

/// What every token begins with, so that scanners for leaked secrets can tell what it is.
const PREFIX: &str = "bb_rt_";
const BODY: usize = 16 + 16 + 4;
const WHOLE: usize = BODY + 32;

/// A refresh token that this server has made.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    family: TokenFamilyId,
    nonce: [u8; 16],
    rotation: u32,
    text: String,
}

impl RefreshToken {
    /// The family it belongs to.
    pub const fn family(&self) -> TokenFamilyId {
        self.family
    }

    /// The token as its holder keeps it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is stored of it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.text).into()
    }
}

/// Makes refresh tokens and tells them from made-up ones.
pub struct RefreshTokens {
    mac: Hmac<Sha256>,
}

impl RefreshTokens {
    /// Tokens authenticated with a key that comes from this secret.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        // As long as a block of SHA-256, so that it is used as it is.
        let key = keys::derive::<64>(secret, "branchbook refresh token, HMAC-SHA256, 1");
        Self {
            mac: Hmac::new(&key.into()),
        }
    }

    /// The first token of a family.
    #[must_use]
    pub fn first(&self, family: TokenFamilyId, nonce: [u8; 16]) -> RefreshToken {
        self.make(family, nonce, 0)
    }

    /// The token for which this one is exchanged; always the same.
    #[must_use]
    pub fn successor(&self, token: &RefreshToken) -> RefreshToken {
        self.make(token.family, token.nonce, token.rotation.wrapping_add(1))
    }

    /// The token in a text, if this server has made it.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<RefreshToken> {
        let mut bytes = [0; WHOLE];
        let length = BASE64.decode_slice(text.strip_prefix(PREFIX)?, &mut bytes).ok()?;
        if length != WHOLE {
            return None;
        }
        let (body, code) = bytes.split_first_chunk::<BODY>()?;
        self.mac.clone().chain_update(body).verify_slice(code).ok()?;
        let (family, rest) = body.split_first_chunk::<16>()?;
        let (nonce, rotation) = rest.split_first_chunk::<16>()?;
        Some(RefreshToken {
            family: TokenFamilyId::from_uuid(Uuid::from_bytes(*family)),
            nonce: *nonce,
            rotation: u32::from_be_bytes(rotation.try_into().ok()?),
            text: text.to_owned(),
        })
    }

    fn make(&self, family: TokenFamilyId, nonce: [u8; 16], rotation: u32) -> RefreshToken {
        let body = [family.uuid().as_bytes(), &nonce[..], &rotation.to_be_bytes()].concat();
        let code = self.mac.clone().chain_update(&body).finalize().into_bytes();
        let text = format!("{PREFIX}{}", BASE64.encode([&body[..], &code[..]].concat()));
        RefreshToken {
            family,
            nonce,
            rotation,
            text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family() -> TokenFamilyId {
        TokenFamilyId::from_uuid(Uuid::from_u128(7))
    }

    #[test]
    fn a_token_has_one_successor_in_the_same_family() {
        let tokens = RefreshTokens::new(&[1; 32]);
        let first = tokens.first(family(), [9; 16]);
        let second = tokens.successor(&first);
        assert_ne!(first.text(), second.text());
        assert_eq!(second.family(), family());
        let shown = tokens.parse(first.text()).unwrap();
        assert_eq!(tokens.successor(&shown).text(), second.text());
        assert_ne!(tokens.successor(&second).text(), second.text());
    }

    #[test]
    fn a_token_of_another_nonce_is_another() {
        let tokens = RefreshTokens::new(&[1; 32]);
        let one = tokens.first(family(), [1; 16]);
        assert_ne!(one.text(), tokens.first(family(), [2; 16]).text());
        assert_ne!(one.hash(), tokens.first(family(), [2; 16]).hash());
    }

    #[test]
    fn a_made_up_token_is_none() {
        let tokens = RefreshTokens::new(&[1; 32]);
        let token = tokens.first(family(), [9; 16]);
        assert!(RefreshTokens::new(&[2; 32]).parse(token.text()).is_none());
        for at in 0..token.text().len() {
            let mut changed = token.text().as_bytes().to_vec();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert!(
                tokens.parse(std::str::from_utf8(&changed).unwrap()).is_none(),
                "changed at {at}"
            );
        }
        for garbage in [
            "",
            "bb_rt_",
            "bb_rt_AAAA",
            &token.text()[6..],
            &format!("{}AAAA", token.text()),
        ] {
            assert!(tokens.parse(garbage).is_none(), "{garbage}");
        }
    }
}
