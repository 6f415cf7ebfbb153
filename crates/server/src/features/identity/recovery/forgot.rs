//! `POST /api/v1/auth/password/forgot`

use axum::{Json, http::StatusCode};
use branchbook_db::Error;

use super::{ask_by_mail, dto::ForgotPassword};
use crate::{
    access::Public,
    app::App,
    error::{ApiResult, Problem},
    features::identity::{
        email,
        one_time::{self, Kind, NewOneTime},
        store::accounts,
        verification::CheckMail,
    },
    http::Body,
    jobs::{self, Fault, Job},
    mail::{self, Mail, Template},
};

/// The job that writes to whoever has the address.
pub const KIND: &str = "forgotten_password";

/// Ask for a new password
///
/// If the address has an account, a mail with a link goes to it: good for one hour and one use. The answer is the same if not. At most
/// one mail a minute goes to an address.
#[utoipa::path(
    post, path = "/api/v1/auth/password/forgot", tag = "Sign-in", operation_id = "forgotPassword", security(()),
    request_body = ForgotPassword,
    responses(
        (status = ACCEPTED, body = CheckMail),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn forgot(public: Public, Body(body): Body<ForgotPassword>) -> ApiResult<(StatusCode, Json<CheckMail>)> {
    ask_by_mail(&public, KIND, email::fold(&body.email)).await?;
    Ok((StatusCode::ACCEPTED, Json(CheckMail::new())))
}

/// Writes to the address, if it is a person's: also if they have no password yet, as who came with a tenant from another server.
pub(crate) async fn send_link(app: App, job: Job) -> Result<(), Fault> {
    let email = super::address(job)?;
    let db = app.own_work().global();
    let read = db.read(email.clone(), |tx, email| Box::pin(accounts::account(tx, email)));
    let account = read.await?;
    let Some(account) = account.filter(|account| account.is_active && !account.is_agent) else {
        return Ok(());
    };
    let token = app.identity.one_time.make(Kind::PasswordReset, app.ids.next_uuid());
    let mail = Mail {
        to: email.clone(),
        template: Template::ResetPassword { token: token.id() },
    };
    let token = NewOneTime::of_user(token, account.id, email, app.clock.now());
    let queued = db.write(
        (account.id, token, mail::job(&app, &mail)),
        |tx, (user, token, mail)| {
            Box::pin(async move {
                one_time::revoke_of_user(tx, Kind::PasswordReset, *user, token.at).await?;
                one_time::insert(tx, token).await?;
                jobs::enqueue(tx, mail).await
            })
        },
    );
    let queued: Result<bool, Error> = queued.await;
    queued?;
    jobs::wake(&app);
    Ok(())
}
