//! Changing a password, and setting a new one when it is forgotten.

mod change;
mod dto;
mod forgot;
mod reset;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use branchbook_domain::id::{TokenFamilyId, UserId};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::forgot::{KIND as FORGOT, send_link};
use super::{
    devices::agent,
    one_time::{self, Kind},
    store::{accounts, families},
};
use crate::{
    access::Public,
    app::{App, keys},
    error::ApiResult,
    features::audit::{self, Event, Stamp},
    http::Caller,
    jobs::{self, Fault, Job, NewJob},
    mail::{self, Mail, Template},
};

/// The routes of passwords.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(change::change))
        .routes(routes!(forgot::forgot))
        .routes(routes!(reset::reset))
}

/// What the jobs that write to an address know.
#[derive(Serialize, Deserialize)]
struct Payload {
    email: String,
}

/// Queues the job of this kind that writes to an address (case-folded): in one statement, the same whether or not anybody has it. An
/// address gets one mail a minute of each kind, however often and from wherever it is asked for.
pub(super) async fn ask_by_mail(public: &Public, kind: &'static str, email: String) -> ApiResult<()> {
    let app = &public.app;
    let minute = app.clock.now().as_second() / 60;
    let key = format!("{kind} {} {minute}", fingerprint(app, &email));
    let job = NewJob::new(app, kind, serde_json::json!(Payload { email })).once(key);
    let queued = public.db.write(job, |tx, job| Box::pin(jobs::enqueue(tx, job)));
    let queued: Result<bool, branchbook_db::Error> = queued.await;
    queued?;
    jobs::wake(app);
    Ok(())
}

/// What tells an address from others in what is kept of a job for longer than the job is needed: without the server's secret nobody can say
/// whose it is.
fn fingerprint(app: &App, email: &str) -> String {
    let key = keys::derive::<64>(&app.settings.secret_key, "branchbook address of a mail, HMAC-SHA256, 1");
    let mac = Hmac::<Sha256>::new(&key.into()).chain_update(email);
    BASE64.encode(mac.finalize().into_bytes())
}

/// The address that a job is to write to.
pub(super) fn address(job: Job) -> Result<String, Fault> {
    let payload: Result<Payload, _> = serde_json::from_value(job.payload);
    payload
        .map(|payload| payload.email)
        .map_err(|fault| Fault::Never(fault.to_string()))
}

/// A new password and what comes with it.
struct NewPassword {
    user: UserId,
    hash: String,
    /// The device that stays signed in.
    stays: Option<TokenFamilyId>,
    at: Timestamp,
    notice: NewJob,
    stamp: Stamp,
    event: Event,
}

impl NewPassword {
    fn new(app: &App, user: UserId, email: String, hash: String, caller: &Caller, action: &'static str) -> Self {
        let at = app.clock.now();
        let ip = caller.ip.to_string();
        let notice = Mail {
            to: email,
            template: Template::PasswordChanged {
                at,
                ip: ip.clone(),
                agent: agent::words(caller.user_agent.as_deref()),
            },
        };
        Self {
            user,
            hash,
            stays: None,
            at,
            notice: mail::job(app, &notice),
            stamp: Stamp::now(app),
            event: Event {
                actor: Some(user),
                action,
                target: ("user", user.uuid()),
                ip,
                before: None,
                after: None,
            },
        }
    }
}

/// Sets a new password: ends the user's devices but the one that stays, and the links to set another, tells the user, and puts it on record.
/// Which devices ended.
async fn set(tx: &mut branchbook_db::Tx, new: &NewPassword) -> Result<Vec<TokenFamilyId>, branchbook_db::Error> {
    accounts::set_password_hash(tx, new.user, &new.hash, new.at).await?;
    one_time::revoke_of_user(tx, Kind::PasswordReset, new.user, new.at).await?;
    let ended = families::revoke_others(tx, new.user, new.stays, new.at, new.event.action).await?;
    jobs::enqueue(tx, &new.notice).await?;
    let after = Some(serde_json::json!({ "devices_ended": ended.len() }));
    let event = Event {
        after,
        ..new.event.clone()
    };
    audit::record(tx, &new.stamp, &event).await?;
    Ok(ended)
}
