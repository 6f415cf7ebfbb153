//! Accounts that are made on the command line, for operators.

use branchbook_domain::id::UserId;

use super::{
    email,
    founding::{self, Foundation},
    password_policy,
    store::accounts::{self, NewUser},
};
use crate::{
    app::App,
    error::{ApiError, ApiResult, Code, FieldError},
};

/// An account that is to be made.
pub struct NewAccount {
    /// The address to sign in with.
    pub email: String,
    /// What others see.
    pub name: String,
    /// 12 to 256 characters.
    pub password: String,
}

/// The address as it is stored.
#[must_use]
pub fn folded(address: &str) -> String {
    email::fold(address)
}

/// Makes an account with a tenant of its own, as registration does, but for nobody who is signed in with it.
///
/// # Errors
/// `invalid_body`, `email_taken`; those of the database.
pub async fn create_account(app: &App, new: NewAccount) -> ApiResult<UserId> {
    check(&new)?;
    let password_hash = app.identity.passwords.hash(new.password, app.ids.secret()).await?;
    let name = new.name.trim().to_owned();
    let user = NewUser {
        id: app.ids.next(),
        email: email::fold(&new.email),
        name: name.clone(),
        password_hash,
        // Whoever has the command line says so.
        email_verified: true,
        at: app.clock.now(),
    };
    let foundation = Foundation::at_the_console(app, user.id, name);
    let db = app.own_work().tenant(foundation.owner().tenant);
    db.write((user, foundation), |tx, (user, foundation)| {
        Box::pin(async move {
            if !accounts::insert_user(tx, user).await? {
                return Err(ApiError::new(
                    Code::EmailTaken,
                    "There is an account with this e-mail already.",
                ));
            }
            founding::found(tx, foundation).await?;
            Ok(user.id)
        })
    })
    .await
}

fn check(new: &NewAccount) -> ApiResult<()> {
    let mut faults = vec![];
    if let Err(fault) = email::check(&new.email) {
        faults.push(FieldError::new("/email", fault));
    }
    if let Err(fault) = password_policy::check(&new.password, &new.email, &new.name) {
        faults.push(FieldError::new("/password", fault));
    }
    if !(1..=100).contains(&new.name.trim().chars().count()) || new.name.chars().any(char::is_control) {
        faults.push(FieldError::new("/name", "A name has 1 to 100 characters."));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(ApiError::invalid(faults))
    }
}
