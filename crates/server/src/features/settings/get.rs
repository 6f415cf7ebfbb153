//! `GET /api/v1/settings/{key}`

use axum::Json;

use super::{
    dto::{Preference, check_key},
    store,
};
use crate::{
    access::{Access, permissions::SignedIn},
    error::{ApiError, ApiResult, Problem},
    http::Path,
};

/// Read a preference
#[utoipa::path(
    get, path = "/api/v1/settings/{key}", tag = "Preferences", operation_id = "get_setting",
    params(("key" = String, Path, description = "Its key")),
    responses(
        (status = OK, body = Preference),
        (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    ),
)]
pub async fn get(access: Access<SignedIn>, Path(key): Path<String>) -> ApiResult<Json<Preference>> {
    check_key(&key)?;
    let read = access.db.read((access.actor.user, key), |tx, (user, key)| {
        Box::pin(store::find(tx, *user, key))
    });
    let found = read.await?.ok_or_else(|| ApiError::not_found("preference"))?;
    Ok(Json(Preference(found)))
}
