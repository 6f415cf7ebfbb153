//! Showing that an address is one's own.

mod dto;
mod resend;
mod verify;

use branchbook_domain::id::UserId;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) use self::dto::CheckMail;
pub(crate) use self::resend::{KIND as RESEND, send_again};
use super::one_time::{Kind, NewOneTime};
use crate::{
    app::App,
    jobs::NewJob,
    mail::{self, Mail, Template},
};

/// The routes of e-mail addresses.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(verify::verify))
        .routes(routes!(resend::resend))
}

/// A link for a user to confirm this address with, and the mail that it is in.
pub(super) fn link(app: &App, user: UserId, email: &str) -> (NewOneTime, NewJob) {
    let token = app.identity.one_time.make(Kind::EmailVerification, app.ids.next_uuid());
    let mail = Mail {
        to: email.to_owned(),
        template: Template::VerifyEmail {
            token: token.id(),
            invite: None,
        },
    };
    let token = NewOneTime::of_user(token, user, email.to_owned(), app.clock.now());
    (token, mail::job(app, &mail))
}
