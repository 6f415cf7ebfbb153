//! What the operator decides about requests in general.

use std::time::Duration;

use super::Network;
use crate::app::PublicUrl;

/// How requests are treated, whatever they ask for.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// The largest body, in bytes.
    pub body_limit: usize,
    /// How long one request may take, its body included.
    pub request_timeout: Duration,
    /// How long a connection may take to send a request's head, and how long it may lie idle between two. Longer than
    /// proxies keep their own connections, so that they close first.
    pub head_timeout: Duration,
    /// How long requests under way may take to end when the server is stopped.
    pub shutdown_timeout: Duration,
    /// How often one may ask; none is as often as one likes.
    pub rate_limits: Option<RateLimits>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Sites whose pages may call the API.
    pub cors_origins: Vec<PublicUrl>,
    /// Who shows it is told `/metrics`; when there is none, callers on this machine are.
    pub metrics_token: Option<String>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            body_limit: 4 * 1024 * 1024,
            request_timeout: Duration::from_secs(30),
            head_timeout: Duration::from_secs(75),
            shutdown_timeout: Duration::from_secs(20),
            rate_limits: Some(RateLimits::default()),
            trusted_proxies: vec![],
            cors_origins: vec![],
            metrics_token: None,
        }
    }
}

/// How many API requests are let through: so many at once, and as many in a minute from then on.
#[derive(Debug, Clone, Copy)]
pub struct RateLimits {
    /// From one client address. An office shares one, so this is a bound on abuse, not on use.
    pub address: u32,
    /// By one user.
    pub user: u32,
    /// Tries to sign in, from one client address.
    pub sign_in: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            address: 6000,
            user: 1200,
            sign_in: 20,
        }
    }
}
