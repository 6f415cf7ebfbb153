//! `GET /api/v1/auth/me`

use axum::Json;

use super::{dto::Me, service};
use crate::{
    access::{Access, permissions::SignedIn},
    error::{ApiResult, Problem},
};

/// Who am I?
///
/// The caller, the tenant the access token is for, and what the caller may do there.
#[utoipa::path(
    get, path = "/api/v1/auth/me", tag = "Sign-in", operation_id = "me",
    responses(
        (status = OK, body = Me),
        (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`, `token_expired` or `token_revoked`"),
        (status = FORBIDDEN, body = Problem, description = "`account_inactive`"),
    ),
)]
pub async fn me(access: Access<SignedIn>) -> ApiResult<Json<Me>> {
    service::me(&access).await.map(Json)
}
