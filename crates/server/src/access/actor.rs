//! The extractors that stand between a request and the data.

use std::marker::PhantomData;

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
};
use branchbook_db::{GlobalDb, TenantDb};
use branchbook_domain::id::{ApiTokenId, TenantId, TokenFamilyId, UserId};
use jiff::Timestamp;

use super::{ByToken, Permission, Role, Scope, Scopes};
use crate::{
    app::App,
    error::{ApiError, ApiResult, Code},
    features::identity,
    http::Claim,
};

/// Who is asking, as of now: a token that is known, of somebody whose membership is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The person, agent or service account.
    pub user: UserId,
    /// The tenant this token is for.
    pub tenant: TenantId,
    /// The caller's role in that tenant.
    pub role: Role,
    /// What the caller has shown.
    pub credential: Credential,
}

/// What a caller shows of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// The access token of a signed-in device.
    Device {
        /// The chain of its tokens.
        family: TokenFamilyId,
        /// Until when the token is good.
        expires_at: Timestamp,
    },
    /// A token of a program's, which may do no more than the scopes it was made with.
    Token(ApiTokenId, Scopes),
}

impl Actor {
    /// The database of the tenant that the actor's token is for.
    pub(crate) fn db(&self, app: &App) -> TenantDb {
        app.vault.tenant(self.tenant)
    }

    /// What the caller may do: what the role has, and of that, for a program, what its token was given.
    #[must_use]
    pub fn scopes(&self) -> Scopes {
        let may = |scope: &Scope| self.role >= scope.least_role() && self.credential.allows(*scope);
        Scope::ALL.iter().copied().filter(may).collect()
    }

    /// Refuses who may not. Handlers have [`Access`] do it; this is for what depends on more than the operation.
    pub(crate) fn require(&self, scope: Scope) -> ApiResult<()> {
        let detail = if self.role < scope.least_role() {
            let (least, role) = (scope.least_role(), self.role);
            format!("This needs the role {least} or higher; yours is {role}.")
        } else if self.credential.allows(scope) {
            return Ok(());
        } else if scope.by_token() == ByToken::Never {
            "A token of a program cannot do this. Sign in.".to_owned()
        } else {
            format!(
                "This token was made without the scope {scope}. Use one that has it.",
                scope = scope.as_str()
            )
        };
        Err(ApiError::forbidden(detail))
    }
}

impl Credential {
    fn allows(self, scope: Scope) -> bool {
        match (self, scope.by_token()) {
            (Self::Device { .. }, _) | (Self::Token(..), ByToken::Always) => true,
            (Self::Token(_, given), ByToken::WhenGiven) => given.has(scope),
            (Self::Token(..), ByToken::Never) => false,
        }
    }
}

/// A signed-in device, for which access tokens are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device {
    /// The person.
    pub user: UserId,
    /// The tenant it is signed in to.
    pub tenant: TenantId,
    /// The person's role in that tenant.
    pub role: Role,
    /// The chain of its tokens.
    pub family: TokenFamilyId,
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

    /// The database of another tenant that the caller has a right to: one that they make, or that has invited them.
    pub(crate) fn proven_tenant(&self, owner: identity::Owner) -> TenantDb {
        self.app.vault.tenant(owner.tenant)
    }
}

impl<P: Permission> FromRequestParts<App> for Access<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let actor = match parts.extensions.get::<Actor>() {
            Some(actor) => *actor,
            None => authenticate(app, &parts.headers).await?,
        };
        actor.require(P::SCOPE)?;
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

    /// The database of a tenant that a credential in the request opens: only the row of a family or of a membership gives an
    /// [`Owner`], and who registers owns the tenant that is made with them.
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
