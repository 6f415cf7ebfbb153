//! `Idempotency-Key`: a POST that is sent twice is done once (draft-ietf-httpapi-idempotency-key-header).
//!
//! A client that does not know whether its request arrived sends it again with the same key, within a day, and gets the same
//! answer. Keys are a user's own; requests of nobody in particular, such as sign-in, have none.
//!
//! # How
//!
//! 1. **Claim.** The key is written down with a fingerprint of the request. One of any number that come at once gets it; the
//!    others are told that it is under way (409).
//! 2. **Run.** The handler runs to its end, whether or not the client still waits. The first transaction in which it writes
//!    also marks the claim, so what was done and that it was done are one commit.
//! 3. **Keep.** The answer is stored with the claim. An answer that is no success, to a request that wrote nothing, is not kept
//!    but the claim given up: to ask again is harmless and may fare better.
//!
//! An answer that says `Cache-Control: no-store` shows a secret, such as a new token, which is stored nowhere: kept is only that
//! it was given.
//!
//! # When the server dies in between
//!
//! - Between 1 and the commit in 2, nothing was done and the claim is not marked. It counts as given up after [`LEASE`]; then the
//!   same request may take it over, and runs. Should the first one still be alive somewhere, merely slow, its commit fails,
//!   because the mark asks for the attempt that claimed it.
//! - Between the commit and 3, it was done, but the answer is lost. It is not run again; to say so is all that is left:
//!   409 `idempotency_answer_lost`, and the client looks for itself. A handler that writes in several transactions may have
//!   done only the first.

mod answer;
mod claim;
pub(crate) mod purge;
mod store;

use std::{panic::AssertUnwindSafe, time::Duration};

use axum::{
    body::Body,
    extract::{FromRequest, Request, State},
    http::{HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use branchbook_db::TenantDb;
use bytes::Bytes;
use futures_util::FutureExt;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tracing::Instrument;

pub use self::claim::Claim;
use self::{answer::Answer, claim::Key, store::Found};
use super::{body, request_id};
use crate::{
    access::{Actor, Credential},
    app::{App, keys},
    error::{ApiError, ApiResult, Code},
};

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);
/// After this a request without an answer counts as interrupted, and another with its key may take over.
const LEASE: Duration = Duration::from_secs(10);
/// Set on an answer that was given before.
const REPLAYED: &str = "idempotency-replayed";

/// The layer. Costs nothing but a look at two headers when there is no key.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let key = request
        .headers()
        .get("idempotency-key")
        .filter(|_| request.method() == Method::POST);
    let actor = request.extensions().get::<Actor>().copied();
    match (key.cloned(), actor) {
        // In a box: it is large, and most requests have no key.
        (Some(key), Some(actor)) => Box::pin(once(app, actor, &key, request, next))
            .await
            .unwrap_or_else(IntoResponse::into_response),
        _ => next.run(request).await,
    }
}

async fn once(app: App, actor: Actor, key: &HeaderValue, request: Request, next: Next) -> ApiResult<Response> {
    let key = Key::parse(key, actor)?;
    let db = actor.db(&app);
    let (parts, body) = request.into_parts();
    // With the limit that is set in the extensions. The handler reads it again, from memory.
    let whole = Request::from_parts(parts.clone(), body);
    let body = Bytes::from_request(whole, &()).await.map_err(body::unreadable)?;

    let fingerprint = fingerprint(&app.settings.secret_key, &actor, &parts, &body);
    let found = store::claim(&db, &key, fingerprint, app.clock.now(), LEASE, REMEMBERED).await?;
    let claim = match found {
        Found::Ours { attempt } => Claim::new(key, attempt),
        Found::Answered(answer) => {
            app.metrics.replayed();
            let mut response = answer.into_response();
            response
                .headers_mut()
                .insert(REPLAYED, HeaderValue::from_static("true"));
            return Ok(response);
        }
        Found::OtherRequest => {
            let detail =
                "This Idempotency-Key was sent with another request. Make a new one for each thing to be done.";
            return Err(ApiError::new(Code::IdempotencyKeyReused, detail));
        }
        Found::UnderWay => {
            let detail = "The first request with this Idempotency-Key has no answer yet. Send it again in a moment.";
            let refusal = ApiError::new(Code::IdempotencyKeyInUse, detail).with("retry_after", 1);
            return Ok(([(header::RETRY_AFTER, "1")], refusal).into_response());
        }
        Found::AnswerLost => {
            let detail = "The first request with this Idempotency-Key was done, but the server was interrupted before it \
                could keep the answer. Look at what is there now; to do it once more, use a new key.";
            return Err(ApiError::new(Code::IdempotencyAnswerLost, detail));
        }
    };

    let mut request = Request::from_parts(parts, Body::from(body));
    request.extensions_mut().insert(claim.clone());
    let limit = app.settings.http.request_timeout;
    let run = async move {
        let outcome = AssertUnwindSafe(tokio::time::timeout(limit, next.run(request)))
            .catch_unwind()
            .await;
        settle(&db, &claim, outcome).await
    };
    // A task of its own, so that it ends when the client goes away: that client is why there is a key.
    let run = request_id::scope(request_id::current(), run).in_current_span();
    match app.lifecycle.spawn(run).await {
        Ok(response) => response,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(error) => Err(ApiError::internal(error)),
    }
}

