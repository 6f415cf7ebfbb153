//! Users, tenants, sign-in and the tokens that prove it.
//!
//! | you look for | it is in |
//! |---|---|
//! | what registration and sign-in do | [`registration`], [`sign_in`] |
//! | passwords: which are refused, changing them, forgetting them | [`password_policy`], [`recovery`] |
//! | a tenant for who belongs nowhere any more | [`new_home`] |
//! | showing that an address is one's own | [`verification`] |
//! | waiting after wrong passwords | [`tries`] |
//! | a user's devices, and going to another tenant | [`devices`] |
//! | what happens to a refresh token | [`rotation`], its format in [`refresh_token`] |
//! | how a token ends before its time | [`revocation`] |
//! | what ends or changes with a membership | [`standing`] |
//! | what an access token says | [`access_token`] |
//! | links in mails, invites, codes | [`one_time`] |
//! | tokens of programs | [`api_tokens`] |
//! | what people are called, and what they are in a tenant | [`people`] |

mod access_token;
pub mod api_tokens;
mod browsers;
mod cookie;
pub mod devices;
mod dto;
pub mod email;
pub mod founding;
mod inactive;
mod jwks;
mod login;
mod logout;
mod me;
mod new_home;
pub mod one_time;
pub mod operators;
mod password;
mod password_policy;
pub mod people;
pub(crate) mod purge;
pub(crate) mod recovery;
mod refresh;
mod refresh_token;
mod register;
pub(crate) mod registration;
mod rename;
pub mod revocation;
mod rotation;
pub mod service;
mod setup;
mod sign_in;
mod slug;
pub mod standing;
mod store;
pub mod system;
mod tries;
pub(crate) mod verification;
pub(crate) mod wrong_passwords;

use std::{sync::atomic::AtomicBool, thread::available_parallelism};

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use branchbook_domain::id::UserId;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::{
    access_token::{AccessTokens, Claims},
    browsers::Browsers,
    inactive::InactiveTenants,
    one_time::OneTimeTokens,
    password::Passwords,
    people::People,
    refresh_token::{RefreshToken, RefreshTokens},
    revocation::Revocations,
    store::families,
    tries::Tries,
};
pub use self::{
    dto::{Plan, Tenant, TenantType, User},
    registration::RegistrationMode,
    store::families::Owner,
};
use crate::{
    access::{Actor, Credential, Device, Public},
    app::{App, Settings},
    error::{ApiError, ApiResult, Code},
};

/// The routes of sign-in.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(setup::setup))
        .routes(routes!(register::register))
        .routes(routes!(login::form))
        .routes(routes!(login::json))
        .routes(routes!(refresh::refresh))
        .routes(routes!(logout::logout))
        .routes(routes!(me::me, rename::rename))
        .routes(routes!(jwks::jwks))
        .merge(api_tokens::routes())
        .merge(devices::routes())
        .merge(recovery::routes())
        .merge(verification::routes())
}

/// What identity keeps in memory.
pub struct Identity {
    passwords: Passwords,
    tries: Tries,
    browsers: Browsers,
    access_tokens: AccessTokens,
    refresh_tokens: RefreshTokens,
    /// Makes the tokens of links, invites and codes.
    pub one_time: OneTimeTokens,
    /// What is known of tokens of programs.
    pub api_tokens: api_tokens::Known,
    revocations: Revocations,
    inactive: InactiveTenants,
    /// What people are called.
    pub people: People,
    first_run_over: AtomicBool,
}

impl Identity {
    /// With the keys and costs that the settings say.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        Self {
            passwords: Passwords::new(&settings.password_cost, cores),
            tries: Tries::default(),
            browsers: Browsers::new(&settings.secret_key),
            access_tokens: AccessTokens::new(&settings.secret_key, settings.public_url.origin()),
            refresh_tokens: RefreshTokens::new(&settings.secret_key),
            one_time: OneTimeTokens::new(&settings.secret_key),
            api_tokens: api_tokens::Known::new(),
            revocations: Revocations::new(),
            inactive: InactiveTenants::default(),
            people: People::new(),
            first_run_over: AtomicBool::new(false),
        }
    }
}

/// What a sign-in or a refresh gives.
pub(crate) struct Tokens {
    access: String,
    refresh: RefreshToken,
}

/// Who has signed in before with the browser that asks. It opens nothing.
pub(crate) fn known_browser(app: &App, headers: &HeaderMap) -> Option<UserId> {
    let jar = CookieJar::from_headers(headers);
    let browser = cookie::known(&jar, &app.settings).and_then(|value| app.identity.browsers.parse(value));
    browser.map(|browser| browser.user)
}

/// Who holds this token: an access token, for which the database is asked when it is first shown here, or a program's.
///
/// # Errors
/// `unauthenticated`, `token_expired`, `token_revoked`.
pub async fn authenticate(app: &App, token: &str) -> ApiResult<Actor> {
    if api_tokens::looks_like_one(token) {
        return api_tokens::authenticate(app, token).await;
    }
    let tokens = &app.identity.access_tokens;
    if let Some(claims) = tokens.known(token).await {
        return check(app, claims);
    }
    let Some(claims) = tokens.verify(token) else {
        let detail = "This is no access token of this server. Sign in again.";
        return Err(ApiError::new(Code::Unauthenticated, detail));
    };
    check(app, claims)?;
    // A node that has just started has heard of nothing that was ended before. What ends later it will hear of.
    let Device {
        user, tenant, family, ..
    } = claims.device();
    let input = (Owner { user, tenant }, family, app.clock.now());
    let public = Public::of(app);
    let read = public.db.read(input, |tx, (owner, family, at)| {
        Box::pin(families::standing(tx, *owner, *family, *at))
    });
    let role = read.await?.ok_or_else(revocation::signed_out)?;
    let claims = claims.with_role(role);
    tokens.remember(token, claims).await;
    check(app, claims)
}

/// The actor as of now, as far as this node has heard.
fn check(app: &App, claims: Claims) -> ApiResult<Actor> {
    if claims.is_expired(app.clock.now()) {
        let detail = "The access token has expired. Exchange the refresh token for a new one.";
        return Err(ApiError::new(Code::TokenExpired, detail));
    }
    let device = claims.device();
    let role = app.identity.revocations.check(device)?;
    app.identity.inactive.check(device.tenant)?;
    let credential = Credential::Device {
        family: device.family,
        expires_at: claims.expires_at(),
    };
    Ok(Actor {
        user: device.user,
        tenant: device.tenant,
        role,
        credential,
    })
}
