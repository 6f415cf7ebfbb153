//! `GET /trees/{id}/export`

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use branchbook_domain::{
    flow::export::{self, Flow, Format},
    id::TreeId,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    present,
    service::{self, Found},
};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiError, ApiResult, Code, Problem},
    http::{Path, Query, is_known},
};

/// What is wanted of a flow.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `json`: all of it. `mermaid`: the graph of a troubleshooting flow, that is titles, answers and where they lead.
    #[param(value_type = super::schema::FlowFormat, inline)]
    format: Format,
    /// An older version of the document; the newest that the caller may see when absent.
    version: Option<i64>,
}

/// Export a flow
///
/// As a file that can be imported again, here or elsewhere: JSON gives the same document, a Mermaid chart the same graph. With
/// `If-None-Match` the answer is 304 when nothing changed.
#[utoipa::path(get, path = "/api/v1/trees/{id}/export", tag = "Flows", operation_id = "export_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow"), ExportQuery), responses(
    (status = OK, content((String = "application/json"), (String = "text/vnd.mermaid")),
        headers(("ETag" = String), ("Content-Disposition" = String))),
    (status = NOT_MODIFIED, description = "The caller has this version"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_value`: the format has no form for this kind of flow"),
))]
pub async fn export(
    access: Access<ReadTrees>,
    Path(id): Path<TreeId>,
    Query(query): Query<ExportQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let found = service::read(&access, id, query.version).await?;
    let tag = present::reader_tag(&found);
    if is_known(&tag, &headers) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let file = export::filename(&found.row.name, query.format);
    // Away from the threads that serve requests: a large flow takes a while.
    let written = tokio::task::spawn_blocking(move || write(&found, query.format));
    let text = written.await.map_err(ApiError::internal)??;
    let named = [
        (header::CONTENT_TYPE, query.format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
    ];
    Ok(([(header::ETAG, tag)], named, text).into_response())
}

fn write(found: &Found, format: Format) -> ApiResult<String> {
    let flow = Flow {
        name: &found.row.name,
        description: &found.row.description,
        category: found.row.category.as_deref(),
        tags: &found.row.tags,
        document: &service::stored_document(&found.documents.structure)?,
    };
    export::export(&flow, format).map_err(|error| ApiError::new(Code::InvalidValue, format!("{error}.")))
}
