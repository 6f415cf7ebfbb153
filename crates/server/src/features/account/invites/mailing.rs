//! How many invites may be mailed: few to one address, so that nobody is pestered with them, and not too many by one person, who
//! answers for the agents that they have added.
//!
//! Those that were revoked count too, and those to an account that is gone. They are counted in rows of their own, so that every server
//! knows of all.

use branchbook_db::Tx;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

use crate::{
    app::{App, keys},
    error::{ApiError, ApiResult, Code},
    features::{
        account::store::{
            invite_mails::{self, Mark, Sent},
            members,
        },
        audit::Deed,
        identity::one_time::NewOneTime,
    },
};

/// How many invites go to one address, from one tenant or by one person, within so long.
const TO_ONE_ADDRESS: (i64, SignedDuration) = (3, COUNTED_FOR);
/// How many one person mails, whichever of their tenants they invite to.
const BY_ONE_PERSON: (i64, SignedDuration) = (50, SignedDuration::from_hours(1));
/// For how long an invite that was mailed counts.
pub const COUNTED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Makes of an address, a person or a tenant what they are counted by.
#[derive(Clone)]
pub struct Marks(Hmac<Sha256>);

impl Marks {
    /// Under a key that comes from the server's secret.
    pub fn new(app: &App) -> Self {
        let key = keys::derive::<64>(&app.settings.secret_key, "branchbook mailed invite, HMAC-SHA256, 1");
        Self(Hmac::new(&key.into()))
    }

    fn of(&self, what: &str, value: &[u8]) -> Mark {
        let mac = self.0.clone().chain_update(what).chain_update([0]).chain_update(value);
        mac.finalize().into_bytes().into()
    }
}

/// Looks whether this invite may be mailed to this address (case-folded), and counts it. Until the transaction ends nobody else mails one
/// for this person; call it when the tenant is held, so that none is for this tenant.
///
/// # Errors
/// `rate_limited`.
pub async fn allow(tx: &mut Tx, deed: &Deed, marks: &Marks, new: &NewOneTime, email: &str) -> ApiResult<()> {
    let by = members::answers_for(tx, deed.actor.user).await?;
    members::hold_user(tx, by).await?;
    let next = Sent {
        id: new.token.id(),
        address: marks.of("address", email.as_bytes()),
        sender: marks.of("person", by.uuid().as_bytes()),
        account: marks.of("account", deed.actor.tenant.uuid().as_bytes()),
        at: deed.at,
    };

    let (most, within) = TO_ONE_ADDRESS;
    let oldest = invite_mails::nth_to_address(tx, most - 1, &next, deed.at - within).await?;
    if let Some(oldest) = oldest {
        let said = format!("This address was invited {most} times within a day.");
        return Err(wait(&said, oldest + within, deed.at));
    }
    let (most, within) = BY_ONE_PERSON;
    let oldest = invite_mails::nth_by_sender(tx, most - 1, &next, deed.at - within).await?;
    if let Some(oldest) = oldest {
        let said = format!("You have invited {most} people by mail within an hour.");
        return Err(wait(&said, oldest + within, deed.at));
    }
    Ok(invite_mails::insert(tx, &next).await?)
}

fn wait(said: &str, until: Timestamp, now: Timestamp) -> ApiError {
    let seconds = u64::try_from(until.duration_since(now).as_secs()).unwrap_or(0).max(1);
    let time = match seconds.div_ceil(60) {
        1 => "a minute".to_owned(),
        minutes @ ..=90 => format!("{minutes} minutes"),
        minutes => format!("{} hours", minutes.div_ceil(60)),
    };
    let detail = format!("{said} Wait {time}, or make an invite without an address and hand its link over.");
    ApiError::new(Code::RateLimited, detail).with("retry_after", seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_wait_is_told_in_seconds_and_in_words() {
        let now = Timestamp::UNIX_EPOCH;
        for (seconds, words) in [
            (0, "Wait a minute"),
            (61, "Wait 2 minutes"),
            (5401, "Wait 2 hours"),
            (86_400, "Wait 24 hours"),
        ] {
            let error = wait("Too many.", now + SignedDuration::from_secs(seconds), now);
            assert!(error.said().contains(words), "{}", error.said());
        }
    }
}
