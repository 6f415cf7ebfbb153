//! `PATCH /api/v1/account`

use axum::Json;

use super::{
    dto::{Account, UpdateAccount},
    service,
};
use crate::{
    access::{Access, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::audit::Deed,
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
    let input = (Deed::new(&access, &caller), change);
    let changed = access.db.write(input, |tx, (deed, change)| {
        Box::pin(async move {
            let tenant = deed.actor.tenant;
            let changed = service::update(tx, tenant, change, deed.at).await?;
            if changed.before != changed.after {
                let (target, before, after) = (("account", tenant.uuid()), changed.before, changed.after);
                deed.record(tx, "account.updated", target, Some(before), Some(after))
                    .await?;
            }
            ApiResult::Ok(changed.account)
        })
    });
    Ok(Json(changed.await?))
}
