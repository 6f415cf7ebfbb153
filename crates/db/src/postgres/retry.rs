//! Running a transaction again after a conflict: the only place that does.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// How often, and after which pauses.
pub(crate) struct Retry {
    most: u32,
    seed: AtomicU64,
}

/// The first pause is at most this; each next one at most twice the one before.
const FIRST: Duration = Duration::from_millis(4);
const LONGEST: Duration = Duration::from_millis(500);

impl Retry {
    pub(crate) fn new(most: u32) -> Self {
        // Processes should not all wait the same times; the id of the process is enough to tell them apart.
        Self {
            most,
            seed: AtomicU64::new(std::process::id().into()),
        }
    }

    pub(crate) fn attempts(&self) -> Attempts<'_> {
        Attempts { retry: self, made: 0 }
    }

    /// Between half of the longest pause and all of it, so that those who met once do not meet again.
    fn pause(&self, attempt: u32) -> Duration {
        let longest = FIRST.saturating_mul(1 << attempt.min(16)).min(LONGEST);
        longest.mul_f64(0.5 + 0.5 * self.spread())
    }

    /// A number from 0 to 1 by SplitMix64 (Steele, Lea, Flood 2014): spread out, not secret.
    fn spread(&self) -> f64 {
        let mut bits = self.seed.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The attempts at one transaction.
pub(crate) struct Attempts<'r> {
    retry: &'r Retry,
    made: u32,
}

impl Attempts<'_> {
    /// Waits until it is time for another attempt; false if there were enough.
    pub(crate) async fn again(&mut self) -> bool {
        if self.made >= self.retry.most {
            return false;
        }
        tokio::time::sleep(self.retry.pause(self.made)).await;
        self.made += 1;
        tracing::debug!(attempt = self.made, "a transaction conflicted and runs again");
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_bound_and_differ() {
        let retry = Retry::new(8);
        for attempt in 0..40 {
            let pause = retry.pause(attempt);
            assert!(pause >= FIRST / 2 && pause <= LONGEST, "{pause:?}");
        }
        assert_ne!(retry.pause(20), retry.pause(20));
    }

    #[tokio::test]
    async fn attempts_come_to_an_end() {
        let retry = Retry::new(3);
        let mut attempts = retry.attempts();
        for _ in 0..3 {
            assert!(attempts.again().await);
        }
        assert!(!attempts.again().await);
    }
}
