//! Tokens with which programs act for a person or an agent: made once, shown once, good until they expire or are revoked.
//!
//! Unlike an access token, one of these says nothing by itself: it is looked up, and what was found is believed for
//! [`BELIEVED`]. So a token that was revoked, an owner who was removed, demoted or deactivated, and a tenant that was, are
//! noticed on every node within that time, without anybody telling.

mod create;
mod dto;
mod list;
mod revoke;
mod scopes;
pub mod service;
mod token;

use branchbook_domain::id::ApiTokenId;
use jiff::{SignedDuration, Timestamp};
use moka::future::Cache;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use self::dto::{ApiToken, ApiTokens, CreateApiToken, CreatedApiToken};
use self::token::Hash;
use super::store::api_tokens::{self as store, Holder};
use crate::{
    access::{Actor, Credential, Public},
    app::App,
    error::{ApiError, ApiResult, Code},
};

/// The routes of a person's own tokens.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(revoke::revoke))
        .routes(routes!(scopes::scopes))
}

/// For how long what the database said of a token is believed.
const BELIEVED: SignedDuration = SignedDuration::from_secs(2);
/// How exactly it is known when a token was last used.
const USED_TO_THE: SignedDuration = SignedDuration::from_secs(60);
/// How many tokens are remembered, at about 200 bytes each.
const REMEMBERED: u64 = 10_000;

/// What is known of tokens that were shown lately.
pub struct Known(Cache<Hash, (Timestamp, Holder)>);

impl Known {
    pub(super) fn new() -> Self {
        Self(Cache::new(REMEMBERED))
    }

    /// The next time each token is shown it is looked up, as after a change on this very node.
    pub fn forget(&self) {
        self.0.invalidate_all();
    }

    /// What is known of a token and recent enough. A clock that was set back makes it be asked anew.
    async fn recent(&self, hash: &Hash, now: Timestamp) -> Option<Holder> {
        let (read_at, holder) = self.0.get(hash).await?;
        (read_at <= now && now.duration_since(read_at) < BELIEVED).then_some(holder)
    }
}

/// Whether a text is meant to be such a token.
pub fn looks_like_one(text: &str) -> bool {
    text.starts_with(token::PREFIX)
}

/// Who acts with this token.
///
/// # Errors
/// `unauthenticated`, `token_expired`, `token_revoked`.
pub async fn authenticate(app: &App, text: &str) -> ApiResult<Actor> {
    let now = app.clock.now();
    let holder = match token::hash(text) {
        Some(hash) => match app.identity.api_tokens.recent(&hash, now).await {
            Some(holder) => Some(holder),
            None => look_up(app, hash, now).await?,
        },
        None => None,
    };
    let Some(holder) = holder else {
        let detail = "This token is not known here. Make another one under your account's tokens.";
        return Err(ApiError::new(Code::Unauthenticated, detail));
    };
    if holder.expires_at.is_some_and(|at| at <= now) {
        let detail = "This token has expired. Make another one under your account's tokens.";
        return Err(ApiError::new(Code::TokenExpired, detail));
    }
    match holder.role {
        Some(role) if !holder.is_revoked => Ok(Actor {
            user: holder.user,
            tenant: holder.tenant,
            role,
            credential: Credential::Token(holder.id, holder.scopes),
        }),
        _ => {
            let detail = "This token was revoked, or its owner is no longer an active member of the account.";
            Err(ApiError::new(Code::TokenRevoked, detail))
        }
    }
}

/// What the database says of a token; notes that it was used.
async fn look_up(app: &App, hash: Hash, now: Timestamp) -> ApiResult<Option<Holder>> {
    let public = Public::of(app);
    let found = public.db.read(hash, |tx, hash| Box::pin(store::holder(tx, hash)));
    let Some(holder) = found.await? else {
        return Ok(None);
    };
    app.identity.api_tokens.0.insert(hash, (now, holder)).await;
    let noted = now - USED_TO_THE;
    let is_of_use = holder.role.is_some() && !holder.is_revoked && holder.expires_at.is_none_or(|at| at > now);
    if is_of_use && holder.last_used_at.is_none_or(|at| at < noted) {
        // Beside the request, which is not to wait for it.
        drop(app.lifecycle.spawn(note_use(app.clone(), holder.id, now, noted)));
    }
    Ok(Some(holder))
}

async fn note_use(app: App, id: ApiTokenId, now: Timestamp, noted: Timestamp) {
    let public = Public::of(&app);
    let touched = public.db.write((id, now, noted), |tx, (id, now, noted)| {
        Box::pin(store::touch(tx, *id, *now, *noted))
    });
    if let Err(error) = touched.await {
        tracing::warn!(%error, token = %id, "cannot note when a token was last used");
    }
}
