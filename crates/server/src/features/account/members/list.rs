//! `GET /api/v1/account/members`

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{super::store::members as store, dto::Member};
use crate::{
    access::{Access, permissions::ReadAccount},
    error::{ApiResult, Problem},
    http::{Page, PageQuery, Query},
};

/// Which members are listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MemberFilter {
    /// Only those with this in their name or address.
    pub q: Option<String>,
}

/// List members
///
/// People and agents, by name. Stable while some come and go.
#[utoipa::path(
    get, path = "/api/v1/account/members", tag = "Members", operation_id = "list_members", params(MemberFilter, PageQuery),
    responses(
        (status = OK, body = Page<Member>),
        (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
    ),
)]
pub async fn list(
    access: Access<ReadAccount>,
    Query(filter): Query<MemberFilter>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<Member>>> {
    let limit = page.limit()?;
    let after: Option<store::Place> = page.after()?;
    let input = (access.actor.tenant, filter.q, after);
    let rows = access.db.read(input, move |tx, (tenant, q, after)| {
        Box::pin(store::list(tx, *tenant, q.as_deref(), after.as_ref(), limit + 1))
    });
    let page = Page::new(rows.await?, limit, |(place, _)| place.clone());
    Ok(Json(page.map(|(_, member)| member)))
}
