//! Browsers that have signed in to an account: a cookie that proves it, and nothing else. Whoever has it has tries of their own when
//! somebody guesses the account's password behind the same address ([`super::tries`]).

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use branchbook_domain::id::UserId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::app::keys;

/// Makes the cookies' values and tells them from made-up ones.
pub struct Browsers {
    mac: Hmac<Sha256>,
}

impl Browsers {
    /// Authenticated with a key that comes from this secret.
    pub fn new(secret: &[u8; 32]) -> Self {
        let key = keys::derive::<64>(secret, "branchbook browser cookie, HMAC-SHA256, 1");
        Self {
            mac: Hmac::new(&key.into()),
        }
    }

    /// The value for a browser that this user has signed in with.
    pub fn make(&self, user: UserId, browser: [u8; 16]) -> String {
        let code = self.authenticate(user, &browser).finalize().into_bytes();
        BASE64.encode([&browser[..], &code[..]].concat())
    }

    /// The browser that a value names, if this user has signed in with it.
    pub fn parse(&self, user: UserId, value: &str) -> Option<[u8; 16]> {
        let mut bytes = [0; 16 + 32];
        let length = BASE64.decode_slice(value, &mut bytes).ok()?;
        let (browser, code) = bytes.split_first_chunk::<16>()?;
        let genuine = length == bytes.len() && self.authenticate(user, browser).verify_slice(code).is_ok();
        genuine.then_some(*browser)
    }

    fn authenticate(&self, user: UserId, browser: &[u8; 16]) -> Hmac<Sha256> {
        self.mac
            .clone()
            .chain_update(user.uuid().as_bytes())
            .chain_update(browser)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_browser_is_known_to_the_user_it_was_given_to() {
        let browsers = Browsers::new(&[1; 32]);
        let [ada, eve] = [1, 2].map(|id| UserId::from_uuid(Uuid::from_u128(id)));
        let value = browsers.make(ada, [7; 16]);
        assert_eq!(browsers.parse(ada, &value), Some([7; 16]));
        assert_eq!(browsers.parse(eve, &value), None);
        assert_eq!(Browsers::new(&[2; 32]).parse(ada, &value), None);
        for made_up in ["", "AAAA", &value[1..], &format!("{value}AAAA")] {
            assert_eq!(browsers.parse(ada, made_up), None, "{made_up}");
        }
    }
}
