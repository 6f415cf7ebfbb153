//! `GET /platform/users`

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    dto::{PlatformUser, UserPlace},
    operator::Operator,
    store::users,
};
use crate::{
    error::{ApiResult, Problem},
    http::{Page, PageQuery, Query},
};

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
    /// Who has this in their name or address.
    q: Option<String>,
}

/// List people
///
/// Who has an account on the platform, the oldest first; agents are not told. For operators; others find nothing here.
#[utoipa::path(get, path = "/api/v1/platform/users", tag = "Platform", operation_id = "list_platform_users",
    params(UserFilter, PageQuery), responses(
    (status = OK, body = Page<PlatformUser>),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: you are no operator"),
))]
pub async fn list(
    operator: Operator,
    Query(filter): Query<UserFilter>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<PlatformUser>>> {
    let limit = page.limit()?;
    let after = page.after::<UserPlace>()?.map(|place| place.0);
    let input = (filter.q.unwrap_or_default(), after);
    let db = operator.work.global();
    let found = db.read(input, move |tx, (q, after)| {
        Box::pin(users::search(tx, q, *after, limit + 1))
    });
    Ok(Json(Page::new(found.await?, limit, |user| UserPlace(user.id))))
}
