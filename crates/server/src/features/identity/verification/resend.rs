//! `POST /api/v1/auth/email/resend`

use axum::{
    Json,
    http::{HeaderMap, StatusCode},
};
use branchbook_db::Error;

use super::{
    dto::{CheckMail, ResendVerification},
    link,
};
use crate::{
    access::{Public, bearer},
    app::App,
    error::{ApiError, ApiResult, Problem},
    features::identity::{
        authenticate, email,
        one_time::{self, Kind},
        recovery::ask_by_mail,
        store::{accounts, pending},
    },
    http::Body,
    jobs::{self, Fault, Job},
    mail::{self, Mail, Template},
};

/// The job that writes to whoever has the address.
pub const KIND: &str = "resend_verification";

/// Send the link once more
///
/// To the caller's own address, or, for who is not signed in, to the one that is said. The answer does not tell whether there is anything
/// to confirm. At most one mail a minute goes to an address.
#[utoipa::path(
    post, path = "/api/v1/auth/email/resend", tag = "Sign-in", operation_id = "resendVerification", security((), ("bearer" = [])),
    request_body = Option<ResendVerification>,
    responses(
        (status = ACCEPTED, body = CheckMail),
        (status = UNAUTHORIZED, body = Problem, description = "`token_expired` or `token_revoked`"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn resend(
    public: Public,
    headers: HeaderMap,
    body: Option<Body<ResendVerification>>,
) -> ApiResult<(StatusCode, Json<CheckMail>)> {
    let said = body.and_then(|Body(body)| body.email);
    let address = match (said, bearer(&headers)) {
        (Some(said), _) => said,
        (None, Some(token)) => {
            let user = authenticate(&public.app, token).await?.user;
            let read = public.db.read(user, |tx, user| Box::pin(accounts::user(tx, *user)));
            read.await?.map(|user| user.email).unwrap_or_default()
        }
        (None, None) => return Err(ApiError::invalid_field("/email", "Say which address, or sign in.")),
    };
    if let Err(fault) = email::check(&address) {
        return Err(ApiError::invalid_field("/email", fault));
    }
    ask_by_mail(&public, KIND, email::fold(&address)).await?;
    Ok((StatusCode::ACCEPTED, Json(CheckMail::new())))
}

/// Writes to the address, if there is something to confirm.
pub(crate) async fn send_again(app: App, job: Job) -> Result<(), Fault> {
    let email = crate::features::identity::recovery::address(job)?;
    let db = app.own_work().global();
    let read = db.read((email.clone(), app.clock.now()), |tx, (email, at)| {
        Box::pin(async move {
            let account = accounts::account(tx, email).await?;
            Ok::<_, Error>((account, pending::newest(tx, email, *at).await?))
        })
    });
    let sent = match read.await? {
        (Some(account), _) if account.is_active && !account.email_verified => {
            let input = (account.id, link(&app, account.id, &email));
            db.write(input, |tx, (user, (token, mail))| {
                Box::pin(async move {
                    one_time::revoke_of_user(tx, Kind::EmailVerification, *user, token.at).await?;
                    one_time::insert(tx, token).await?;
                    jobs::enqueue(tx, mail).await
                })
            })
            .await
        }
        (None, Some(registration)) => {
            let mail = Mail {
                to: email,
                template: Template::VerifyEmail {
                    token: registration.id,
                    invite: registration.invite,
                },
            };
            db.write(mail::job(&app, &mail), |tx, job| Box::pin(jobs::enqueue(tx, job)))
                .await
        }
        _ => Ok::<_, Error>(false),
    };
    if sent? {
        jobs::wake(&app);
    }
    Ok(())
}
