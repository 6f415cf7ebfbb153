//! `GET /deletions/{id}`

use axum::Json;
use uuid::Uuid;

use super::{deletion::KIND, dto::DeletionProgress};
use crate::{
    access::Public,
    error::{ApiError, ApiResult, Problem},
    http::Path,
    jobs,
};

/// Follow a deletion
///
/// For whoever has begun it and therefore has no account any more. Nobody can guess the id, and it tells nothing but how far it is.
/// Known for a week after the deletion has ended.
#[utoipa::path(get, path = "/api/v1/deletions/{id}", tag = "Account", operation_id = "get_deletion",
    params(("id" = uuid::Uuid, Path, description = "The deletion")), security(()), responses(
    (status = OK, body = DeletionProgress),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn get(public: Public, Path(id): Path<Uuid>) -> ApiResult<Json<DeletionProgress>> {
    let found = jobs::find(&public.app.own_work(), id).await?;
    let job = found
        .filter(|job| job.kind == KIND)
        .ok_or_else(|| ApiError::not_found("deletion"))?;
    Ok(Json(DeletionProgress {
        status: job.state,
        done: job.done,
        total: job.total,
    }))
}
