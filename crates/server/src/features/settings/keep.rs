//! `PUT /api/v1/settings/{key}`

use axum::Json;

use super::{
    dto::{Preference, check_key},
    store,
};
use crate::{
    access::{Access, permissions::SignedIn},
    error::{ApiError, ApiResult, Code, FieldError, Problem},
    http::{Body, Path},
};

/// How large a value may be, as JSON.
const LARGEST: usize = 64 << 10;
/// How many keys one may have.
const MOST: i64 = 100;

/// Keep a preference
///
/// The body is the value: any JSON of up to 64 KiB. There may be 100 keys, each of 1 to 64 of a–z, 0–9, `_`, `.` and `-`.
#[utoipa::path(
    put, path = "/api/v1/settings/{key}", tag = "Preferences", operation_id = "put_setting",
    params(("key" = String, Path, description = "Its key")), request_body = Preference,
    responses(
        (status = OK, body = Preference),
        (status = NOT_FOUND, body = Problem, description = "`not_found`: this can be no key"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_value`: it is too large, or there are too many"),
    ),
)]
pub async fn keep(
    access: Access<SignedIn>,
    Path(key): Path<String>,
    Body(Preference(value)): Body<Preference>,
) -> ApiResult<Json<Preference>> {
    check_key(&key)?;
    if value.to_string().len() > LARGEST {
        return Err(refuse("A value may have 64 KiB as JSON."));
    }
    let input = (access.actor, key, value.clone(), access.app.clock.now());
    let kept = access.db.write(input, |tx, (actor, key, value, at)| {
        Box::pin(async move {
            if !store::hold(tx, actor.user, actor.tenant).await? {
                return Err(ApiError::not_found("membership"));
            }
            store::put(tx, actor.user, key, value, *at).await?;
            if store::count(tx, actor.user).await? > MOST {
                return Err(refuse(
                    "There are 100 preferences already. Delete some that are not used.",
                ));
            }
            Ok(())
        })
    });
    kept.await?;
    Ok(Json(Preference(value)))
}

fn refuse(why: &str) -> ApiError {
    ApiError::new(Code::InvalidValue, why).with_errors(vec![FieldError::new("", why)])
}
