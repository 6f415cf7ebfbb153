//! Access tokens are looked up in the database when a node first sees them, and then no more, so what ends them early has to come to
//! every node: a revoked family, a changed role. The node where it happens knows at once; the others ask the database every two seconds.
//!
//! Nothing here has to be remembered for longer than an access token lives. While the database cannot be asked, what another
//! node has revoked is not known here; but then there is no data to be had either.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::Duration,
};

use branchbook_db::Error;
use branchbook_domain::id::{TenantId, TokenFamilyId, UserId};
use jiff::{SignedDuration, Timestamp};
use tokio::{sync::watch, time::MissedTickBehavior};

use super::{access_token, inactive, store};
use crate::{
    access::{Device, Public, Role},
    app::App,
    error::{ApiError, ApiResult, Code},
};

/// How often a node asks. Twice this and the query are within the promised 5 s.
pub const EVERY: Duration = Duration::from_secs(2);

/// How far back each look reaches behind the one before: nodes' clocks may differ, and a transaction that was stamped
/// earlier may commit later.
const OVERLAP: SignedDuration = SignedDuration::from_secs(60);

/// What ends tokens early.
pub struct Revocations {
    known: RwLock<Known>,
    polls: watch::Sender<u64>,
}

#[derive(Default)]
struct Known {
    families: HashMap<TokenFamilyId, Timestamp>,
    roles: HashMap<(UserId, TenantId), KnownRole>,
    asked_at: Option<Timestamp>,
}

/// A role, as this node has heard of it.
#[derive(Clone, Copy)]
struct KnownRole {
    role: Role,
    /// Since when it counts, by the clock of the node that gave it.
    at: Timestamp,
    /// When this node heard of it, by its own clock.
    heard_at: Timestamp,
}

/// What one look at the database brought.
struct News {
    families: Vec<(TokenFamilyId, Timestamp)>,
    roles: Vec<(UserId, TenantId, Role, Timestamp)>,
}

impl Revocations {
    /// Nothing is revoked yet, as far as this node knows.
    pub(super) fn new() -> Self {
        Self {
            known: RwLock::default(),
            polls: watch::Sender::new(0),
        }
    }

    /// The family's tokens are refused by this node from now on.
    pub(super) fn revoke(&self, family: TokenFamilyId, at: Timestamp) {
        self.write().families.insert(family, at);
    }

    /// The role counts on this node from now on.
    pub(super) fn change_role(&self, user: UserId, tenant: TenantId, role: Role, at: Timestamp, now: Timestamp) {
        self.write().change_role(user, tenant, role, at, now);
    }

    /// The same for several families.
    pub(super) fn revoke_all(&self, families: Vec<TokenFamilyId>, at: Timestamp) {
        self.write()
            .families
            .extend(families.into_iter().map(|family| (family, at)));
    }

