//! `POST /api/v1/auth/logout-all`

use axum::http::StatusCode;
use axum_extra::extract::CookieJar;
use serde_json::json;

use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiResult, Problem},
    features::{
        audit::{self, Event, Stamp},
        identity::{cookie, store::families},
    },
    http::Caller,
};

/// Sign all devices out
///
/// This one too. Their access tokens stop working within seconds, everywhere.
#[utoipa::path(
    post, path = "/api/v1/auth/logout-all", tag = "Devices", operation_id = "logoutAll",
    responses(
        (status = NO_CONTENT, description = "Every device of the caller's is signed out"),
        (status = UNAUTHORIZED, body = Problem, description = "`unauthenticated`, `token_expired` or `token_revoked`"),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`: a program's token cannot do this"),
    ),
)]
pub async fn revoke_all(
    access: Access<OwnAccount>,
    caller: Caller,
    jar: CookieJar,
) -> ApiResult<(StatusCode, CookieJar)> {
    let user = access.actor.user;
    let at = access.app.clock.now();
    let event = Event {
        actor: Some(user),
        action: "devices.revoked",
        target: ("user", user.uuid()),
        ip: caller.ip.to_string(),
        before: None,
        after: None,
    };
    let input = (user, at, Stamp::now(&access.app), event);
    let ended = access.db.write(input, |tx, (user, at, stamp, event)| {
        Box::pin(async move {
            let ended = families::revoke_others(tx, *user, None, *at, "logout_all").await?;
            let after = Some(json!({ "reason": "logout_all", "devices": ended.len() }));
            audit::record(tx, stamp, &Event { after, ..event.clone() }).await?;
            Ok::<_, branchbook_db::Error>(ended)
        })
    });
    access.app.identity.revocations.revoke_all(ended.await?, at);
    Ok((StatusCode::NO_CONTENT, cookie::forget(jar, &access.app.settings)))
}
