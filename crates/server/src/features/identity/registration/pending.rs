//! Registering where addresses have to be confirmed first. Whether an address has an account is found out by the job that
//! writes to it, so the answer, and how long it takes, are the same for every address.

use branchbook_db::Error;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    access::Public,
    app::App,
    error::ApiResult,
    features::identity::{
        one_time::{self, Kind, NewOneTime},
        store::{
            accounts,
            pending::{self, Pending},
        },
    },
    jobs::{self, Fault, Job, NewJob},
    mail::{self, Mail, Template},
};

/// The job that writes to whoever has the address.
pub const KIND: &str = "confirm_registration";

#[derive(Serialize, Deserialize)]
struct Payload {
    registration: Uuid,
}

/// Keeps what was typed and queues the mail.
pub async fn ask(public: &Public, registration: Pending) -> ApiResult<()> {
    let app = &public.app;
    let token = app.identity.one_time.make(Kind::EmailVerification, registration.id);
    let token = NewOneTime {
        email: Some(registration.email.clone()),
        ..NewOneTime::new(token, app.clock.now())
    };
    let payload = Payload {
        registration: registration.id,
    };
    let job = NewJob::new(app, KIND, serde_json::json!(payload));
    let asked = public
        .db
        .write((registration, token, job), |tx, (registration, token, job)| {
            Box::pin(async move {
                one_time::insert(tx, token).await?;
                pending::insert(tx, registration, token.at, token.expires_at).await?;
                jobs::enqueue(tx, job).await
            })
        });
    asked.await?;
    jobs::wake(app);
    Ok(())
}

/// Writes to the address: to confirm it, or that it has an account.
pub(crate) async fn tell(app: App, job: Job) -> Result<(), Fault> {
    let Payload { registration } =
        serde_json::from_value(job.payload).map_err(|fault| Fault::Never(fault.to_string()))?;
    let db = app.own_work().global();
    let read = db.read(registration, |tx, id| {
        Box::pin(async move {
            let Some(registration) = pending::find(tx, *id).await? else {
                return Ok(None);
            };
            let account = accounts::account(tx, &registration.email).await?;
            Ok::<_, Error>(Some((registration, account.is_some())))
        })
    });
    let Some((registration, has_account)) = read.await? else {
        return Ok(());
    };
    let template = if has_account {
        Template::AlreadyRegistered
    } else {
        Template::VerifyEmail {
            token: registration.id,
            invite: registration.invite,
        }
    };
    let mail = Mail {
        to: registration.email,
        template,
    };
    let queued = db.write(mail::job(&app, &mail), |tx, job| Box::pin(jobs::enqueue(tx, job)));
    let queued: Result<bool, Error> = queued.await;
    queued?;
    jobs::wake(&app);
    Ok(())
}
