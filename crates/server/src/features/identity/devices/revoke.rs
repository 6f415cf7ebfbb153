//! `DELETE /api/v1/auth/sessions/{id}`

use axum::http::StatusCode;
use branchbook_domain::id::TokenFamilyId;
use serde_json::json;

use super::store;
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiError, ApiResult, Problem},
    features::audit::{self, Event, Stamp},
    http::{Caller, Path},
};

/// Sign a device out
///
/// Its access tokens stop working within seconds, everywhere.
#[utoipa::path(
    delete, path = "/api/v1/auth/sessions/{id}", tag = "Devices", operation_id = "revokeDevice",
    params(("id" = uuid::Uuid, Path, description = "The device")),
    responses(
        (status = NO_CONTENT, description = "The device is signed out"),
        (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`, `token_expired` or `token_revoked`"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: a program's token cannot do this"),
        (status = NOT_FOUND, body = Problem, description = "`not_found`: no device of the caller's that is signed in"),
    ),
)]
pub async fn revoke(
    access: Access<OwnAccount>,
    caller: Caller,
    Path(device): Path<TokenFamilyId>,
) -> ApiResult<StatusCode> {
    let at = access.app.clock.now();
    let event = Event {
        actor: Some(access.actor.user),
        action: "device.revoked",
        target: ("device", device.uuid()),
        ip: caller.ip.to_string(),
        before: None,
        after: None,
    };
    let input = (access.actor.user, device, at, Stamp::now(&access.app), event);
    let revoked = access.db.write(input, |tx, (user, device, at, stamp, event)| {
        Box::pin(async move {
            let agent = store::revoke_own(tx, *user, *device, *at)
                .await?
                .ok_or_else(|| ApiError::not_found("device"))?;
            let before = Some(json!({ "user_id": user, "agent": agent }));
            let after = Some(json!({ "reason": "revoked" }));
            let event = Event {
                before,
                after,
                ..event.clone()
            };
            audit::record(tx, stamp, &event).await?;
            ApiResult::Ok(())
        })
    });
    revoked.await?;
    access.app.identity.revocations.revoke(device, at);
    Ok(StatusCode::NO_CONTENT)
}
