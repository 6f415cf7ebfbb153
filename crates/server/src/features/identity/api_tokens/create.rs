//! `POST /api/v1/auth/tokens`

use axum::{Json, http::StatusCode, response::IntoResponse};

use super::{
    dto::{CreateApiToken, CreatedApiToken},
    service,
};
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiResult, Problem},
    http::{Body, Caller},
};

/// Make a token for a program
///
/// The program sends it as `Authorization: Bearer …` and acts as you in the tenant that you are signed in to: it may do what its
/// scopes say, as long as your role allows that too. The token is in this answer only.
#[utoipa::path(
    post, path = "/api/v1/auth/tokens", tag = "Tokens", operation_id = "create_token",
    request_body = CreateApiToken,
    responses(
        (status = CREATED, body = CreatedApiToken),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: tokens are not made with a token"),
        (status = CONFLICT, body = Problem, description = "`conflict`: you have as many as there may be"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn create(
    access: Access<OwnAccount>,
    caller: Caller,
    Body(wanted): Body<CreateApiToken>,
) -> ApiResult<impl IntoResponse> {
    let draft = service::draft(&access.app, access.actor, access.actor.user, &wanted, &caller)?;
    let made = access.db.write(draft, |tx, draft| Box::pin(service::create(tx, draft)));
    Ok((StatusCode::CREATED, service::NO_STORE, Json(made.await?)))
}
