//! Who is an operator. Said on the command line only: whoever has it has the database anyway.

use branchbook_domain::id::UserId;
use serde_json::json;

use super::store::users;
use crate::{
    app::App,
    error::ApiResult,
    features::{
        audit::{self, Event, Stamp},
        identity::{operators::folded, system},
    },
};

/// The user with this e-mail, if they have an account.
///
/// # Errors
/// Those of the database.
pub async fn find_user(app: &App, email: &str) -> ApiResult<Option<UserId>> {
    let db = app.own_work().global();
    let email = folded(email);
    Ok(db.read(email, |tx, email| Box::pin(users::by_email(tx, email))).await?)
}

/// Makes a user an operator.
///
/// # Errors
/// Those of the database.
pub async fn appoint(app: &App, user: UserId) -> ApiResult<()> {
    let input = (
        user,
        app.clock.now(),
        Stamp::now(app),
        event("operator.appointed", user, true),
    );
    let db = app.own_work().tenant(system::TENANT);
    db.write(input, |tx, (user, now, stamp, event)| {
        Box::pin(async move {
            users::make_operator(tx, *user, *now).await?;
            Ok(audit::record(tx, stamp, event).await?)
        })
    })
    .await
}

/// Makes a user an operator no more, at once on every node. Also the last one: whoever says so can appoint another. How many are left;
/// none, and nothing is changed, when they were no operator.
///
/// # Errors
/// Those of the database.
pub async fn remove(app: &App, user: UserId) -> ApiResult<Option<u64>> {
    let input = (
        user,
        app.clock.now(),
        Stamp::now(app),
        event("operator.removed", user, false),
    );
    let db = app.own_work().tenant(system::TENANT);
    db.write(input, |tx, (user, now, stamp, event)| {
        Box::pin(async move {
            if !users::end_operator(tx, *user, *now).await? {
                return Ok(None);
            }
            let left = users::operators(tx).await?;
            audit::record(tx, stamp, event).await?;
            Ok(Some(left))
        })
    })
    .await
}

fn event(action: &'static str, user: UserId, is_operator: bool) -> Event {
    Event {
        actor: None,
        action,
        target: ("user", user.uuid()),
        ip: "console".to_owned(),
        before: Some(json!({ "is_operator": !is_operator })).filter(|_| !is_operator),
        after: Some(json!({ "is_operator": is_operator })),
    }
}
