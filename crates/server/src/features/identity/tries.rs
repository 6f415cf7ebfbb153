//! How long to wait after wrong passwords: per account and network, so that whoever guesses waits, and nobody else.
//!
//! Nobody can lock somebody else out: another network has tries of its own, and so has a browser that has signed in to the account
//! before ([`super::browsers`]) or is signed in, also behind the same address as the one who guesses. An address without an account waits as
//! others do. Counted in this server's memory.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use branchbook_domain::id::TokenFamilyId;
use jiff::{SignedDuration, Timestamp};

use crate::{
    app::App,
    error::{ApiError, Code},
};

/// Wrong passwords before anybody has to wait.
const FREE: u32 = 5;
/// After so many the wait has grown to its longest.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);
/// Who has waited so long begins anew.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// Callers that are told apart, at about 50 bytes each. A flood of others makes this server forget, never wait or grow.
const REMEMBERED: usize = 100_000;

/// Who tries: the account's name, and from where.
pub type Place = (String, Origin);

/// From where somebody tries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// From this network.
    Network(IpAddr),
    /// With a browser that has signed in to the account before.
    Browser([u8; 16]),
    /// With a device that is signed in.
    Device(TokenFamilyId),
}

/// What is counted.
#[derive(Default)]
pub struct Tries {
    counts: Mutex<HashMap<u64, Count>>,
    /// Places are known by a keyed hash, so that nobody can choose with whom to share.
    hasher: RandomState,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    wrong: u32,
    last: Timestamp,
    until: Timestamp,
}

/// A try that has begun: it counts as wrong until it is known to be right.
#[must_use]
pub struct Try<'t> {
    tries: &'t Tries,
    key: u64,
    /// How many were wrong in a row, this one included.
    pub wrong: u32,
}

impl Try<'_> {
    /// The password was right: there is nothing to remember.
    pub fn was_right(&self) {
        self.tries.lock().remove(&self.key);
    }

    /// Whether the row of wrong ones has become worth telling: at 5, 10, 20, 40 …
    pub fn is_worth_telling(&self) -> bool {
        self.wrong.is_multiple_of(FREE) && (self.wrong / FREE).is_power_of_two()
    }
}

impl Tries {
    /// Begins a try, or says how long to wait. Counted before the password is looked at, so that many at once are many.
    ///
    /// # Errors
    /// `rate_limited`
    pub fn begin(&self, app: &App, place: &Place) -> Result<Try<'_>, ApiError> {
        let key = self.hasher.hash_one(place);
        if app.limits.is_none() {
            return Ok(Try {
                tries: self,
                key,
                wrong: 0,
            });
        }
        let wrong = self.count(key, app.clock.now()).map_err(wait)?;
        Ok(Try {
            tries: self,
            key,
            wrong,
        })
    }

    /// How many were wrong in a row if this one is, or for how long to wait.
    fn count(&self, key: u64, now: Timestamp) -> Result<u32, SignedDuration> {
        let mut counts = self.lock();
        if counts.len() >= REMEMBERED {
            counts.retain(|_, count| now.duration_since(count.last) < FORGOTTEN_AFTER);
            if counts.len() > REMEMBERED / 2 {
                counts.clear();
            }
        }
        let fresh = Count {
            wrong: 0,
            last: now,
            until: now,
        };
        let count = counts.entry(key).or_insert(fresh);
        // A clock that was set back makes nobody wait longer.
        let left = count.until.duration_since(now).min(LONGEST);
        if left > SignedDuration::ZERO {
            return Err(left);
        }
        if now.duration_since(count.last) >= FORGOTTEN_AFTER {
            *count = fresh;
        }
        count.wrong = count.wrong.saturating_add(1);
        count.last = now;
        count.until = now + pause(count.wrong);
        Ok(count.wrong)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Count>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long to wait after so many wrong ones.
fn pause(wrong: u32) -> SignedDuration {
    match wrong.checked_sub(FREE) {
        None => SignedDuration::ZERO,
        Some(more) => SignedDuration::from_secs(1_i64 << more.min(20)).min(LONGEST),
    }
}

fn wait(left: SignedDuration) -> ApiError {
    let seconds = u64::try_from(left.as_millis()).unwrap_or(0).div_ceil(1000).max(1);
    let detail = format!("The password was wrong several times. Wait {seconds} s and try again.");
    ApiError::new(Code::RateLimited, detail).with("retry_after", seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn five_are_free_and_then_the_wait_doubles_to_its_longest() {
        let pauses: Vec<_> = (1..=20).map(|wrong| pause(wrong).as_secs()).collect();
        assert_eq!(pauses[..9], [0, 0, 0, 0, 1, 2, 4, 8, 16]);
        assert_eq!(pauses[19], 900);
    }

    #[test]
    fn many_at_once_are_five() {
        let tries = Tries::default();
        let begun = (0..50).filter(|_| tries.count(1, at(0)).is_ok()).count();
        assert_eq!(begun, 5);
        assert_eq!(tries.count(1, at(0)), Err(SignedDuration::from_secs(1)));
        assert!(tries.count(2, at(0)).is_ok());
        assert_eq!(tries.count(1, at(1)), Ok(6));
        assert_eq!(tries.count(1, at(2)), Err(SignedDuration::from_secs(1)));
    }

    #[test]
    fn who_has_stopped_for_an_hour_begins_anew() {
        let tries = Tries::default();
        for _ in 0..5 {
            assert!(tries.count(1, at(0)).is_ok());
        }
        assert_eq!(tries.count(1, at(3600)), Ok(1));
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nobody_out() {
        let tries = Tries::default();
        for _ in 0..5 {
            assert!(tries.count(1, at(100_000)).is_ok());
        }
        assert_eq!(tries.count(1, at(0)), Err(LONGEST));
    }

    #[test]
    fn a_flood_of_callers_takes_bounded_memory() {
        let tries = Tries::default();
        for key in 0..300_000 {
            assert!(tries.count(key, at(0)).is_ok());
        }
        assert!(tries.lock().len() <= REMEMBERED);
    }
}
