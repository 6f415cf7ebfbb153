//! `GET /sessions`

use axum::Json;

use super::{
    dto::SessionSummary,
    filter::{Place, SessionFilter},
    present,
    rights::Audience,
    store::list::{self, Reader},
};
use crate::{
    access::{Access, permissions::ReadSessions},
    error::{ApiResult, Problem},
    http::{Page, PageQuery, Query},
};

/// List sessions
///
/// The tenant's sessions that the caller may see, the latest first. Stable while rows come and go.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "Sessions", operation_id = "list_sessions", params(SessionFilter, PageQuery),
    responses(
    (status = OK, body = Page<SessionSummary>),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
))]
pub async fn list(
    access: Access<ReadSessions>,
    Query(filter): Query<SessionFilter>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<SessionSummary>>> {
    let (newest_first, limit) = (filter.newest_first()?, page.limit()?);
    let reader = Reader {
        user: access.actor.user,
        audiences: Audience::of_role(access.actor.role),
    };
    let rows = access
        .db
        .read(
            (reader, filter, page.after::<Place>()?),
            move |tx, (reader, filter, after)| {
                Box::pin(list::list(tx, reader, filter, newest_first, *after, limit + 1))
            },
        )
        .await?;
    let users = rows.iter().map(|(_, shown)| shown.user_id);
    let names = access.app.identity.people.names(&access.db, users).await?;
    let page = Page::new(rows, limit, |(row, shown)| Place::new(shown.started_at, row.id));
    Ok(Json(page.map(|row| present::summary(row, &names))))
}
