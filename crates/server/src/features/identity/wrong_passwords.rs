//! Putting on record that somebody guesses a password.

use branchbook_db::Error;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{devices::agent, email, store::accounts};
use crate::{
    access::Public,
    app::App,
    error::ApiResult,
    features::audit::{self, Event, Stamp},
    http::Caller,
    jobs::{self, Fault, Job, NewJob},
};

/// The job that puts on record that somebody guesses a password.
pub const KIND: &str = "note_wrong_passwords";

#[derive(Serialize, Deserialize)]
struct WrongPasswords {
    email: String,
    ip: String,
    agent: String,
    in_a_row: u32,
}

/// Has it put on record that somebody guesses a password. As a job, and for addresses without an account too: how long the answer
/// takes is to tell nothing.
pub async fn note(public: &Public, email: &str, caller: &Caller, in_a_row: u32) -> ApiResult<()> {
    let payload = WrongPasswords {
        email: email::fold(email).chars().take(254).collect(),
        ip: caller.ip.to_string(),
        agent: agent::words(caller.user_agent.as_deref()),
        in_a_row,
    };
    let job = NewJob::new(&public.app, KIND, json!(payload));
    let queued = public.db.write(job, |tx, job| Box::pin(jobs::enqueue(tx, job)));
    let queued: Result<bool, Error> = queued.await;
    queued?;
    Ok(())
}

/// Tells it to the log of where the account signs in, if there is one.
pub(crate) async fn tell(app: App, job: Job) -> Result<(), Fault> {
    let said: WrongPasswords = serde_json::from_value(job.payload).map_err(|fault| Fault::Never(fault.to_string()))?;
    let db = app.own_work().global();
    let read = db.read(said.email.clone(), |tx, email| {
        Box::pin(async move {
            let Some(account) = accounts::account(tx, email).await? else {
                return Ok(None);
            };
            let home = accounts::destinations(tx, account.id).await?.into_iter().next();
            Ok::<_, Error>(home.map(|home| (account.id, home.tenant)))
        })
    });
    let Some((user, tenant)) = read.await? else {
        return Ok(());
    };
    let event = Event {
        actor: None,
        action: "sign_in.failed",
        target: ("user", user.uuid()),
        ip: said.ip,
        before: None,
        after: Some(json!({ "in_a_row": said.in_a_row, "agent": said.agent })),
    };
    let db = app.own_work().tenant(tenant);
    let told = db.write((Stamp::now(&app), event), |tx, (stamp, event)| {
        Box::pin(audit::record(tx, stamp, event))
    });
    Ok(told.await?)
}
