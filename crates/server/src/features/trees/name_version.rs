//! `PATCH /trees/{id}/versions/{number}`

use axum::Json;
use branchbook_domain::id::TreeId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    dto::TreeVersion,
    list_versions::{names, version},
    service, versions,
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiError, ApiResult, Problem},
    http::{Body, Faults, Path, Validate},
};

/// What a version is called.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NameVersion {
    /// 1–100 characters; null takes the name away.
    #[schema(required = true)]
    name: Option<String>,
}

impl Validate for NameVersion {
    fn validate(&self, faults: &mut Faults) {
        if let Some(name) = &self.name {
            faults.length("/name", name, 1, 100);
        }
    }
}

/// Name a version of a flow
///
/// A version with a name is kept for ever; of the others only some are, when they are older than a week.
#[utoipa::path(patch, path = "/api/v1/trees/{id}/versions/{number}", tag = "Flows", operation_id = "name_version", request_body = NameVersion,
    params(("id" = uuid::Uuid, Path, description = "The flow"), ("number" = i64, Path, description = "The version")), responses(
    (status = OK, body = TreeVersion),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller may not change the flow"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: the flow or the version"),
))]
pub async fn name(
    access: Access<WriteTrees>,
    Path((id, number)): Path<(TreeId, i64)>,
    Body(body): Body<NameVersion>,
) -> ApiResult<Json<TreeVersion>> {
    let name = body.name.map(|name| name.trim().to_owned());
    let version = access
        .db
        .write((access.actor, name), move |tx, (actor, name)| {
            Box::pin(async move {
                service::editable(tx, actor, id).await?;
                let gone = || ApiError::not_found("version");
                if !versions::name(tx, id, number, name.as_deref()).await? {
                    return Err(gone());
                }
                let (row, _) = versions::get(tx, id, number).await?.ok_or_else(gone)?;
                let names = names(tx, std::slice::from_ref(&row)).await?;
                Ok(version(row, &names))
            })
        })
        .await?;
    Ok(Json(version))
}
