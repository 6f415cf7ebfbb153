//! What the operator decides, as far as requests feel it.

use std::{fmt, str::FromStr, sync::Arc};

use axum::http::Uri;

use crate::{
    features::identity::RegistrationMode,
    http::HttpSettings,
    mail::{Files, MailSettings, Sender},
};

/// The settings of a running application. [`Settings::new`] has defaults for all but the two that have none.
#[derive(Clone)]
pub struct Settings {
    /// What every key is derived from. Who knows it can sign in as anybody. Nodes that share a database share it.
    pub secret_key: [u8; 32],
    /// Where people reach this server.
    pub public_url: PublicUrl,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
    /// How mails leave.
    pub mail: MailSettings,
    /// Who may make an account.
    pub registration: RegistrationMode,
    /// How requests are treated, whatever they ask for.
    pub http: HttpSettings,
}

impl Settings {
    /// The defaults.
    #[must_use]
    pub fn new(secret_key: [u8; 32], public_url: PublicUrl) -> Self {
        let mail = MailSettings {
            carrier: Arc::new(Files::new("data/mail")),
            from: Sender::of(&public_url),
        };
        Self {
            secret_key,
            public_url,
            password_cost: PasswordCost::default(),
            mail,
            registration: RegistrationMode::Open,
            http: HttpSettings::default(),
        }
    }
}

/// Shows no key.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("public_url", &self.public_url)
            .field("password_cost", &self.password_cost)
            .field("mail", &self.mail)
            .field("registration", &self.registration)
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}

/// What one Argon2id hash costs. The default is the OWASP recommendation (Password Storage Cheat Sheet): 19 MiB, two
/// passes, one lane. A stored hash that cost something else is made anew when its owner next signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordCost(argon2::Params);

impl PasswordCost {
    /// Memory in KiB, passes over it, and lanes.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, String> {
        let params = argon2::Params::new(memory_kib, passes, lanes, None);
        params
            .map(Self)
            .map_err(|error| format!("this is no cost for Argon2: {error}"))
    }

    pub(crate) const fn params(&self) -> &argon2::Params {
        &self.0
    }
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self(argon2::Params::DEFAULT)
    }
}

/// The origin under which people reach the server, such as `https://runbooks.example.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The origin: scheme, host and port, with no slash at the end.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// The host alone, without its port.
    #[must_use]
    pub fn host(&self) -> &str {
        let authority = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|c| c.is_ascii_digit()) => host,
            _ => authority,
        }
    }

    /// Whether browsers reach the server over TLS, so that cookies can be kept to it.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |what: &str| Err(format!("'{text}' {what}; it is like https://runbooks.example.com"));
        let Ok(uri) = text.parse::<Uri>() else {
            return wrong("is no URL");
        };
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return wrong("has no scheme or no host");
        };
        if !matches!(scheme, "http" | "https") {
            return wrong("is neither http nor https");
        }
        if authority.as_str().contains('@') || !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return wrong("has more than scheme, host and port");
        }
        Ok(Self(format!("{scheme}://{authority}").to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_an_origin() {
        for (text, origin) in [
            ("https://Runbooks.example.com/", "https://runbooks.example.com"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
        ] {
            assert_eq!(text.parse::<PublicUrl>().unwrap().origin(), origin);
        }
        for (text, host) in [
            ("https://runbooks.example.com", "runbooks.example.com"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("http://[::1]:8080", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(text.parse::<PublicUrl>().unwrap().host(), host);
        }
        for text in [
            "",
            "runbooks",
            "ftp://a",
            "https://a/b",
            "https://u:p@a",
            "https://a/?b",
            "/a",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn passwords_cost_what_owasp_recommends() {
        assert_eq!(PasswordCost::default(), PasswordCost::new(19 * 1024, 2, 1).unwrap());
        assert!(PasswordCost::new(1, 1, 1).is_err());
    }

    #[test]
    fn settings_show_no_key() {
        let settings = Settings::new([211; 32], "http://localhost:8080".parse().unwrap());
        assert!(!format!("{settings:?}").contains("211"));
    }
}
