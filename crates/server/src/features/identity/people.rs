//! People, as other slices need them: what to call them, and what they are in a tenant.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use branchbook_db::{Error, TenantDb, Tx};
use branchbook_domain::id::{TenantId, UserId};
use moka::future::Cache;
use serde::Serialize;
use utoipa::ToSchema;

use super::store::accounts;
use crate::access::Role;

/// Somebody, as answers say who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Person {
    /// The user's id.
    #[schema(value_type = uuid::Uuid)]
    pub id: UserId,
    /// The user's name; empty when the user is gone.
    pub name: String,
}

/// The names that were asked for lately, so that what is recorded many times a second asks for none.
pub struct People(Cache<UserId, Arc<str>>);

/// How many names are remembered, at about 100 bytes each.
const REMEMBERED: u64 = 50_000;
/// How long a person may be called by a former name.
const OUTDATED_FOR: Duration = Duration::from_secs(60);

impl People {
    pub(super) fn new() -> Self {
        Self(
            Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(OUTDATED_FOR)
                .build(),
        )
    }

    /// Asks anew for this user's name, on this node.
    pub(super) async fn forget(&self, user: UserId) {
        self.0.invalidate(&user).await;
    }

    /// The names of these users. A former name may be given for a minute after it was changed. Ask only for users that a row of
    /// the tenant names: whoever knows an id learns the name.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn names(&self, db: &TenantDb, users: impl IntoIterator<Item = UserId>) -> Result<Names, Error> {
        let (mut known, mut unknown) = (HashMap::new(), vec![]);
        for user in users.into_iter().collect::<HashSet<_>>() {
            match self.0.get(&user).await {
                Some(name) => drop(known.insert(user, name)),
                None => unknown.push(user),
            }
        }
        if !unknown.is_empty() {
            let found = db.read(unknown, |tx, users| Box::pin(accounts::names(tx, users)));
            for (user, name) in found.await? {
                let name: Arc<str> = name.into();
                self.0.insert(user, Arc::clone(&name)).await;
                known.insert(user, name);
            }
        }
        Ok(Names(known))
    }
}

/// What people are called.
#[derive(Debug, Clone, Default)]
pub struct Names(HashMap<UserId, Arc<str>>);

impl Names {
    /// This user with their name.
    #[must_use]
    pub fn person(&self, id: UserId) -> Person {
        let name = self.0.get(&id).map(ToString::to_string).unwrap_or_default();
        Person { id, name }
    }
}

/// What a user is in a tenant; nothing unless both are active and the user is a member.
///
/// # Errors
/// Those of the database.
pub async fn role_in(tx: &mut Tx, user: UserId, tenant: TenantId) -> Result<Option<Role>, Error> {
    accounts::active_role(tx, user, tenant).await
}
