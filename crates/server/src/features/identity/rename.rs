//! `PATCH /api/v1/auth/me`

use axum::Json;
use serde_json::json;

use super::{
    dto::{Me, Rename},
    service,
    store::accounts,
};
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiResult, Problem},
    features::audit::{self, Event, Stamp},
    http::{Body, Caller},
};

/// Change my name
///
/// What others see. They may see the former one for a minute.
#[utoipa::path(
    patch, path = "/api/v1/auth/me", tag = "Sign-in", operation_id = "updateMe", request_body = Rename,
    responses(
        (status = OK, body = Me),
        (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`, `token_expired` or `token_revoked`"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: a program's token cannot do this; `account_inactive`"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn rename(access: Access<OwnAccount>, caller: Caller, Body(body): Body<Rename>) -> ApiResult<Json<Me>> {
    let user = access.actor.user;
    let name = body.name.trim().to_owned();
    let before = service::me(&access).await?;
    if name == before.user.name {
        return Ok(Json(before));
    }
    let event = Event {
        actor: Some(user),
        action: "user.renamed",
        target: ("user", user.uuid()),
        ip: caller.ip.to_string(),
        before: Some(json!({ "name": before.user.name })),
        after: Some(json!({ "name": name })),
    };
    let input = (user, name, access.app.clock.now(), Stamp::now(&access.app), event);
    let renamed = access.db.write(input, |tx, (user, name, at, stamp, event)| {
        Box::pin(async move {
            accounts::rename(tx, *user, name, *at).await?;
            audit::record(tx, stamp, event).await
        })
    });
    renamed.await?;
    access.app.identity.people.forget(user).await;
    service::me(&access).await.map(Json)
}
