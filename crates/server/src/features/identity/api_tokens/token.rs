//! What a token looks like: `bb_pat_` and the base64url of 32 random bytes. Only its hash is stored, and looked for: to find
//! one by trying, or by timing, is to find a SHA-256 of 256 random bits.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use sha2::{Digest, Sha256};

/// What every token begins with, so that scanners for leaked secrets can tell what it is.
pub const PREFIX: &str = "bb_pat_";
/// 32 bytes in base64url.
const LENGTH: usize = PREFIX.len() + 43;

/// The SHA-256 of a token.
pub type Hash = [u8; 32];

/// A new token of these random bytes.
pub fn from(random: [u8; 32]) -> String {
    format!("{PREFIX}{}", BASE64.encode(random))
}

/// What is stored of a token; nothing if it can be none.
pub fn hash(text: &str) -> Option<Hash> {
    (text.len() == LENGTH && looks_right(text)).then(|| Sha256::digest(text).into())
}

/// The end of a token, by which its owner tells it from others.
pub fn hint(text: &str) -> &str {
    text.get(text.len().saturating_sub(4)..).unwrap_or_default()
}

fn looks_right(text: &str) -> bool {
    text.starts_with(PREFIX)
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_told_from_other_texts() {
        let token = from([7; 32]);
        assert!(hash(&token).is_some());
        assert_eq!(hint(&token), &token[token.len() - 4..]);
        assert_ne!(hash(&token), hash(&from([8; 32])));
        for other in [
            "",
            PREFIX,
            &token[1..],
            &token[..token.len() - 1],
            &format!("{token}A"),
            &token.replace("Bw", ".."),
        ] {
            assert_eq!(hash(other), None, "{other}");
        }
    }
}
