//! From where a request comes, as far as the connection tells.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header, request::Parts},
};

/// The address that a layer in front has found, when it knows better than the connection (behind a trusted proxy).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientIp(pub IpAddr);

/// From where a request comes. Never decides who may do what: it is shown to people, and counted by rate limits.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The address, if it is known.
    pub ip: Option<IpAddr>,
    /// What the client says it is, at most 500 characters of it.
    pub user_agent: Option<String>,
}

impl Caller {
    /// The address as text, at most 45 characters.
    #[must_use]
    pub fn ip_text(&self) -> Option<String> {
        self.ip.map(|ip| ip.to_canonical().to_string())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let found = parts.extensions.get::<ClientIp>().map(|found| found.0);
        let connected = || {
            parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|peer| peer.0.ip())
        };
        let user_agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Ok(Self {
            ip: found.or_else(connected),
            user_agent: user_agent.map(|text| text.chars().take(500).collect()),
        })
    }
}
