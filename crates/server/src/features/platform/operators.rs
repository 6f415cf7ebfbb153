//! Making operators. From the command line only: whoever has it has the database anyway.

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
    let event = Event {
        actor: None,
        action: "operator.appointed",
        target: ("user", user.uuid()),
        ip: "console".to_owned(),
        before: None,
        after: Some(json!({ "is_operator": true })),
    };
    let input = (user, app.clock.now(), Stamp::now(app), event);
    let db = app.own_work().tenant(system::TENANT);
    db.write(input, |tx, (user, now, stamp, event)| {
        Box::pin(async move {
            users::make_operator(tx, *user, *now).await?;
            Ok(audit::record(tx, stamp, event).await?)
        })
    })
    .await
}
