//! `POST /trees/validate` and `GET /trees/{id}/validation`

use axum::Json;
use branchbook_domain::{
    flow::{FlowKind, completion::completion, validation},
    id::TreeId,
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{assess, dto::Assessment, service};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiResult, Problem},
    http::{Body, Path, Validate},
};

/// A document to look over without storing it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ValidateTree {
    /// The kind of flow, where the document does not say it.
    #[schema(value_type = Option<super::schema::TreeType>)]
    tree_type: Option<FlowKind>,
    /// The document, in any accepted shape.
    #[schema(value_type = super::schema::FlowDocument)]
    tree_structure: Value,
}

impl Validate for ValidateTree {}

/// Validate a document
///
/// Stores nothing. A document that cannot be read is 422; one that can is answered with its findings.
#[utoipa::path(post, path = "/api/v1/trees/validate", tag = "Flows", operation_id = "validate_document", request_body = ValidateTree, responses(
    (status = OK, body = Assessment),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`: every fault with its place"),
))]
pub async fn document(_: Access<ReadTrees>, Body(body): Body<ValidateTree>) -> ApiResult<Json<Assessment>> {
    let document = assess::parse(body.tree_type, body.tree_structure)?;
    Ok(Json(Assessment {
        findings: validation::validate(&document, None),
        completion: completion(&document),
    }))
}

/// Validate a flow
///
/// What is wrong with its newest version that the caller may see.
#[utoipa::path(get, path = "/api/v1/trees/{id}/validation", tag = "Flows", operation_id = "validate_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow")), responses(
    (status = OK, body = Assessment),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn tree(access: Access<ReadTrees>, Path(id): Path<TreeId>) -> ApiResult<Json<Assessment>> {
    let found = service::read(&access, id, None).await?;
    let document = service::stored_document(&found.documents.structure)?;
    Ok(Json(Assessment {
        findings: validation::validate(&document, Some(id)),
        completion: completion(&document),
    }))
}
