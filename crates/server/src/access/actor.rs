//! The extractors that stand between a request and the data.

use std::marker::PhantomData;

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
};
use branchbook_db::{GlobalDb, TenantDb};
use branchbook_domain::id::{TenantId, TokenFamilyId, UserId};

use super::{Permission, Role};
use crate::{
    app::App,
    error::{ApiError, ApiResult, Code},
    features::identity,
    http::Claim,
};

/// Who is asking, as the access token says and the revocation list does not deny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The person or service.
    pub user: UserId,
    /// The tenant this token is for.
    pub tenant: TenantId,
    /// The caller's role in that tenant.
    pub role: Role,
    /// The signed-in device.
    pub family: TokenFamilyId,
}

impl Actor {
    /// The database of the tenant that the actor's token is for.
    pub(crate) fn db(&self, app: &App) -> TenantDb {
        app.vault.tenant(self.tenant)
    }
}

/// A caller who was identified and holds the permission `P`, with the database of their tenant.
pub struct Access<P> {
    /// Who is asking.
    pub actor: Actor,
    /// The database, bound to the actor's tenant.
    pub db: TenantDb,
    /// Clock, ids and settings.
    pub app: App,
    permission: PhantomData<fn() -> P>,
}

impl<P> Access<P> {
    /// The tables that belong to no tenant, such as users.
    #[must_use]
    pub fn global(&self) -> GlobalDb {
        self.app.vault.global()
    }
}

impl<P: Permission> FromRequestParts<App> for Access<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let actor = match parts.extensions.get::<Actor>() {
            Some(actor) => *actor,
            None => authenticate(app, &parts.headers).await?,
        };
        if actor.role < P::LEAST_ROLE {
            let detail = format!(
                "This needs the role {} or higher; yours is {}.",
                P::LEAST_ROLE,
                actor.role
            );
            return Err(ApiError::forbidden(detail));
        }
        let db = actor.db(app);
        Ok(Self {
            actor,
            db: match parts.extensions.get::<Claim>() {
                Some(claim) => claim.guard(db),
                None => db,
            },
            app: app.clone(),
            permission: PhantomData,
        })
    }
}

/// Finds out who is asking, once for all of a request's layers: leaves the [`Actor`] in its extensions. A token that is
/// refused is left for the handler to refuse, if it wants one at all.
pub(crate) async fn identify(app: &App, request: &mut Request) -> Option<Actor> {
    request.headers().get(header::AUTHORIZATION)?;
    let actor = authenticate(app, request.headers()).await.ok()?;
    request.extensions_mut().insert(actor);
    Some(actor)
}

async fn authenticate(app: &App, headers: &HeaderMap) -> ApiResult<Actor> {
    let token = bearer(headers).ok_or_else(|| {
        ApiError::new(
            Code::Unauthenticated,
            "Sign in, or send an access token as 'Authorization: Bearer …'.",
        )
    })?;
    identity::authenticate(app, token).await
}

/// A caller whom nobody has asked who they are: sign-in, first run, documents that are the same for everyone.
/// It reaches only tables that belong to no tenant.
pub struct Public {
    /// The tables that belong to no tenant.
    pub db: GlobalDb,
    /// Clock, ids and settings.
    pub app: App,
}

impl Public {
    /// As the server itself, for what runs beside requests.
    pub(crate) fn of(app: &App) -> Self {
        Self {
            db: app.vault.global(),
            app: app.clone(),
        }
    }

    /// The database of the tenant that a credential in the request was made for: only a family's row gives an [`Owner`].
    ///
    /// [`Owner`]: identity::Owner
    pub(crate) fn proven_tenant(&self, owner: identity::Owner) -> TenantDb {
        self.app.vault.tenant(owner.tenant)
    }
}

impl FromRequestParts<App> for Public {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, ApiError> {
        Ok(Self::of(app))
    }
}

/// The token of an `Authorization: Bearer …` header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
