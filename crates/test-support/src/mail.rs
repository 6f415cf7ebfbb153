//! The mails that a test's server has sent.

use std::sync::{Mutex, PoisonError};

use branchbook_db::BoxFuture;
use branchbook_server::{
    jobs,
    mail::{Carrier, CarrierKind, Letter, Undelivered},
};

use crate::app::TestApp;

/// Keeps mails instead of sending them.
#[derive(Debug, Default)]
pub(crate) struct Outbox(Mutex<Vec<Letter>>);

impl Carrier for Outbox {
    fn kind(&self) -> CarrierKind {
        CarrierKind::Smtp
    }

    fn carry<'c>(&'c self, letter: &'c Letter) -> BoxFuture<'c, Result<(), Undelivered>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(letter.clone());
        Box::pin(async { Ok(()) })
    }
}

impl TestApp {
    /// The mails to this address, the oldest first, after all that is queued was sent.
    ///
    /// # Panics
    /// When jobs cannot be run.
    pub async fn mails_to(&self, email: &str) -> Vec<Letter> {
        jobs::run_due(&self.app).await.expect("jobs that run");
        let sent = self.outbox.0.lock().unwrap_or_else(PoisonError::into_inner);
        sent.iter().filter(|letter| letter.to == email).cloned().collect()
    }

    /// The one-time token in the link of the newest mail of this name to this address, such as `verify-email`.
    ///
    /// # Panics
    /// When there is no mail, or no token in it.
    pub async fn mailed_token(&self, email: &str, name: &str) -> String {
        let mails = self.mails_to(email).await;
        let mail = mails.iter().rfind(|mail| mail.name == name);
        let text = &mail.expect("a mail").text;
        let start = ["bb_rst_", "bb_vfy_", "bb_inv_"]
            .into_iter()
            .find_map(|prefix| text.find(prefix));
        let token = &text[start.expect("a token")..];
        let end = token.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
        token[..end.unwrap_or(token.len())].to_owned()
    }
}
