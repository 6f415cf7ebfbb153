//! Hashing passwords: slow on purpose, so it runs off the async threads and only so many at a time.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::{Semaphore, TryAcquireError};

use crate::{
    app::PasswordCost,
    error::{ApiError, ApiResult},
};

/// How many callers may wait for a hash. More would wait longer than their patience.
const WAITING_AT_MOST: usize = 256;

/// What came of comparing a password with a stored hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is another password, or there is no hash.
    Wrong,
    /// It is the password.
    Right,
    /// It is the password, but the hash did not cost what hashes cost now: make it anew.
    RightButOutdated,
}

/// Makes and checks Argon2id hashes, in the PHC string format.
pub struct Passwords {
    argon2: Argon2<'static>,
    /// As many as there are cores: each hash takes one, and its memory.
    workers: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Passwords {
    /// Hashes of this cost, so many at a time.
    #[must_use]
    pub fn new(cost: &PasswordCost, workers: usize) -> Self {
        Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params().clone()),
            workers: Arc::new(Semaphore::new(workers)),
            queue: Arc::new(Semaphore::new(workers + WAITING_AT_MOST)),
        }
    }

    /// The hash of a password, with this salt.
    ///
    /// # Errors
    /// `unavailable` when too many others wait.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> ApiResult<String> {
        let argon2 = self.argon2.clone();
        self.off_thread(move || hash(&argon2, &password, &salt)).await?
    }

    /// Compares a password with the stored hash. Without one (an unknown user) it takes as long as with one, so that the time
    /// does not tell who is registered.
    ///
    /// # Errors
    /// `unavailable` when too many others wait.
    pub async fn verify(&self, password: String, stored: Option<String>) -> ApiResult<Verdict> {
        let argon2 = self.argon2.clone();
        let verify = move || match stored {
            Some(stored) => verify(&argon2, &password, &stored),
            None => hash(&argon2, &password, b"nobody's own salt").map(|_| Verdict::Wrong),
        };
        self.off_thread(verify).await?
    }

    async fn off_thread<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
        let place = match Arc::clone(&self.queue).try_acquire_owned() {
            Ok(place) => place,
            Err(TryAcquireError::NoPermits) => {
                let detail = "Too many people are signing in at this moment. Try again in a few seconds.";
                return Err(ApiError::try_again(detail));
            }
            Err(closed @ TryAcquireError::Closed) => return Err(ApiError::internal(closed)),
        };
        let worker = Arc::clone(&self.workers)
            .acquire_owned()
            .await
            .map_err(ApiError::internal)?;
        // The permits go along: a caller who hangs up does not make room for one more while the hash is still computed.
        let worked = tokio::task::spawn_blocking(move || {
            let _permits = (place, worker);
            work()
        });
        worked.await.map_err(ApiError::internal)
    }
}

fn hash(argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> ApiResult<String> {
    let hash = argon2
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(ApiError::internal)?;
    Ok(hash.to_string())
}

fn verify(argon2: &Argon2<'_>, password: &str, stored: &str) -> ApiResult<Verdict> {
    use argon2::password_hash::Error as E;
    let stored = PasswordHash::new(stored).map_err(ApiError::internal)?;
    match argon2.verify_password(password.as_bytes(), &stored) {
        Ok(()) => {}
        Err(E::PasswordInvalid) => return Ok(Verdict::Wrong),
        Err(fault) => return Err(ApiError::internal(fault)),
    }
    let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
    let current = stored.algorithm.as_str() == "argon2id"
        && Params::try_from(&stored).is_ok_and(|params| cost(&params) == cost(argon2.params()));
    Ok(if current {
        Verdict::Right
    } else {
        Verdict::RightButOutdated
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    fn passwords(passes: u32) -> Passwords {
        Passwords::new(&PasswordCost::new(8, passes, 1).unwrap(), 1)
    }

    #[tokio::test]
    async fn a_password_is_right_or_wrong() {
        let passwords = passwords(1);
        let hash = passwords
            .hash("correct horse battery".to_owned(), [1; 16])
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        let verify = async |password: &str| passwords.verify(password.to_owned(), Some(hash.clone())).await.unwrap();
        assert_eq!(verify("correct horse battery").await, Verdict::Right);
        assert_eq!(verify("Correct horse battery").await, Verdict::Wrong);
        assert_eq!(
            passwords.verify("anything".to_owned(), None).await.unwrap(),
            Verdict::Wrong
        );
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_outdated() {
        let hash = passwords(1)
            .hash("correct horse battery".to_owned(), [1; 16])
            .await
            .unwrap();
        let verdict = passwords(2)
            .verify("correct horse battery".to_owned(), Some(hash))
            .await
            .unwrap();
        assert_eq!(verdict, Verdict::RightButOutdated);
    }

    #[tokio::test]
    async fn a_full_queue_is_answered_at_once() {
        let passwords = passwords(1);
        let taken = Arc::clone(&passwords.queue).acquire_many_owned(257).await.unwrap();
        let refused = passwords.verify("anything".to_owned(), None).await.unwrap_err();
        assert_eq!(refused.code(), Code::Unavailable);
        drop(taken);
        assert!(passwords.verify("anything".to_owned(), None).await.is_ok());
    }
}
