//! `GET /trees/{id}/forks`

use axum::Json;
use branchbook_domain::id::TreeId;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    super::{dto::Author, service as trees},
    parent, store,
};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiError, ApiResult, Problem},
    http::{Page, PageQuery, Path, Query},
};

/// A copy of a flow.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fork {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    id: TreeId,
    /// Its name.
    name: String,
    /// Whether it is in the caller's tenant; else it is one that another tenant shares with everyone.
    is_own: bool,
    /// Why it was copied; null for another tenant's.
    fork_reason: Option<String>,
    /// Who wrote it; null for another tenant's.
    author: Option<Author>,
    /// When its content last changed.
    updated_at: Timestamp,
}

/// List the forks of a flow
///
/// Those that the caller may see, newest first.
#[utoipa::path(get, path = "/api/v1/trees/{id}/forks", tag = "Forks", operation_id = "list_forks",
    params(("id" = uuid::Uuid, Path, description = "The flow"), PageQuery), responses(
    (status = OK, body = Page<Fork>),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn list(
    access: Access<ReadTrees>,
    Path(id): Path<TreeId>,
    Query(query): Query<PageQuery>,
) -> ApiResult<Json<Page<Fork>>> {
    let (limit, before) = (query.limit()?, query.after::<TreeId>()?);
    let is_shared = parent::foreign(&access, id).await?.is_some();
    let rows = access
        .db
        .read((access.actor, before), move |tx, (actor, before)| {
            Box::pin(async move {
                if !is_shared && trees::find(tx, actor, id).await?.is_none() {
                    return Err(ApiError::not_found("flow"));
                }
                Ok(store::forks_of(tx, actor, id, *before, limit + 1).await?)
            })
        })
        .await?;
    let page = Page::new(rows, limit, |row| row.id);
    Ok(Json(page.map(|row| {
        let is_own = row.own.is_some();
        let (fork_reason, author) = row.own.map(|(reason, id, name)| (reason, Author { id, name })).unzip();
        Fork {
            id: row.id,
            name: row.name,
            is_own,
            fork_reason,
            author,
            updated_at: row.updated_at,
        }
    })))
}