type Outcome = Result<Result<Response, tokio::time::error::Elapsed>, Box<dyn std::any::Any + Send>>;

/// Keeps the answer or gives up the claim.
async fn settle(db: &TenantDb, claim: &Claim, outcome: Outcome) -> ApiResult<Response> {
    let response = match outcome {
        Ok(Ok(response)) => response,
        Ok(Err(elapsed)) => {
            store::give_up(db, claim).await?;
            return Err(ApiError::internal(elapsed));
        }
        Err(panic) => {
            store::give_up(db, claim).await?;
            std::panic::resume_unwind(panic);
        }
    };
    if !response.status().is_success() && store::give_up(db, claim).await? {
        return Ok(response);
    }
    if shows_a_secret(&response) {
        let detail = "This was done, and its answer showed a secret that is shown once. Look at what is there now; to do it \
            once more, use a new key.";
        let lost = ApiError::new(Code::IdempotencyAnswerLost, detail).into_response();
        store::keep(db, claim, &Answer::of(lost).await?).await?;
        return Ok(response);
    }
    let answer = Answer::of(response).await?;
    store::keep(db, claim, &answer).await?;
    Ok(answer.into_response())
}

fn shows_a_secret(response: &Response) -> bool {
    let control = response.headers().get(header::CACHE_CONTROL);
    control.is_some_and(|value| value.to_str().is_ok_and(|value| value.contains("no-store")))
}

/// What makes a request the same request. A program's token gets no answer that was given to another of its owner's.
///
/// Under a key that the database does not have: bodies carry passwords, and who reads the database should not be able to guess
/// at them here faster than at their Argon2 hash.
fn fingerprint(secret: &[u8; 32], actor: &Actor, parts: &Parts, body: &[u8]) -> [u8; 32] {
    let key = keys::derive::<64>(secret, "branchbook idempotency fingerprint, HMAC-SHA256, 1");
    let mut hash = Hmac::<Sha256>::new(&key.into());
    if let Credential::Token(id, _) = actor.credential {
        hash.update(id.uuid().as_bytes());
    }
    let media_type = parts
        .headers
        .get(header::CONTENT_TYPE)
        .map_or(&b""[..], HeaderValue::as_bytes);
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    for part in [parts.method.as_str().as_bytes(), target.as_bytes(), media_type] {
        hash.update(&part.len().to_be_bytes());
        hash.update(part);
    }
    hash.update(body);
    hash.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use branchbook_domain::id::Id;
    use uuid::Uuid;

    use super::*;
    use crate::access::Role;

    #[test]
    fn a_fingerprint_tells_nothing_to_who_lacks_the_servers_key() {
        let actor = Actor {
            user: Id::from_uuid(Uuid::nil()),
            tenant: Id::from_uuid(Uuid::nil()),
            role: Role::Engineer,
            credential: Credential::Device {
                family: Id::from_uuid(Uuid::nil()),
                expires_at: jiff::Timestamp::UNIX_EPOCH,
            },
        };
        let (parts, ()) = axum::http::Request::new(()).into_parts();
        let of = |secret| fingerprint(&[secret; 32], &actor, &parts, br#"{"new_password": "hunter2"}"#);
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }
}
