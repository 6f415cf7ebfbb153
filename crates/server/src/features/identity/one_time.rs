//! Tokens that are good for once, or for so many times: what links in mails, invites and codes are made of.
//!
//! A token is the prefix of its kind and the base64url of
//!
//! ```text
//! id (16 bytes) ‖ HMAC-SHA256(server's key, kind ‖ id)
//! ```
//!
//! so that the job that sends a mail can make the link again from the id, and nothing that is stored lets anybody in: the row
//! holds the SHA-256 of the text, the job the id, and the key is in neither. A made-up token is refused before the database is
//! asked.
//!
//! An invite is shown to who makes it, too. The one in the mail ends with a second code, `HMAC-SHA256(server's key, kind ‖ id ‖
//! "mailed")`, which is in no answer: who shows that has read the mail.
//!
//! A token is taken by [`claim`], in the transaction that does what it allows: one UPDATE counts up its uses while there are
//! any left, so that of any number who show it at once exactly as many get through as were promised.

use std::str::FromStr;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, KeyInit, Mac};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::app::keys;

pub use super::store::one_time::{
    NewOneTime, OneTime, claim, find, insert, invites_to, platform_codes, purge, revoke, revoke_invites_of,
    revoke_of_user,
};

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Setting a new password.
    PasswordReset,
    /// Showing that an address is one's own.
    EmailVerification,
    /// Becoming a member of a tenant.
    Invite,
    /// Registering where the platform admits only invited people.
    PlatformInvite,
}

impl Kind {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PasswordReset => "password_reset",
            Self::EmailVerification => "email_verification",
            Self::Invite => "invite",
            Self::PlatformInvite => "platform_invite",
        }
    }

    /// What the tokens begin with, so that people and scanners for leaked secrets can tell what they are.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::PasswordReset => "bb_rst_",
            Self::EmailVerification => "bb_vfy_",
            Self::Invite => "bb_inv_",
            Self::PlatformInvite => "bb_code_",
        }
    }

    /// For how long a token is good, unless whoever makes it decides otherwise.
    #[must_use]
    pub const fn lifetime(self) -> SignedDuration {
        SignedDuration::from_hours(match self {
            Self::PasswordReset => 1,
            Self::EmailVerification => 24,
            Self::Invite => 7 * 24,
            Self::PlatformInvite => 30 * 24,
        })
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let all = [
            Self::PasswordReset,
            Self::EmailVerification,
            Self::Invite,
            Self::PlatformInvite,
        ];
        let named = all.into_iter().find(|kind| kind.as_str() == word);
        named.ok_or_else(|| format!("'{word}' is no kind of one-time token"))
    }
}

/// A token that this server has made.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeToken {
    id: Uuid,
    kind: Kind,
    text: String,
    was_mailed: bool,
}

impl OneTimeToken {
    /// The id of its row.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// What it is for.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The token as it is given away.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it was shown as only a mail has it.
    #[must_use]
    pub const fn was_mailed(&self) -> bool {
        self.was_mailed
    }

    /// What is stored of it.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.text).into()
    }
}

/// Makes one-time tokens and tells them from made-up ones.
pub struct OneTimeTokens {
    mac: Hmac<Sha256>,
}

