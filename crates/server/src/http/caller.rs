//! Who is at the other end, as far as the connection and the client tell.

use std::{convert::Infallible, net::IpAddr};

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};

use super::client_address::{self, Network, client_address};
use crate::app::App;

/// From where a request comes and with what. Never decides who may do what: it is shown to people.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The address.
    pub ip: IpAddr,
    /// What the client says it is, at most 500 characters of it.
    pub user_agent: Option<String>,
}

impl Caller {
    /// Whose tries count together with this caller's.
    #[must_use]
    pub fn network(&self) -> IpAddr {
        client_address::network(self.ip)
    }

    /// The part of the Internet that this caller's device stays in while its addresses change.
    #[must_use]
    pub fn neighbourhood(&self) -> Network {
        client_address::neighbourhood(self.ip)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let user_agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Ok(Self {
            ip: client_address(&parts.extensions, &parts.headers, &app.settings.http.trusted_proxies),
            user_agent: user_agent.map(|text| text.chars().take(500).collect()),
        })
    }
}
