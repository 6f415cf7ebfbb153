//! `POST /trees/import`

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use branchbook_domain::{
    flow::FlowKind,
    import::{self, Format, ImportError, ImportOptions, Imported, Loss},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{assess::Assessed, create, dto::Tree, labels, model::Visibility, present, service::NewTree};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiError, ApiResult, Code, Problem},
    http::{Query, Text},
};

/// What the text is and what becomes of it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// `mermaid`, `markdown`, `json` or `csv`.
    #[param(value_type = super::schema::ImportFormat, inline)]
    format: Format,
    /// True: nothing is stored, the answer shows what would be.
    #[serde(default)]
    dry_run: bool,
    /// The flow's name, instead of the one that the text has.
    name: Option<String>,
    /// The kind of flow, where the text leaves a choice: `procedural` or `maintenance` for a runbook in Markdown, these or
    /// `troubleshooting` for a list in CSV. A file of an export says its kind itself.
    #[param(value_type = Option<super::schema::TreeType>, inline)]
    tree_type: Option<FlowKind>,
}

/// What an import would make.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportPreview {
    /// The kind of flow.
    #[schema(value_type = super::schema::TreeType)]
    tree_type: FlowKind,
    /// The flow's name.
    name: String,
    /// What the flow is for, when the text says so; else empty.
    description: String,
    /// The category, when the text names one.
    category: Option<String>,
    /// The tags that the text names, sorted.
    tags: Vec<String>,
    /// The document.
    #[schema(value_type = super::schema::FlowDocument)]
    tree_structure: Box<serde_json::value::RawValue>,
    /// What is wrong with it, errors first. Errors block publishing, not importing.
    #[schema(value_type = Vec<super::schema::Finding>)]
    findings: Box<serde_json::value::RawValue>,
    /// How complete it is.
    #[schema(value_type = super::schema::Completion)]
    completion: Box<serde_json::value::RawValue>,
    /// What the text says and the flow does not.
    #[schema(value_type = Vec<super::schema::Loss>)]
    losses: Vec<Loss>,
}

/// A flow made from a text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportedTree {
    /// The new draft.
    #[serde(flatten)]
    tree: Tree,
    /// What the text says and the flow does not.
    #[schema(value_type = Vec<super::schema::Loss>)]
    losses: Vec<Loss>,
}

/// Import a flow
///
/// The body is the text itself: a Mermaid flowchart, a Markdown runbook, a list of steps as CSV, or a document as JSON. Files of an
/// export are known as such and give the flow that they were. With `dry_run=true` the answer is a preview; without, a draft with
/// everything the text says, and the list of what was left out.
#[utoipa::path(post, path = "/api/v1/trees/import", tag = "Flows", operation_id = "import_tree", params(ImportQuery),
    request_body(content = String, content_type = "text/plain", description = "The text, at most 2 MiB; a page or table of an export 4 MiB"), responses(
    (status = OK, body = ImportPreview, description = "With `dry_run`"),
    (status = CREATED, body = ImportedTree, headers(("ETag" = String), ("Location" = String))),
    (status = FORBIDDEN, body = Problem, description = "`plan_limit_reached`, with `limit` and `current`"),
    (status = PAYLOAD_TOO_LARGE, body = Problem, description = "`too_large`: a text or a flow of more than 2 MiB, more than 5 000 nodes, or nested too deep"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`import_failed`, with `line` where it is known"),
))]
pub async fn import(
    access: Access<WriteTrees>,
    Query(query): Query<ImportQuery>,
    Text(text): Text,
) -> ApiResult<Response> {
    let options = ImportOptions {
        name: query.name.filter(|name| !name.trim().is_empty()),
        kind: query.tree_type,
    };
    let (imported, assessed) = read(query.format, text, options).await?;
    if query.dry_run {
        return Ok(Json(preview(imported, assessed)?).into_response());
    }
    let losses = imported.losses;
    let new = NewTree {
        name: imported.name,
        description: imported.description.unwrap_or_default(),
        category: imported.category,
        tags: imported.tags,
        visibility: Visibility::Team,
        document: assessed.document,
        change: format!("Imported from {}", query.format),
    };
    let (location, tag, Json(tree)) = create::add(&access, new).await?;
    Ok((StatusCode::CREATED, location, tag, Json(ImportedTree { tree, losses })).into_response())
}

/// Reads the text away from the threads that serve requests: a large one takes a while.
async fn read(format: Format, text: String, options: ImportOptions) -> ApiResult<(Imported, Assessed)> {
    let work = move || {
        let imported = import::import(format, &text, options).map_err(|error| refused(&error))?;
        let assessed = Assessed::new(imported.tree_structure.clone(), None)?;
        Ok((imported, assessed))
    };
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
}

fn preview(imported: Imported, assessed: Assessed) -> ApiResult<ImportPreview> {
    Ok(ImportPreview {
        tree_type: assessed.document.kind,
        name: imported.name,
        description: imported.description.unwrap_or_default(),
        category: imported.category,
        tags: labels::normalized(&imported.tags),
        tree_structure: present::raw(assessed.structure)?,
        findings: present::raw(assessed.findings)?,
        completion: present::raw(assessed.completion)?,
        losses: imported.losses,
    })
}

fn refused(error: &ImportError) -> ApiError {
    let code = if error.too_large {
        Code::TooLarge
    } else {
        Code::ImportFailed
    };
    let problem = ApiError::new(code, error.message.clone());
    match error.line {
        Some(line) => problem.with("line", line),
        None => problem,
    }
}
