//! How often one may ask. Three buckets: the client's address, the user, and, stricter, tries to sign in. Each is a
//! generic cell rate (GCRA): so many at once, and as many a minute from then on.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use branchbook_domain::id::UserId;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};

use super::{RateLimits, client_address::network};
use crate::error::{ApiError, Code};

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// Callers that one bucket tells apart. When so many came within a minute, it is a flood, and callers share allowances until
/// it is over: memory is bounded, and who comes from elsewhere meanwhile is hardly worse off.
const CALLERS_AT_MOST: usize = 100_000;
/// How many allowances there are to share during a flood.
const SHARED: u64 = 1 << 16;
/// How many requests go by between two looks at how many callers there are.
const LOOK_EVERY: u32 = 4096;

/// The buckets.
pub struct Limits {
    address: Bucket,
    user: Bucket,
    sign_in: Bucket,
}

impl Limits {
    pub(crate) fn new(limits: RateLimits) -> Self {
        Self {
            address: Bucket::new("address", limits.address),
            user: Bucket::new("user", limits.user),
            sign_in: Bucket::new("sign_in", limits.sign_in),
        }
    }

    /// Takes one from what this address may ask.
    pub(super) fn address(&self, address: IpAddr) -> Verdict {
        self.address.take(&network(address))
    }

    /// Takes one from what this user may ask.
    pub(super) fn user(&self, user: UserId) -> Verdict {
        self.user.take(&user)
    }

    /// Takes one from the tries to sign in of this address.
    pub(super) fn sign_in(&self, address: IpAddr) -> Verdict {
        self.sign_in.take(&network(address))
    }

    /// Takes one from the tries of who has signed in with this browser before, so that an office whose address has none left keeps
    /// nobody out who belongs there.
    pub(super) fn known_browser(&self, user: UserId) -> Verdict {
        self.sign_in.take(&user)
    }

    /// Takes one from the address's tries for a browser that tries an account which is not the one it is known to.
    ///
    /// # Errors
    /// `rate_limited`.
    pub fn strange_browser(&self, address: IpAddr) -> Result<(), ApiError> {
        self.sign_in(address).refusal().map_or(Ok(()), Err)
    }
}

struct Bucket {
    name: &'static str,
    size: NonZeroU32,
    limiter: RateLimiter<u64, DashMapStateStore<u64>, DefaultClock, StateInformationMiddleware>,
    /// Callers are known by a keyed hash, so that nobody can choose with whom to share an allowance.
    hasher: RandomState,
    flooded: AtomicBool,
    since_look: AtomicU32,
}

impl Bucket {
    fn new(name: &'static str, per_minute: u32) -> Self {
        let size = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            name,
            size,
            limiter: RateLimiter::dashmap(Quota::per_minute(size)).with_middleware(),
            hasher: RandomState::new(),
            flooded: AtomicBool::new(false),
            since_look: AtomicU32::new(0),
        }
    }

    fn take(&self, caller: &impl Hash) -> Verdict {
        if self.since_look.fetch_add(1, Relaxed) >= LOOK_EVERY {
            self.look();
        }
        let mut key = self.hasher.hash_one(caller);
        if self.flooded.load(Relaxed) {
            key %= SHARED;
        }
        match self.limiter.check_key(&key) {
            Ok(state) => Verdict::passed(self.name, self.size, state.remaining_burst_capacity()),
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now());
                Verdict {
                    wait: Some(whole_seconds(wait)),
                    ..Verdict::passed(self.name, self.size, 0)
                }
            }
        }
    }

    /// Forgets callers whose allowance is full again, and sees whether there is a flood of them.
    fn look(&self) {
        self.since_look.store(0, Relaxed);
        if self.limiter.len() > CALLERS_AT_MOST / 2 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.flooded.store(self.limiter.len() > CALLERS_AT_MOST, Relaxed);
    }
}

/// What a bucket says of one request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    pub(super) bucket: &'static str,
    size: u32,
    remaining: u32,
    reset: u32,
    /// Seconds until one more is let through; none if this one is.
    wait: Option<u32>,
}

impl Verdict {
    fn passed(bucket: &'static str, size: NonZeroU32, remaining: u32) -> Self {
        let size = size.get();
        let used = size.saturating_sub(remaining);
        Self {
            bucket,
            size,
            remaining,
            reset: (used * 60).div_ceil(size),
            wait: None,
        }
    }

    /// The one that leaves less.
    pub(super) fn tighter(self, other: Self) -> Self {
        if other.remaining < self.remaining { other } else { self }
    }

    /// The answer, when it is no.
    pub(super) fn refusal(self) -> Option<ApiError> {
        let wait = self.wait?;
        let detail = format!("Too many requests came from you. Wait {wait} s and send this again.");
        Some(ApiError::new(Code::RateLimited, detail).with("retry_after", wait))
    }

    /// Tells the caller how much is left (draft-ietf-httpapi-ratelimit-headers-05: of how many, how many, and in how many
    /// seconds it is all of them again).
    pub(super) fn write(self, headers: &mut HeaderMap) {
        headers.insert(LIMIT, HeaderValue::from(self.size));
        headers.insert(REMAINING, HeaderValue::from(self.remaining));
        headers.insert(RESET, HeaderValue::from(self.reset));
        if let Some(wait) = self.wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
    }
}

fn whole_seconds(time: std::time::Duration) -> u32 {
    u32::try_from(time.as_millis().div_ceil(1000))
        .unwrap_or(u32::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_are_let_through_and_no_more() {
        let bucket = Bucket::new("test", 3);
        let verdicts: Vec<_> = (0..4).map(|_| bucket.take(&"one")).collect();
        assert_eq!(
            verdicts.iter().map(|verdict| verdict.remaining).collect::<Vec<_>>(),
            [2, 1, 0, 0]
        );
        assert_eq!(
            verdicts.iter().map(|verdict| verdict.reset).collect::<Vec<_>>(),
            [20, 40, 60, 60]
        );
        assert!(verdicts[2].refusal().is_none());
        assert_eq!(verdicts[3].refusal().unwrap().code(), Code::RateLimited);
        assert!((1..=20).contains(&verdicts[3].wait.unwrap()));
        assert!(bucket.take(&"another").refusal().is_none());
    }

    #[test]
    fn a_flood_of_callers_takes_bounded_memory() {
        let bucket = Bucket::new("test", 60);
        for caller in 0..400_000_u32 {
            bucket.take(&caller);
        }
        let most = CALLERS_AT_MOST + usize::try_from(SHARED).unwrap() + 2 * LOOK_EVERY as usize;
        assert!(bucket.limiter.len() <= most, "{}", bucket.limiter.len());
    }
}
