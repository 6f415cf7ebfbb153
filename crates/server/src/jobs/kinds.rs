//! The table of kinds.

use std::sync::Arc;

use branchbook_db::BoxFuture;

use super::{Fault, Job, purge};
use crate::{
    app::App,
    features::{identity, sessions, tenant_data::deletion, trees},
    http::idempotency,
    mail,
};

/// What does the work of a kind.
pub type Handler = Arc<dyn Fn(App, Job) -> BoxFuture<'static, Result<(), Fault>> + Send + Sync>;

/// A kind of job.
#[derive(Clone)]
pub struct Kind {
    /// As jobs of this kind are named in the table, in metrics and on the command line.
    pub name: &'static str,
    /// What it does, for the operator.
    pub about: &'static str,
    /// When one is queued by itself: a cron pattern of five fields, in UTC. Those with none are queued by whoever needs one.
    pub schedule: Option<&'static str>,
    /// How often it is begun before it counts as failed. Being killed counts too, so that what kills servers ends.
    pub attempts: u32,
    /// What does it.
    pub handler: Handler,
}

impl Kind {
    /// A kind that is not on a schedule and is begun ten times at most.
    #[must_use]
    pub fn new<F>(name: &'static str, about: &'static str, work: impl Fn(App, Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), Fault>> + Send + 'static,
    {
        Self {
            name,
            about,
            schedule: None,
            // With the pauses between them: about two and a half hours.
            attempts: 10,
            handler: Arc::new(move |app, job| Box::pin(work(app, job))),
        }
    }

    /// The same, queued by itself at these times.
    #[must_use]
    pub fn at(self, schedule: &'static str) -> Self {
        Self {
            schedule: Some(schedule),
            ..self
        }
    }
}

/// Every kind that this build can do. Purges run while most people sleep, apart from each other.
pub(super) fn table() -> Vec<Kind> {
    vec![
        Kind::new(mail::KIND, "Sends a mail", mail::send),
        Kind::new(
            identity::registration::pending::KIND,
            "Writes to an address that somebody registers with",
            identity::registration::pending::tell,
        ),
        Kind::new(
            identity::verification::RESEND,
            "Writes to an address once more that is to be confirmed",
            identity::verification::send_again,
        ),
        Kind::new(
            identity::recovery::FORGOT,
            "Writes to whoever forgot their password",
            identity::recovery::send_link,
        ),
        Kind::new(
            identity::wrong_passwords::KIND,
            "Puts on record that somebody guesses a password",
            identity::wrong_passwords::tell,
        ),
        Kind::new(
            "purge_tokens",
            "Removes links, tokens and devices that ended long ago",
            identity::purge::ended,
        )
        .at("13 2 * * *"),
        Kind::new(
            "purge_idempotency_keys",
            "Removes the answers that were kept for repeated requests",
            idempotency::purge::over,
        )
        .at("43 * * * *"),
        Kind {
            // It cannot be given up: nobody is left who could begin it again.
            attempts: u32::MAX,
            ..Kind::new(deletion::KIND, "Removes a tenant with all that is its", deletion::run)
        },
        Kind::new(
            "thin_versions",
            "Removes old versions of flows: keeps one an hour after a week, one a day after a month",
            trees::thin::old_versions,
        )
        .at("53 2 * * *"),
        Kind::new(
            "forget_words",
            "Forgets the words of flows that are gone, which a search would take mistyped ones for",
            trees::forget_words::unused,
        )
        .at("3 3 * * *"),
        Kind::new(
            "expire_sessions",
            "Removes completed sessions that are older than their tenant keeps them",
            sessions::retention::delete_outdated,
        )
        .at("33 2 * * *"),
        Kind::new("purge_jobs", "Removes jobs that ended long ago", purge::jobs).at("23 3 * * *"),
    ]
}
