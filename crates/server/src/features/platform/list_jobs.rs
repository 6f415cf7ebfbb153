//! `GET /platform/jobs`

use axum::Json;

use super::{dto::Jobs, operator::Operator};
use crate::{
    error::{ApiResult, Problem},
    jobs,
};

/// How many are told.
const NEWEST: u32 = 200;

/// List jobs
///
/// The newest work that is or was done beside requests. For operators; others find nothing here.
#[utoipa::path(get, path = "/api/v1/platform/jobs", tag = "Platform", operation_id = "list_jobs", responses(
    (status = OK, body = Jobs),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: you are no operator"),
))]
pub async fn list(operator: Operator) -> ApiResult<Json<Jobs>> {
    let items = jobs::list(&operator.work, NEWEST).await?;
    Ok(Json(Jobs { items }))
}
