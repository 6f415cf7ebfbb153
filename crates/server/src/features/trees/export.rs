//! `GET /trees/{id}/export`

use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use branchbook_domain::{
    flow::export::{self, Flow, Format},
    id::TreeId,
    import::Loss,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    present,
    service::{self, Found},
};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiError, ApiResult, Problem},
    http::{Path, Query, is_known},
};

/// What is wanted of a flow.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `json`, `markdown` (a page to read and edit) and `csv` (a table to edit) hold all of it; `mermaid` the graph, that is
    /// titles, types, answers and where they lead.
    #[param(value_type = super::schema::FlowFormat, inline)]
    format: Format,
    /// An older version of the document; the newest that the caller may see when absent.
    version: Option<i64>,
    /// True: no file, but its name and what it would not hold.
    #[serde(default)]
    dry_run: bool,
}

/// What an export would make.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportPreview {
    /// The name of the file.
    filename: String,
    /// Whatever an import of the file would not bring back.
    #[schema(value_type = Vec<super::schema::Loss>)]
    losses: Vec<Loss>,
}

/// Export a flow
///
/// As a file that can be imported again, here or elsewhere: JSON, Markdown and CSV give the same document, a Mermaid chart the same
/// graph. What a chart leaves out of this flow is told with `dry_run=true`. With `If-None-Match` the answer is 304 when nothing
/// changed.
#[utoipa::path(get, path = "/api/v1/trees/{id}/export", tag = "Flows", operation_id = "export_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow"), ExportQuery), responses(
    (status = OK, content((ExportPreview = "application/json"), (String = "text/markdown"), (String = "text/csv"),
        (String = "text/vnd.mermaid")), headers(("ETag" = String), ("Content-Disposition" = String)),
        description = "The file; with `dry_run`, or of a flow as JSON, an object of JSON"),
    (status = NOT_MODIFIED, description = "The caller has this version"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
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
    let filename = export::filename(&found.row.name, query.format);
    // Away from the threads that serve requests: a large flow takes a while.
    if query.dry_run {
        let losses = run(move || with_flow(&found, |flow| export::losses(flow, query.format))).await?;
        return Ok(([(header::ETAG, tag)], Json(ExportPreview { filename, losses })).into_response());
    }
    let text = run(move || with_flow(&found, |flow| export::export(flow, query.format))).await?;
    let named = [
        (header::CONTENT_TYPE, query.format.content_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{filename}\""),
        ),
    ];
    Ok(([(header::ETAG, tag)], named, text).into_response())
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> ApiResult<T> + Send + 'static) -> ApiResult<T> {
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
}

fn with_flow<T>(found: &Found, work: impl FnOnce(&Flow<'_>) -> T) -> ApiResult<T> {
    let document = service::stored_document(&found.documents.structure)?;
    Ok(work(&Flow {
        name: &found.row.name,
        description: &found.row.description,
        category: found.row.category.as_deref(),
        tags: &found.row.tags,
        document: &document,
    }))
}
