//! `GET /api/v1/settings`

use axum::Json;

use super::{dto::Preferences, store};
use crate::{
    access::{Access, permissions::SignedIn},
    error::ApiResult,
};

/// List your preferences
///
/// What you keep in the tenant that you are signed in to.
#[utoipa::path(
    get, path = "/api/v1/settings", tag = "Preferences", operation_id = "list_settings",
    responses((status = OK, body = Preferences)),
)]
pub async fn list(access: Access<SignedIn>) -> ApiResult<Json<Preferences>> {
    let read = access
        .db
        .read(access.actor.user, |tx, user| Box::pin(store::all(tx, *user)));
    Ok(Json(Preferences { items: read.await? }))
}
