//! `/platform/invite-codes`

use axum::{Json, http::StatusCode, response::IntoResponse};
use uuid::Uuid;

use super::{
    dto::{InviteCode, InviteCodeMade, InviteCodes, NewCode},
    operator::Operator,
    service,
};
use crate::{
    error::{ApiResult, Problem},
    features::identity::api_tokens::service::NO_STORE,
    http::{Body, Path},
};

/// List invite codes
///
/// Those with which people may still register, the newest first. For operators; others find nothing here.
#[utoipa::path(get, path = "/api/v1/platform/invite-codes", tag = "Platform", operation_id = "list_invite_codes", responses(
    (status = OK, body = InviteCodes),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: you are no operator"),
))]
pub async fn list(operator: Operator) -> ApiResult<Json<InviteCodes>> {
    let codes = service::codes(&operator.app).await?;
    Ok(Json(InviteCodes {
        items: codes.into_iter().map(InviteCode::from).collect(),
    }))
}

/// Make an invite code
///
/// With it so many people may register where the platform admits only who was invited. It is shown this once. For operators; others
/// find nothing here.
#[utoipa::path(post, path = "/api/v1/platform/invite-codes", tag = "Platform", operation_id = "create_invite_code",
    request_body = NewCode, responses(
    (status = CREATED, body = InviteCodeMade),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: you are no operator"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn create(operator: Operator, Body(body): Body<NewCode>) -> ApiResult<impl IntoResponse> {
    let (row, token) = service::create_code(&operator.app, &operator.by, body).await?;
    let made = InviteCodeMade {
        of: row.into(),
        code: token.text().to_owned(),
    };
    Ok((StatusCode::CREATED, NO_STORE, Json(made)))
}

/// Revoke an invite code
///
/// Who has registered with it stays. For operators; others find nothing here.
#[utoipa::path(delete, path = "/api/v1/platform/invite-codes/{id}", tag = "Platform", operation_id = "revoke_invite_code",
    params(("id" = uuid::Uuid, Path, description = "The code's id")), responses(
    (status = NO_CONTENT, description = "Nobody can register with it any more"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: it is good for nothing any more, or you are no operator"),
))]
pub async fn revoke(operator: Operator, Path(id): Path<Uuid>) -> ApiResult<StatusCode> {
    service::revoke_code(&operator.app, &operator.by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
