//! How many invites may be mailed: few to one address, so that nobody is pestered with them, and not too many by one person.
//!
//! Those that were revoked count too. They are counted where they are stored, so that every server knows of all.

use branchbook_db::Tx;
use jiff::{SignedDuration, Timestamp};

use crate::{
    error::{ApiError, ApiResult, Code},
    features::{account::store::members, audit::Deed, identity::one_time},
};

/// How many invites go to one address, from one tenant or by one person, within so long.
const TO_ONE_ADDRESS: (i64, SignedDuration) = (3, SignedDuration::from_hours(24));
/// How many one person mails, whichever of their tenants they invite to.
const BY_ONE_PERSON: (i64, SignedDuration) = (50, SignedDuration::from_hours(1));

/// Looks whether one more may be mailed to this address (case-folded). Until the transaction ends nobody else mails one for this person;
/// call it when the tenant is held, so that none is for this tenant.
///
/// # Errors
/// `rate_limited`.
pub async fn allow(tx: &mut Tx, deed: &Deed, email: &str) -> ApiResult<()> {
    let (tenant, by) = (deed.actor.tenant, deed.actor.user);
    members::hold_user(tx, by).await?;

    let (most, within) = TO_ONE_ADDRESS;
    let oldest = one_time::nth_invite_to(tx, most - 1, email, (tenant, by), deed.at - within).await?;
    if let Some(oldest) = oldest {
        let said = format!("This address was invited {most} times within a day.");
        return Err(wait(&said, oldest + within, deed.at));
    }
    let (most, within) = BY_ONE_PERSON;
    let oldest = one_time::nth_mailed_invite(tx, most - 1, by, deed.at - within).await?;
    match oldest {
        Some(oldest) => Err(wait(
            &format!("You have invited {most} people by mail within an hour."),
            oldest + within,
            deed.at,
        )),
        None => Ok(()),
    }
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
