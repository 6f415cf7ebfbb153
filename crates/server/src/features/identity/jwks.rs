//! `GET /.well-known/jwks.json`

use axum::{Json, http::header, response::IntoResponse};

use super::dto::{Key, KeySet};
use crate::access::Public;

/// The keys that access tokens are signed with
///
/// For other services that accept this server's access tokens: a JSON Web Key Set (RFC 7517).
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "Sign-in", operation_id = "jwks", security(()),
    responses((status = OK, body = KeySet)),
)]
pub async fn jwks(public: Public) -> impl IntoResponse {
    let (kid, x) = public.app.identity.access_tokens.public_key();
    let key = Key {
        kty: "OKP",
        crv: "Ed25519",
        alg: "EdDSA",
        purpose: "sig",
        kid: kid.to_owned(),
        x,
    };
    (
        [(header::CACHE_CONTROL, "public, max-age=300")],
        Json(KeySet { keys: vec![key] }),
    )
}
