//! The SQL of the audit log.

pub mod read;

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::TenantId;
use jiff::Timestamp;

use crate::features::audit::chain::{Hash, Link, NONE};

/// The place of the next row.
pub struct Head {
    pub tenant: TenantId,
    pub seq: i64,
    pub at: Timestamp,
    /// The seal of the row before it.
    pub seal: Hash,
}

/// Takes the place of the next row, which nobody else can take until the transaction has ended.
pub async fn advance(tx: &mut Tx, at: Timestamp) -> Result<Head, Error> {
    let sql = "INSERT INTO audit_heads AS h (tenant_id, seq, at, hash) VALUES ($1, 1, $2, $3)
               ON CONFLICT (tenant_id) DO UPDATE
               SET seq = h.seq + 1, at = CASE WHEN h.at > excluded.at THEN h.at ELSE excluded.at END
               RETURNING tenant_id, seq, at, hash";
    tx.one(sql, params![at, NONE], |row| {
        Ok(Head {
            tenant: row.get(0)?,
            seq: row.get(1)?,
            at: row.get(2)?,
            seal: row.get(3)?,
        })
    })
    .await
}

/// Since when a tenant's log has to be there; none where an older version has made the tenant and nobody has begun one.
pub async fn due_since(tx: &mut Tx, tenant: TenantId) -> Result<Option<Timestamp>, Error> {
    let sql = Sql::global("SELECT log_since FROM tenants WHERE id = $1");
    let found: Option<Option<Timestamp>> = tx.optional(sql, params![tenant], |row| row.get(0)).await?;
    Ok(found.flatten())
}

/// The earliest time since when another tenant's log has to be there.
pub async fn due_elsewhere_since(tx: &mut Tx, tenant: TenantId) -> Result<Option<Timestamp>, Error> {
    let sql = Sql::global("SELECT min(log_since) FROM tenants WHERE id <> $1");
    tx.one(sql, params![tenant], |row| row.get(0)).await
}

/// Says that a tenant's log has to be there from now on, if that was not said before.
pub async fn make_due(tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global("UPDATE tenants SET log_since = $2 WHERE id = $1 AND log_since IS NULL");
    tx.execute(sql, params![tenant, at]).await.map(drop)
}

/// At most `limit` tenants behind this one that need not have a log yet.
pub async fn not_due_after(tx: &mut Tx, after: TenantId, limit: i64) -> Result<Vec<TenantId>, Error> {
    let sql = Sql::global("SELECT id FROM tenants WHERE log_since IS NULL AND id > $1 ORDER BY id LIMIT $2");
    tx.all(sql, params![after, limit], |row| row.get(0)).await
}

/// Holds a tenant until the transaction ends. Whether it is there.
pub async fn hold_tenant(tx: &mut Tx, tenant: TenantId) -> Result<bool, Error> {
    let sql = Sql::global("SELECT id FROM tenants WHERE id = $1 FOR NO KEY UPDATE");
    let held: Option<TenantId> = tx.optional(sql, params![tenant], |row| row.get(0)).await?;
    Ok(held.is_some())
}

/// Appends a row in the place that was taken, with its hash and the seal of that.
pub async fn append(tx: &mut Tx, link: &Link, hash: &Hash, seal: &Hash) -> Result<(), Error> {
    insert(tx, link, hash).await?;
    let sql = "UPDATE audit_heads SET hash = $2 WHERE tenant_id = $1";
    tx.execute(sql, params![seal]).await.map(drop)
}

/// Writes the head of a log that has none.
pub async fn begin_at(tx: &mut Tx, seq: i64, at: Timestamp, seal: &Hash) -> Result<(), Error> {
    let sql = "INSERT INTO audit_heads (tenant_id, seq, at, hash) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![seq, at, seal]).await.map(drop)
}

/// Writes a row with its hash. There is no other writing to this table.
pub async fn insert(tx: &mut Tx, link: &Link, hash: &Hash) -> Result<(), Error> {
    let sql = "INSERT INTO audit_log (tenant_id, at, seq, id, actor_id, action, target_type, target_id, ip, hash, before, after)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    tx.execute(
        sql,
        params![
            link.at,
            link.seq,
            link.id,
            link.actor,
            link.action,
            link.target_type,
            link.target_id,
            link.ip,
            hash,
            link.before,
            link.after
        ],
    )
    .await
    .map(drop)
}
