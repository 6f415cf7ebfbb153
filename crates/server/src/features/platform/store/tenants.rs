//! Tenants.

use branchbook_db::{Error, Row, Sql, Tx, params};
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
