//! Browsers that have signed in to an account: a cookie that proves it, and nothing else. Whoever has it has tries of their own when
//! somebody guesses passwords behind the same address: of this account ([`super::tries`]), or of many (`http/limits.rs`).

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use branchbook_domain::id::UserId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::app::keys;

/// A browser, and who has signed in with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Browser {
    /// Who.
    pub user: UserId,
    /// What tells it from their others.
    pub id: [u8; 16],
}

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

    /// The value for a browser.
    pub fn make(&self, browser: Browser) -> String {
        let code = self.authenticate(browser).finalize().into_bytes();
        BASE64.encode([browser.user.uuid().as_bytes(), &browser.id[..], &code[..]].concat())
    }

    /// The browser that a value names, if this server has made it.
    pub fn parse(&self, value: &str) -> Option<Browser> {
        let mut bytes = [0; 16 + 16 + 32];
        let length = BASE64.decode_slice(value, &mut bytes).ok()?;
        let (user, rest) = bytes[..length].split_first_chunk::<16>()?;
        let (id, code) = rest.split_first_chunk::<16>()?;
        let user = UserId::from_uuid(Uuid::from_bytes(*user));
        let browser = Browser { user, id: *id };
        self.authenticate(browser).verify_slice(code).ok()?;
        Some(browser)
    }

    fn authenticate(&self, Browser { user, id }: Browser) -> Hmac<Sha256> {
        self.mac.clone().chain_update(user.uuid().as_bytes()).chain_update(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_names_its_browser_and_user_and_cannot_be_made_up() {
        let browsers = Browsers::new(&[1; 32]);
        let [ada, eve] = [1, 2].map(|user| Browser {
            user: UserId::from_uuid(Uuid::from_u128(user)),
            id: [7; 16],
        });
        let value = browsers.make(ada);
        assert_eq!(browsers.parse(&value), Some(ada));
        assert_eq!(Browsers::new(&[2; 32]).parse(&value), None);
        // The user of one and the code of another.
        let mixed = format!("{}{}", &browsers.make(eve)[..40], &value[40..]);
        for made_up in ["", "AAAA", &value[1..], &format!("{value}AAAA"), &mixed] {
            assert_eq!(browsers.parse(made_up), None, "{made_up}");
        }
    }
}