impl OneTimeTokens {
    /// Tokens authenticated with a key that comes from this secret.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        // As long as a block of SHA-256, so that it is used as it is.
        let key = keys::derive::<64>(secret, "branchbook one-time token, HMAC-SHA256, 1");
        Self {
            mac: Hmac::new(&key.into()),
        }
    }

    /// The token with this id; always the same.
    #[must_use]
    pub fn make(&self, kind: Kind, id: Uuid) -> OneTimeToken {
        let code = self.authenticate(kind, id).finalize().into_bytes();
        let body = BASE64.encode([id.as_bytes(), &code[..]].concat());
        OneTimeToken {
            id,
            kind,
            text: format!("{}{body}", kind.prefix()),
            was_mailed: false,
        }
    }

    /// The token with this id as it goes into a mail, and nowhere else.
    #[must_use]
    pub fn mailed(&self, kind: Kind, id: Uuid) -> String {
        let proof = self.prove_mailed(kind, id).finalize().into_bytes();
        // 48 bytes come before: they fill their letters, so that one text goes on where the other ends.
        format!("{}{}", self.make(kind, id).text, BASE64.encode(proof))
    }

    /// The token in a text, if this server has made it for this purpose.
    #[must_use]
    pub fn parse(&self, kind: Kind, text: &str) -> Option<OneTimeToken> {
        let text = text.trim();
        let mut bytes = [0; 16 + 32 + 32];
        let length = BASE64
            .decode_slice(text.strip_prefix(kind.prefix())?, &mut bytes)
            .ok()?;
        let (id, codes) = bytes[..length].split_first_chunk::<16>()?;
        let (code, proof) = codes.split_first_chunk::<32>()?;
        let id = Uuid::from_bytes(*id);
        self.authenticate(kind, id).verify_slice(code).ok()?;
        let was_mailed = !proof.is_empty();
        if was_mailed {
            self.prove_mailed(kind, id).verify_slice(proof).ok()?;
        }
        Some(OneTimeToken {
            was_mailed,
            ..self.make(kind, id)
        })
    }

    fn prove_mailed(&self, kind: Kind, id: Uuid) -> Hmac<Sha256> {
        self.authenticate(kind, id).chain_update("mailed")
    }

    fn authenticate(&self, kind: Kind, id: Uuid) -> Hmac<Sha256> {
        self.mac
            .clone()
            .chain_update(kind.as_str())
            .chain_update([0])
            .chain_update(id.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Uuid = Uuid::from_u128(7);

    #[test]
    fn a_token_can_be_made_again_from_its_id() {
        let tokens = OneTimeTokens::new(&[1; 32]);
        let token = tokens.make(Kind::Invite, ID);
        assert!(token.text().starts_with("bb_inv_"), "{}", token.text());
        assert_eq!(tokens.make(Kind::Invite, ID).text(), token.text());
        let parsed = tokens.parse(Kind::Invite, &format!(" {}\n", token.text())).unwrap();
        assert_eq!(
            (parsed.id(), parsed.kind(), parsed.hash()),
            (ID, Kind::Invite, token.hash())
        );
    }

    #[test]
    fn a_mailed_token_is_the_same_one_and_shows_that_the_mail_was_read() {
        let tokens = OneTimeTokens::new(&[1; 32]);
        let (token, mailed) = (tokens.make(Kind::Invite, ID), tokens.mailed(Kind::Invite, ID));
        let parsed = tokens.parse(Kind::Invite, &mailed).unwrap();
        assert_eq!((parsed.text(), parsed.was_mailed()), (token.text(), true));
        assert!(!tokens.parse(Kind::Invite, token.text()).unwrap().was_mailed());
        let other = tokens.mailed(Kind::Invite, Uuid::from_u128(8));
        let patched = format!("{}{}", token.text(), &other[token.text().len()..]);
        for made_up in [patched, mailed[..mailed.len() - 1].to_owned(), format!("{mailed}A")] {
            assert!(tokens.parse(Kind::Invite, &made_up).is_none(), "{made_up}");
        }
    }

    #[test]
    fn a_token_is_good_for_its_purpose_only() {
        let tokens = OneTimeTokens::new(&[1; 32]);
        let verification = tokens.make(Kind::EmailVerification, ID);
        assert!(tokens.parse(Kind::PasswordReset, verification.text()).is_none());
        let dressed_up = verification.text().replace("bb_vfy_", "bb_rst_");
        assert!(tokens.parse(Kind::PasswordReset, &dressed_up).is_none());
    }

    #[test]
    fn a_made_up_token_is_none() {
        let tokens = OneTimeTokens::new(&[1; 32]);
        let token = tokens.make(Kind::PasswordReset, ID);
        assert!(
            OneTimeTokens::new(&[2; 32])
                .parse(Kind::PasswordReset, token.text())
                .is_none()
        );
        for at in 0..token.text().len() {
            let mut changed = token.text().as_bytes().to_vec();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = std::str::from_utf8(&changed).unwrap();
            assert!(tokens.parse(Kind::PasswordReset, changed).is_none(), "changed at {at}");
        }
        for garbage in ["", "bb_rst_", "bb_rst_AAAA", &format!("{}AAAA", token.text())] {
            assert!(tokens.parse(Kind::PasswordReset, garbage).is_none(), "{garbage}");
        }
    }
}
