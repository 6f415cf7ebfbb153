//! `PATCH /platform/tenants/{id}`

use axum::Json;
use branchbook_domain::id::TenantId;

use super::{
    dto::{PlatformTenant, UpdateTenant},
    operator::Operator,
    service, tenants,
};
use crate::{
    error::{ApiError, ApiResult, Problem},
    http::{Body, Path},
};

/// Change a tenant
///
/// Its plan, its limits, and whether it may be used. For operators; others find nothing here.
#[utoipa::path(patch, path = "/api/v1/platform/tenants/{id}", tag = "Platform", operation_id = "update_platform_tenant",
    request_body = UpdateTenant, params(("id" = uuid::Uuid, Path, description = "The tenant")), responses(
    (status = OK, body = PlatformTenant),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: there is no such tenant, or you are no operator"),
    (status = CONFLICT, body = Problem, description = "`conflict`: it is the system's own, or it is being deleted"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn update(
    operator: Operator,
    Path(tenant): Path<TenantId>,
    Body(body): Body<UpdateTenant>,
) -> ApiResult<Json<PlatformTenant>> {
    service::change_tenant(&operator.app, &operator.by, tenant, body).await?;
    let is_active = tenants::is_active(&operator.work, tenant).await?;
    let changed = tenants::describe(&operator.work, tenant, is_active).await?;
    changed.map(Json).ok_or_else(|| ApiError::not_found("tenant"))
}
