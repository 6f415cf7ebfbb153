//! New ids and secrets, from a clock and a source of randomness that are passed in.

use std::sync::Arc;

use branchbook_domain::id::Id;
use uuid::Uuid;

use super::Clock;

/// A source of unpredictable bytes.
pub trait Entropy: Send + Sync + 'static {
    /// Fills the whole of `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The thread's cryptographically secure generator, seeded by the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where ambient randomness is taken"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        rand::Rng::fill_bytes(&mut rand::rng(), bytes);
    }
}

/// Makes ids and secrets.
#[derive(Clone)]
pub struct Ids {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Ids {
    /// Ids from this clock and this randomness.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self { clock, entropy }
    }

    /// A new UUIDv7, so later ids sort after earlier ones to the millisecond.
    #[must_use]
    pub fn next<T>(&self) -> Id<T> {
        let millis = u64::try_from(self.clock.now().as_millisecond()).unwrap_or(0);
        Id::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &self.secret::<10>()).into_uuid())
    }

    /// The same, for a thing that has no typed id.
    #[must_use]
    pub fn next_uuid(&self) -> Uuid {
        self.next::<()>().uuid()
    }

    /// `N` unpredictable bytes.
    #[must_use]
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }
}
