//! Keys for single purposes, derived from the server's one secret (HKDF, RFC 5869): knowing one says nothing of the others.

use hkdf::Hkdf;
use sha2::Sha256;

/// The key for this purpose, of any length up to 8 KiB. The same secret and purpose give the same key on every node and after
/// every start.
pub fn derive<const N: usize>(secret: &[u8; 32], purpose: &str) -> [u8; N] {
    let mut key = [0; N];
    let expanded = Hkdf::<Sha256>::new(None, secret).expand(purpose.as_bytes(), &mut key);
    debug_assert!(expanded.is_ok(), "HKDF refuses only more than 255 blocks");
    key
}

#[cfg(test)]
mod tests {
    use super::derive;

    #[test]
    fn each_purpose_has_its_own_key() {
        let key = derive::<32>(&[1; 32], "a");
        assert_eq!(key, derive(&[1; 32], "a"));
        assert_ne!(key, derive(&[1; 32], "b"));
        assert_ne!(key, derive(&[2; 32], "a"));
    }
}