    /// The role that the device's owner has as of now, if it is still signed in.
    pub(super) fn check(&self, device: Device) -> ApiResult<Role> {
        let Device {
            user,
            tenant,
            role,
            family,
        } = device;
        let known = self.read();
        if known.families.contains_key(&family) {
            return Err(signed_out());
        }
        Ok(known.roles.get(&(user, tenant)).map_or(role, |known| known.role))
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// From when on the next look has to ask. A clock that was set back must not make it ask too late.
    fn ask_since(&self, now: Timestamp) -> Timestamp {
        let lifetime = now - access_token::LIFETIME;
        self.asked_at
            .map_or(lifetime, |asked_at| asked_at.min(now).max(lifetime))
            - OVERLAP
    }

    fn change_role(&mut self, user: UserId, tenant: TenantId, role: Role, at: Timestamp, heard_at: Timestamp) {
        let heard = KnownRole { role, at, heard_at };
        let entry = self.roles.entry((user, tenant)).or_insert(heard);
        if entry.at <= at {
            *entry = heard;
        }
    }

    fn learn(&mut self, news: News, now: Timestamp) {
        self.families.extend(news.families);
        for (user, tenant, role, at) in news.roles {
            // What the database says counts, whatever clocks other nodes have, unless this node has heard of something since it asked.
            let place = (user, tenant);
            if self.roles.get(&place).is_some_and(|known| known.heard_at <= now) {
                self.roles.remove(&place);
            }
            self.change_role(user, tenant, role, at, now);
        }
        let oldest = now - access_token::LIFETIME - OVERLAP;
        self.families.retain(|_, at| *at > oldest);
        self.roles.retain(|_, known| known.at > oldest);
        self.asked_at = Some(now);
    }
}

/// The answer to whoever holds a token of a revoked family.
pub(super) fn signed_out() -> ApiError {
    ApiError::new(Code::TokenRevoked, "This device has been signed out. Sign in again.")
}

/// Counts the looks at the database that have ended well.
#[must_use]
pub fn polls(app: &App) -> watch::Receiver<u64> {
    app.identity.revocations.polls.subscribe()
}

/// Asks the database once for what has been revoked or changed.
///
/// # Errors
/// When the database cannot be asked.
pub async fn poll(app: &App) -> Result<(), Error> {
    let revocations = &app.identity.revocations;
    let now = app.clock.now();
    let since = revocations.read().ask_since(now);
    let public = Public::of(app);
    let news = public.db.read(since, |tx, since| {
        Box::pin(async move {
            Ok::<_, Error>(News {
                families: store::families::revoked(tx, *since).await?,
                roles: store::accounts::changed_roles(tx, *since).await?,
            })
        })
    });
    let news = news.await?;
    inactive::poll(app).await?;
    revocations.write().learn(news, now);
    revocations.polls.send_modify(|polls| *polls += 1);
    Ok(())
}

/// Asks for ever. Run it beside the server; to stop, drop it: that can do no harm at any moment.
pub async fn follow(app: App) -> Infallible {
    let mut turn = tokio::time::interval(EVERY);
    turn.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        turn.tick().await;
        if let Err(error) = poll(&app).await {
            tracing::warn!(%error, "cannot ask what has been revoked; trying again");
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-20T{text}Z").parse().unwrap()
    }

    fn device(role: Role) -> Device {
        Device {
            user: UserId::from_uuid(Uuid::from_u128(1)),
            tenant: TenantId::from_uuid(Uuid::from_u128(2)),
            role,
            family: TokenFamilyId::from_uuid(Uuid::from_u128(3)),
        }
    }

    #[test]
    fn a_revoked_familys_tokens_are_refused() {
        let revocations = Revocations::new();
        assert!(revocations.check(device(Role::Viewer)).is_ok());
        revocations.revoke(device(Role::Viewer).family, at("12:00:00"));
        assert_eq!(
            revocations.check(device(Role::Viewer)).unwrap_err().code(),
            Code::TokenRevoked
        );
    }

    #[test]
    fn the_latest_role_counts_in_whatever_order_it_is_heard() {
        let revocations = Revocations::new();
        let Device { user, tenant, .. } = device(Role::Admin);
        let now = at("12:00:03");
        revocations.change_role(user, tenant, Role::Viewer, at("12:00:02"), now);
        revocations.change_role(user, tenant, Role::Engineer, at("12:00:01"), now);
        assert_eq!(revocations.check(device(Role::Admin)).unwrap(), Role::Viewer);
    }

    #[test]
    fn what_the_database_says_counts_unless_the_node_has_heard_of_something_since_it_asked() {
        let revocations = Revocations::new();
        let Device { user, tenant, .. } = device(Role::Admin);
        // From a node whose clock is ahead.
        revocations.change_role(user, tenant, Role::Admin, at("12:00:30"), at("12:00:00"));
        let look = |role, changed_at, asked_at| {
            let roles = vec![(user, tenant, role, at(changed_at))];
            let families = vec![];
            revocations.write().learn(News { families, roles }, at(asked_at));
            revocations.check(device(Role::Engineer)).unwrap()
        };
        assert_eq!(look(Role::Viewer, "12:00:01", "12:00:02"), Role::Viewer);
        revocations.change_role(user, tenant, Role::Manager, at("12:00:05"), at("12:00:05"));
        assert_eq!(look(Role::Viewer, "12:00:01", "12:00:04"), Role::Manager);
    }

    #[test]
    fn what_outlives_every_token_is_forgotten() {
        let mut known = Known::default();
        let families = vec![(device(Role::Viewer).family, at("12:00:00"))];
        known.learn(
            News {
                families,
                roles: vec![],
            },
            at("12:00:01"),
        );
        known.learn(
            News {
                families: vec![],
                roles: vec![],
            },
            at("12:15:59"),
        );
        assert_eq!(known.families.len(), 1);
        known.learn(
            News {
                families: vec![],
                roles: vec![],
            },
            at("12:16:00"),
        );
        assert!(known.families.is_empty());
    }

    #[test]
    fn each_look_overlaps_the_one_before_even_when_the_clock_is_set_back() {
        let mut known = Known::default();
        assert_eq!(known.ask_since(at("12:00:00")), at("11:44:00"));
        known.asked_at = Some(at("12:00:00"));
        assert_eq!(known.ask_since(at("12:00:02")), at("11:59:00"));
        assert_eq!(known.ask_since(at("11:50:00")), at("11:49:00"));
        assert_eq!(known.ask_since(at("13:00:00")), at("12:44:00"));
    }
}
