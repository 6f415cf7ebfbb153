//! `GET /platform/tenants`

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    dto::{Place, PlatformTenant},
    operator::Operator,
    tenants,
};
use crate::{
    error::{ApiResult, Problem},
    http::{Page, PageQuery, Query},
};

/// Which tenants.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TenantFilter {
    /// Whose name or slug has this in it.
    q: Option<String>,
}

/// List tenants
///
/// All of the platform's, the oldest first, with how much each has. For operators; others find nothing here.
#[utoipa::path(get, path = "/api/v1/platform/tenants", tag = "Platform", operation_id = "list_platform_tenants",
    params(TenantFilter, PageQuery), responses(
    (status = OK, body = Page<PlatformTenant>),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: you are no operator"),
))]
pub async fn list(
    operator: Operator,
    Query(filter): Query<TenantFilter>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<PlatformTenant>>> {
    let limit = page.limit()?;
    let after = page.after::<Place>()?.map(|place| place.0);
    let q = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let found = tenants::search(&operator.work, q, after, limit + 1).await?;
    let page = Page::new(found, limit, |(tenant, _)| Place(*tenant));
    let mut items = vec![];
    for (tenant, is_active) in page.items {
        // One may have been deleted just now.
        items.extend(tenants::describe(&operator.work, tenant, is_active).await?);
    }
    Ok(Json(Page {
        items,
        next_cursor: page.next_cursor,
    }))
}
