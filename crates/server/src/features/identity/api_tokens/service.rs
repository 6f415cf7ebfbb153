//! The rules of tokens, for a person's own and for those of agents.

use axum::http::{HeaderValue, header};
use branchbook_db::{Error, Tx};
use branchbook_domain::id::{ApiTokenId, UserId};
use jiff::Timestamp;
use serde_json::json;

use super::{
    dto::{ApiToken, CreateApiToken, CreatedApiToken},
    token,
};
use crate::{
    access::{Access, Actor, Scopes},
    app::App,
    error::{ApiError, ApiResult, Code, FieldError},
    features::{
        audit::{self, Event, Stamp},
        identity::store::api_tokens::{self as store, NewApiToken},
    },
    http::Caller,
};

/// How many tokens an owner may have at a time. Who needs more has forgotten some.
const AT_MOST: i64 = 50;

/// Tells caches, and our own memory of answers, to keep nothing of an answer that shows a secret.
pub const NO_STORE: [(header::HeaderName, HeaderValue); 1] =
    [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];

/// What there was for making a token.
pub struct Draft {
    new: NewApiToken,
    wanted: Scopes,
    names: Vec<String>,
    text: String,
    actor: Actor,
    stamp: Stamp,
    ip: String,
}

/// Everything about a new token that is decided before the transaction.
///
/// # Errors
/// `invalid_body` when it would end before it begins.
pub fn draft(app: &App, actor: Actor, owner: UserId, wanted: &CreateApiToken, caller: &Caller) -> ApiResult<Draft> {
    let at = app.clock.now();
    if wanted.expires_at.is_some_and(|expires_at| expires_at <= at) {
        return Err(ApiError::invalid_field("/expires_at", "This is in the past."));
    }
    let text = token::from(app.ids.secret());
    let scopes: Scopes = wanted.wanted().flatten().collect();
    let new = NewApiToken {
        id: app.ids.next(),
        owner,
        tenant: actor.tenant,
        name: wanted.name.trim().to_owned(),
        scopes,
        hash: token::hash(&text).ok_or_else(|| ApiError::internal("a new token is none"))?,
        hint: token::hint(&text).to_owned(),
        created_by: actor.user,
        at,
        expires_at: wanted.expires_at,
    };
    Ok(Draft {
        new,
        wanted: scopes,
        names: wanted.scopes.clone(),
        text,
        actor,
        stamp: Stamp::now(app),
        ip: caller.ip.to_string(),
    })
}

/// Makes a token, in a transaction of its tenant.
///
/// # Errors
/// `not_found` when the owner is no member, `invalid_body` for a scope that the owner or whoever makes it has not got,
/// `conflict` when there are too many.
pub async fn create(tx: &mut Tx, draft: &Draft) -> ApiResult<CreatedApiToken> {
    let new = &draft.new;
    // Holds the membership, so that whoever ends it ends this token too, or comes first.
    let role = store::hold_membership(tx, new.owner, new.tenant).await?;
    let role = role.ok_or_else(|| ApiError::not_found("member"))?;
    refuse_more_than(Scopes::of(role), &format!("The role {role}"), draft)?;
    refuse_more_than(draft.actor.scopes(), "What you sign in with", draft)?;
    if store::count(tx, new.owner, new.tenant).await? >= AT_MOST {
        let detail = format!("There are {AT_MOST} tokens already. Revoke those that are not used any more.");
        return Err(ApiError::new(Code::Conflict, detail));
    }
    store::insert(tx, new).await?;
    let listed = ApiToken {
        id: new.id,
        name: new.name.clone(),
        scopes: new.scopes.names().into_iter().map(str::to_owned).collect(),
        hint: new.hint.clone(),
        created_at: new.at,
        expires_at: new.expires_at,
        last_used_at: None,
    };
    let event = Event {
        actor: Some(draft.actor.user),
        action: "token.created",
        target: ("token", new.id.uuid()),
        ip: draft.ip.clone(),
        before: None,
        after: Some(json!({
            "name": listed.name,
            "owner_id": new.owner,
            "scopes": listed.scopes,
            "expires_at": listed.expires_at,
        })),
    };
    audit::record(tx, &draft.stamp, &event).await?;
    let token = draft.text.clone();
    Ok(CreatedApiToken { listed, token })
}

fn refuse_more_than(allowed: Scopes, whose: &str, draft: &Draft) -> ApiResult<()> {
    if draft.wanted.iter().all(|scope| allowed.has(scope)) {
        return Ok(());
    }
    let fault = |(at, name): (usize, &String)| {
        let missing = name.parse().is_ok_and(|scope| !allowed.has(scope));
        let message = format!("{whose} does not have this, so no token made with it could use it.");
        missing.then(|| FieldError::new(format!("/scopes/{at}"), message))
    };
    Err(ApiError::invalid(
        draft.names.iter().enumerate().filter_map(fault).collect(),
    ))
}

/// The tokens of somebody in the transaction's tenant.
///
/// # Errors
/// Those of the database.
pub async fn list(tx: &mut Tx, owner: UserId, actor: &Actor) -> Result<Vec<ApiToken>, Error> {
    store::list(tx, owner, actor.tenant).await
}

/// Ends a token of this owner, at once on this node and within seconds on the others.
///
/// # Errors
/// `not_found` when the owner has no such token.
pub async fn revoke<P>(access: &Access<P>, owner: UserId, id: ApiTokenId, caller: &Caller) -> ApiResult<()> {
    struct Revocation {
        actor: Actor,
        owner: UserId,
        at: Timestamp,
        stamp: Stamp,
        ip: String,
    }
    let app = &access.app;
    let revocation = Revocation {
        actor: access.actor,
        owner,
        at: app.clock.now(),
        stamp: Stamp::now(app),
        ip: caller.ip.to_string(),
    };
    let revoked = access.db.write(revocation, move |tx, revocation| {
        Box::pin(async move {
            let Revocation {
                actor,
                owner,
                at,
                stamp,
                ip,
            } = revocation;
            let Some(name) = store::revoke(tx, id, *owner, actor.tenant, *at).await? else {
                return Err(ApiError::not_found("token"));
            };
            let event = Event {
                actor: Some(actor.user),
                action: "token.revoked",
                target: ("token", id.uuid()),
                ip: ip.clone(),
                before: Some(json!({ "name": name, "owner_id": owner })),
                after: None,
            };
            Ok(audit::record(tx, stamp, &event).await?)
        })
    });
    revoked.await?;
    app.identity.api_tokens.forget();
    Ok(())
}
