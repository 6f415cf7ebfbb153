//! `PATCH /api/v1/account`

use axum::Json;

use super::{
    dto::{Account, UpdateAccount},
    service,
};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::audit::{self, Event, Stamp},
    http::{Body, Caller},
};

/// Change the account
///
/// Its name, its slug and what it decides for itself. The plan and its limits are the platform's.
#[utoipa::path(
    patch, path = "/api/v1/account", tag = "Account", operation_id = "update_account",
    request_body = UpdateAccount,
    responses(
        (status = OK, body = Account),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = CONFLICT, body = Problem, description = "`slug_taken`"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn update(
    access: Access<ManageTenant>,
    caller: Caller,
    Body(change): Body<UpdateAccount>,
) -> ApiResult<Json<Account>> {
    let input = (
        access.actor,
        change,
        access.app.clock.now(),
        Stamp::now(&access.app),
        caller.ip.to_string(),
    );
    let changed = access.db.write(input, |tx, (actor, change, at, stamp, ip)| {
        Box::pin(async move {
            let changed = service::update(tx, actor.tenant, change, *at).await?;
            if changed.before != changed.after {
                let event = Event {
                    actor: Some(actor.user),
                    action: "account.updated",
                    target: ("account", actor.tenant.uuid()),
                    ip: ip.clone(),
                    before: Some(changed.before),
                    after: Some(changed.after),
                };
                audit::record(tx, stamp, &event).await?;
            }
            ApiResult::Ok(changed.account)
        })
    });
    Ok(Json(changed.await?))
}
