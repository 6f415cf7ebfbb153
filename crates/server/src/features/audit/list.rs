//! `GET /account/audit`

use axum::Json;

use super::{
    dto::{self, AuditEntry},
    filter::{AuditFilter, Place},
    store::read::{self, Order},
};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    http::{Page, PageQuery, Query},
};

/// List what was done
///
/// The tenant's audit log, the latest first. Stable while rows come.
#[utoipa::path(get, path = "/api/v1/account/audit", tag = "Account", operation_id = "list_audit_log", params(AuditFilter, PageQuery),
    responses(
    (status = OK, body = Page<AuditEntry>),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
))]
pub async fn list(
    access: Access<ManageTenant>,
    Query(filter): Query<AuditFilter>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<AuditEntry>>> {
    let limit = page.limit()?;
    let input = (filter, page.after::<Place>()?);
    let rows = access.db.read(input, move |tx, (filter, after)| {
        Box::pin(read::page(tx, filter, Order::NewestFirst, *after, limit + 1))
    });
    let rows = rows.await?;
    let names = access.app.identity.people.names(&access.db, dto::actors(&rows)).await?;
    let page = Page::new(rows, limit, |row| Place(row.at, row.seq));
    Ok(Json(page.map(|row| AuditEntry::new(row, &names))))
}
