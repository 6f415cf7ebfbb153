//! Mails over SMTP.

use std::{fmt, net::IpAddr, str::FromStr, time::Duration};

use axum::http::Uri;
use branchbook_db::BoxFuture;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    transport::smtp::{Error, extension::ClientId},
};

use super::{Carrier, CarrierKind, Letter, Undelivered};

/// How long a mail server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Hands mails to a mail server, each over a connection of its own.
#[derive(Clone)]
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// The server of a URL: `smtps://user:password@host` is TLS from the start (port 465); `smtp://user:password@host` turns to TLS
    /// before it signs in (STARTTLS, port 587); without a password TLS is used if the server offers it. `?tls=none` never encrypts.
    /// `name` is what this server calls itself.
    ///
    /// # Errors
    /// What is wrong with the URL. It is not repeated: it has a password in it.
    pub fn new(url: &str, name: &str) -> Result<Self, String> {
        let url = with_tls(url)?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(|fault| describe(&fault))?;
        let builder = builder.timeout(Some(PATIENCE)).hello_name(client_id(name));
        Ok(Self(builder.build()))
    }
}

fn client_id(name: &str) -> ClientId {
    match IpAddr::from_str(name.trim_matches(['[', ']'])) {
        Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
        Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
        Err(_) => ClientId::Domain(name.to_owned()),
    }
}

/// The URL with what it leaves open about encryption.
fn with_tls(url: &str) -> Result<String, String> {
    let like = "it is like smtps://user:password@mail.example.com";
    let uri: Uri = url.parse().map_err(|_| format!("it is no URL; {like}"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(format!("it has no scheme or no host; {like}"));
    };
    let bare = format!("{scheme}://{authority}");
    match (scheme, uri.query()) {
        ("smtps", None) | ("smtp", Some("tls=none")) => Ok(bare),
        ("smtp", Some(tls @ ("tls=required" | "tls=opportunistic"))) => Ok(format!("{bare}?{tls}")),
        ("smtp", None) if authority.as_str().contains('@') => Ok(format!("{bare}?tls=required")),
        ("smtp", None) => Ok(format!("{bare}?tls=opportunistic")),
        ("smtp" | "smtps", Some(_)) => Err("it may end in ?tls=none, ?tls=opportunistic or ?tls=required".to_owned()),
        _ => Err(format!("it begins with smtp:// or smtps://; {like}")),
    }
}

/// Shows no password.
impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp")
    }
}

impl Carrier for Smtp {
    fn kind(&self) -> CarrierKind {
        CarrierKind::Smtp
    }

    fn carry<'c>(&'c self, letter: &'c Letter) -> BoxFuture<'c, Result<(), Undelivered>> {
        Box::pin(async move {
            let mail = letter.to_mime().map_err(Undelivered::Never)?;
            match self.0.send(mail).await {
                Ok(_) => Ok(()),
                // The server has said no for good, to this mail.
                Err(fault) if fault.is_permanent() => Err(Undelivered::Never(describe(&fault))),
                Err(fault) => Err(Undelivered::Later(describe(&fault))),
            }
        })
    }
}

/// The fault and what is behind it.
fn describe(fault: &Error) -> String {
    let first: &(dyn std::error::Error + 'static) = fault;
    let causes = std::iter::successors(Some(first), |cause| cause.source());
    let mut texts: Vec<String> = causes.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_sent_in_the_clear_unless_that_is_said() {
        for (url, expected) in [
            ("smtps://u:p@mail.example.com", "smtps://u:p@mail.example.com"),
            (
                "smtp://u:p@mail.example.com:2525",
                "smtp://u:p@mail.example.com:2525?tls=required",
            ),
            ("smtp://relay", "smtp://relay?tls=opportunistic"),
            ("smtp://127.0.0.1:25/", "smtp://127.0.0.1:25?tls=opportunistic"),
            ("smtp://u:p@relay?tls=none", "smtp://u:p@relay"),
        ] {
            assert_eq!(with_tls(url).as_deref(), Ok(expected));
            assert!(Smtp::new(url, "runbooks.example.com").is_ok(), "{url}");
        }
        for url in ["", "mail.example.com", "http://a", "smtp://", "smtp://a?tls=maybe"] {
            assert!(with_tls(url).is_err(), "{url}");
        }
    }
}
