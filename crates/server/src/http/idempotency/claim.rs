//! The right to run a request for a key.

use axum::http::HeaderValue;
use branchbook_db::{Error, TenantDb};
use branchbook_domain::id::UserId;

use super::store;
use crate::{
    access::Actor,
    error::{ApiError, ApiResult, Code},
};

/// A key of a user's own.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) user: UserId,
    pub(super) text: String,
}

impl Key {
    /// Reads the header.
    pub(super) fn parse(header: &HeaderValue, actor: Actor) -> ApiResult<Self> {
        let text = header.to_str().unwrap_or_default().trim();
        if !(1..=255).contains(&text.len()) {
            let detail = "An Idempotency-Key has 1 to 255 visible ASCII characters; a random UUID makes a good one.";
            return Err(ApiError::new(Code::InvalidRequest, detail));
        }
        Ok(Self {
            user: actor.user,
            text: text.to_owned(),
        })
    }
}

/// A request that got its key. In its extensions while it runs.
#[derive(Debug, Clone)]
pub struct Claim {
    pub(super) key: Key,
    pub(super) attempt: i32,
}

impl Claim {
    pub(super) fn new(key: Key, attempt: i32) -> Self {
        Self { key, attempt }
    }

    /// The same database, but whatever is written through it marks this claim in the same transaction; and is not written
    /// when another request has taken over meanwhile.
    #[must_use]
    pub fn guard(&self, db: TenantDb) -> TenantDb {
        let claim = self.clone();
        db.with_last_step(move |tx| {
            let claim = claim.clone();
            Box::pin(async move {
                if store::mark(tx, &claim).await? {
                    Ok(())
                } else {
                    Err(Error::Conflict)
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use branchbook_db::{Db, params};
    use branchbook_domain::id::TenantId;
    use branchbook_test_support::db_test;
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::{super::store::Found, *};

    const MINUTE: Duration = Duration::from_secs(60);

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + minute * 60).unwrap()
    }

    /// A tenant's database.
    async fn tenant(db: &Db) -> TenantDb {
        let id = TenantId::from_uuid(Uuid::from_u128(1));
        let insert = "INSERT INTO tenants (id, name, slug, type, plan, is_active, created_at, updated_at, settings)
            VALUES ($1, 'A', 'a', 'self', 'free', TRUE, $2, $2, '{}')";
        let inserted: Result<u64, Error> = db
            .global()
            .write(id, move |tx, id| {
                Box::pin(async move { tx.execute(insert, params![id, at(0)]).await })
            })
            .await;
        inserted.unwrap();
        db.tenant(id)
    }

    /// Something that a request writes.
    async fn work(db: &TenantDb) -> Result<u64, Error> {
        let sql = "INSERT INTO tags (tenant_id, name, usage_count) VALUES ($1, 'work', 1)
            ON CONFLICT (tenant_id, name) DO UPDATE SET usage_count = tags.usage_count + 1";
        db.write((), move |tx, ()| Box::pin(tx.execute(sql, params![]))).await
    }

    async fn works(db: &TenantDb) -> Option<i64> {
        let sql = "SELECT usage_count FROM tags WHERE tenant_id = $1";
        let count: Result<_, Error> = db
            .read((), move |tx, ()| {
                Box::pin(tx.optional(sql, params![], |row| row.get(0)))
            })
            .await;
        count.unwrap()
    }

    async fn claim(db: &TenantDb, minute: i64) -> Option<Claim> {
        let key = Key {
            user: UserId::from_uuid(Uuid::from_u128(2)),
            text: "one".to_owned(),
        };
        match store::claim(db, &key, [7; 32], at(minute), MINUTE, 100 * MINUTE)
            .await
            .unwrap()
        {
            Found::Ours { attempt } => Some(Claim::new(key, attempt)),
            _ => None,
        }
    }

    db_test! {
        async fn who_was_overtaken_writes_nothing_any_more(db: TestDb) {
            let db = tenant(db).await;
            let slow = claim(&db, 0).await.unwrap();
            assert!(claim(&db, 1).await.is_none(), "the lease is not over");
            let next = claim(&db, 2).await.unwrap();
            assert!(matches!(work(&slow.guard(db.clone())).await, Err(Error::Conflict)));
            assert_eq!(works(&db).await, None);

            work(&next.guard(db.clone())).await.unwrap();
            assert!(claim(&db, 9).await.is_none(), "it has written");
            // A handler may write in several transactions.
            work(&next.guard(db.clone())).await.unwrap();
            assert_eq!(works(&db).await, Some(2));
        }

        async fn a_key_is_given_back_only_if_nothing_was_written(db: TestDb) {
            let db = tenant(db).await;
            let idle = claim(&db, 0).await.unwrap();
            assert!(store::give_up(&db, &idle).await.unwrap());
            let busy = claim(&db, 0).await.unwrap();
            work(&busy.guard(db.clone())).await.unwrap();
            assert!(!store::give_up(&db, &busy).await.unwrap());
        }
    }
}
