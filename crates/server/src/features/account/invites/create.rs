//! `POST /api/v1/account/invites`

use axum::{Json, http::StatusCode, response::IntoResponse};

use super::{
    super::service::account,
    dto::{CreateInvite, CreatedInvite, Invite},
    mailing, service,
};
use crate::{
    access::{Access, Role, permissions::ManageTenant},
    error::{ApiResult, Problem},
    features::{
        audit::Deed,
        identity::{api_tokens::service::NO_STORE, one_time::OneTimeToken, people::Person},
    },
    http::{Body, Caller},
    jobs::{self, NewJob},
    mail::{self, Mail, Template},
};

/// Invite somebody
///
/// With an address the invite is mailed there and good for whoever signs in with it; without one, whoever has the link may take
/// it. Good for seven days. The code is in this answer only. To one address at most three are mailed within a day, by one person and
/// their agents at most 50 within an hour.
#[utoipa::path(
    post, path = "/api/v1/account/invites", tag = "Invites", operation_id = "create_invite",
    request_body = CreateInvite,
    responses(
        (status = CREATED, body = CreatedInvite),
        (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
        (status = CONFLICT, body = Problem, description = "`already_member`; `conflict`: there are as many as there may be"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
        (status = TOO_MANY_REQUESTS, body = Problem, description = "`rate_limited`: too many were mailed to this address, or by you; `Retry-After` says how long to wait"),
    ),
)]
pub async fn create(
    access: Access<ManageTenant>,
    caller: Caller,
    Body(wanted): Body<CreateInvite>,
) -> ApiResult<impl IntoResponse> {
    let app = &access.app;
    let deed = Deed::new(&access, &caller);
    let new = service::draft(app, &deed, &wanted);
    let (token, user) = (new.token.clone(), access.actor.user);
    let inviter = app.identity.people.names(&access.db, [user]).await?.person(user);
    let mail = match &new.email {
        Some(email) => Some(mail(&access, email, &new.token, wanted.role, &inviter).await?),
        None => None,
    };
    let listed = Invite {
        id: token.id(),
        email: new.email.clone(),
        role: wanted.role,
        max_uses: new.max_uses,
        uses: 0,
        expires_at: new.expires_at,
        created_by: inviter,
    };
    let input = (deed, mailing::Marks::new(app), new, mail);
    let made = access.db.write(input, |tx, (deed, marks, new, mail)| {
        Box::pin(async move {
            if let Some(mail) = mail {
                jobs::enqueue(tx, mail).await?;
            }
            service::create(tx, deed, marks, new).await
        })
    });
    made.await?;
    jobs::wake(app);
    let made = CreatedInvite {
        listed,
        code: token.text().to_owned(),
        url: service::url(app, &token),
    };
    Ok((StatusCode::CREATED, NO_STORE, Json(made)))
}

/// The job that mails the invite.
async fn mail(
    access: &Access<ManageTenant>,
    to: &str,
    token: &OneTimeToken,
    role: Role,
    inviter: &Person,
) -> ApiResult<NewJob> {
    let read = access
        .db
        .read(access.actor.tenant, |tx, tenant| Box::pin(account(tx, *tenant)));
    let template = Template::Invite {
        token: token.id(),
        tenant: read.await?.name,
        invited_by: inviter.name.clone(),
        role,
    };
    let to = to.to_owned();
    Ok(mail::job(&access.app, &Mail { to, template }))
}
