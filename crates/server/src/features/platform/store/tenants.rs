//! Tenants.

use branchbook_db::{Error, Row, Sql, Tx, dialect::containing, params};
use branchbook_domain::id::TenantId;
use uuid::Uuid;

/// A tenant and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: TenantId,
    /// As addresses name it.
    pub slug: String,
    /// As people call it.
    pub name: String,
}

fn named(row: &Row<'_>) -> Result<Named, Error> {
    Ok(Named {
        id: row.get(0)?,
        slug: row.get(1)?,
        name: row.get(2)?,
    })
}

/// The tenant with this id, or this slug.
pub async fn find(tx: &mut Tx, id: Option<TenantId>, slug: &str) -> Result<Option<Named>, Error> {
    let sql =
        Sql::global("SELECT id, slug, name FROM tenants WHERE id = $1 OR slug = $2 ORDER BY id = $1 DESC LIMIT 1");
    let id = id.unwrap_or(TenantId::from_uuid(Uuid::nil()));
    tx.optional(sql, params![id, slug], named).await
}

/// At most `limit` tenants that come after this one.
pub async fn after(tx: &mut Tx, after: Option<TenantId>, limit: i64) -> Result<Vec<Named>, Error> {
    let sql = Sql::global("SELECT id, slug, name FROM tenants WHERE id > $1 ORDER BY id LIMIT $2");
    let after = after.unwrap_or(TenantId::from_uuid(Uuid::nil()));
    tx.all(sql, params![after, limit], named).await
}

/// At most `limit` tenants that come after this one and have the text in their name or slug, with whether they are active.
pub async fn search(
    tx: &mut Tx,
    q: Option<&str>,
    after: Option<TenantId>,
    limit: i64,
) -> Result<Vec<(TenantId, bool)>, Error> {
    let sql = Sql::global(
        "SELECT id, is_active FROM tenants
         WHERE id > $1 AND (lower(name) LIKE $2 ESCAPE '\\' OR slug LIKE $2 ESCAPE '\\') ORDER BY id LIMIT $3",
    );
    let after = after.unwrap_or(TenantId::from_uuid(Uuid::nil()));
    let like = containing(q.unwrap_or_default());
    tx.all(sql, params![after, like, limit], |row| Ok((row.get(0)?, row.get(1)?)))
        .await
}

/// Whether there is such a tenant.
pub async fn exists(tx: &mut Tx, tenant: TenantId) -> Result<bool, Error> {
    let sql = Sql::global("SELECT EXISTS (SELECT 1 FROM tenants WHERE id = $1)");
    tx.one(sql, params![tenant], |row| row.get(0)).await
}

/// Whether a tenant may be used; one that is gone may not.
pub async fn is_active(tx: &mut Tx, tenant: TenantId) -> Result<bool, Error> {
    let sql = Sql::global("SELECT is_active FROM tenants WHERE id = $1");
    Ok(tx
        .optional(sql, params![tenant], |row| row.get(0))
        .await?
        .unwrap_or(false))
}
