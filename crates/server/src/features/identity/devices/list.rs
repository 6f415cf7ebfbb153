//! `GET /api/v1/auth/sessions`

use axum::Json;

use super::{dto::Devices, own, store};
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiResult, Problem},
};

/// List my devices
///
/// Where the caller is signed in, the most recently used first: at most 200.
#[utoipa::path(
    get, path = "/api/v1/auth/sessions", tag = "Devices", operation_id = "listDevices",
    responses(
        (status = OK, body = Devices),
        (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`, `token_expired` or `token_revoked`"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: a program's token cannot do this"),
    ),
)]
pub async fn list(access: Access<OwnAccount>) -> ApiResult<Json<Devices>> {
    let input = (access.actor.user, own(&access.actor)?, access.app.clock.now());
    let db = access.global();
    let items = db.read(input, |tx, (user, current, at)| {
        Box::pin(store::list(tx, *user, *current, *at))
    });
    Ok(Json(Devices { items: items.await? }))
}
