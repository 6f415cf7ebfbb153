//! `GET /trees/{id}`

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use branchbook_domain::{flow::shapes::Shape, id::TreeId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{dto::Tree, present, service};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiResult, Problem},
    http::{Path, Query, is_known},
};

/// How a flow is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GetTreeQuery {
    /// The shape of `tree_structure`: `canonical` (the default), `nested`, `steps` or `graph`.
    #[param(value_type = Option<String>)]
    shape: Option<Shape>,
    /// An older version of the document; the newest that the caller may see when absent.
    version: Option<i64>,
}

/// Read a flow
///
/// Readers from other tenants, and viewers, get the published version. The `ETag` begins with the version, `If-Match` takes it as
/// it is. With `If-None-Match` the answer is 304 when nothing changed: neither the version nor what changes without one, such as
/// the status.
#[utoipa::path(get, path = "/api/v1/trees/{id}", tag = "Flows", operation_id = "get_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow"), GetTreeQuery), responses(
    (status = OK, body = Tree, headers(("ETag" = String))),
    (status = NOT_MODIFIED, description = "The caller has it as it is"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn get(
    access: Access<ReadTrees>,
    Path(id): Path<TreeId>,
    Query(query): Query<GetTreeQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let mut found = service::read(&access, id, query.version).await?;
    let tag = present::reader_tag(&found);
    if is_known(&tag, &headers) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    found.documents.structure = service::shaped(found.documents.structure, query.shape.unwrap_or(Shape::Canonical))?;
    let (_, tree) = present::tree(found)?;
    Ok(([(header::ETAG, tag)], tree).into_response())
}
