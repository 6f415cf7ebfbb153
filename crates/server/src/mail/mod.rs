//! Mails to people. Each is a job ([`job`]), queued in the transaction of what it tells about: it is sent when that is committed,
//! also after a restart, and tried again while the mail server cannot be reached. The job names the one-time token that a link is
//! made of, not its text, so that nothing that is stored opens a door.
//!
//! | you look for | it is in |
//! |---|---|
//! | what the mails say | `templates.rs` |
//! | how they look, as text and as HTML | `letter.rs` |
//! | how they leave: by SMTP, or into a folder | `carrier.rs`, `smtp.rs`, `files.rs` |

mod carrier;
mod files;
mod letter;
mod smtp;
mod templates;

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::{
    carrier::{Carrier, CarrierKind, Undelivered},
    files::Files,
    letter::{Letter, Sender},
    smtp::Smtp,
    templates::Template,
};
use crate::{
    app::App,
    features::identity::one_time,
    jobs::{Fault, Job, NewJob},
};

/// The job that sends a mail.
pub(crate) const KIND: &str = "send_mail";

/// A mail to somebody.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// What it says.
    #[serde(flatten)]
    pub template: Template,
}

/// How mails leave.
#[derive(Clone)]
pub struct MailSettings {
    /// What carries them.
    pub carrier: Arc<dyn Carrier>,
    /// Whom they are from.
    pub from: Sender,
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("carrier", &self.carrier.kind())
            .field("from", &self.from)
            .finish()
    }
}

/// What the job has to know.
#[derive(Serialize, Deserialize)]
struct Payload {
    /// The mail's date.
    queued_at: Timestamp,
    #[serde(flatten)]
    mail: Mail,
}

/// The job that sends this mail. Make it before the transaction, queue it in it with [`enqueue`](crate::jobs::enqueue) and call
/// [`wake`](crate::jobs::wake) when that is committed.
#[must_use]
pub fn job(app: &App, mail: &Mail) -> NewJob {
    let payload = serde_json::json!(Payload {
        queued_at: app.clock.now(),
        mail: mail.clone(),
    });
    NewJob::new(app, KIND, payload)
}

/// Sends a mail. It may be sent twice if the server is killed at that moment; both have one Message-ID.
pub(crate) async fn send(app: App, job: Job) -> Result<(), Fault> {
    let Payload { queued_at, mail } =
        serde_json::from_value(job.payload).map_err(|fault| Fault::Never(fault.to_string()))?;
    if is_over(&app, &mail.template).await? {
        tracing::info!(mail = mail.template.name(), "a mail was not sent: its link is over");
        return Ok(());
    }
    let letter = Letter::new(&app, job.lease.job, queued_at, &mail);
    // What is kept of a mail that failed, and logged, names nobody.
    let told = |why: String| format!("{}: {}", mail.template.name(), why.replace(&mail.to, "…"));
    match app.settings.mail.carrier.carry(&letter).await {
        Ok(()) => Ok(()),
        Err(Undelivered::Later(why)) => Err(Fault::Again(told(why))),
        Err(Undelivered::Never(why)) => Err(Fault::Never(told(why))),
    }
}

/// Whether the mail's link would open nothing: its time is over, or a newer one took its place.
async fn is_over(app: &App, template: &Template) -> Result<bool, Fault> {
    let Some((kind, id)) = template.token() else {
        return Ok(false);
    };
    let input = (app.identity.one_time.make(kind, id), app.clock.now());
    let db = app.own_work().global();
    let read = db.read(input, |tx, (token, at)| Box::pin(one_time::find(tx, token, *at)));
    Ok(read.await?.is_none())
}

/// What tells this mail from all others, as long as the job is the same.
fn message_id(app: &App, id: Uuid) -> String {
    format!("<{id}@{}>", app.settings.public_url.host())
}
