//! Tenants.

use branchbook_db::{Error, Row, Sql, Tx, params};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::features::{
    account::{
        dto::Account,
        settings::{Overrides, TenantSettings},
    },
    identity::Tenant,
};

/// A tenant as it is stored.
#[derive(Debug, Clone)]
pub struct TenantRow {
    pub tenant: Tenant,
    pub set: Overrides,
    pub created_at: Timestamp,
}

impl TenantRow {
    /// What is so for it.
    pub fn effective(&self) -> TenantSettings {
        TenantSettings::of(self.tenant.plan, &self.set)
    }

    /// As its members see it.
    pub fn to_account(&self) -> Account {
        let Tenant {
            id,
            name,
            slug,
            kind,
            plan,
        } = self.tenant.clone();
        Account {
            id,
            name,
            slug,
            kind,
            plan,
            settings: self.effective(),
            created_at: self.created_at,
        }
    }

    /// As the audit log tells of it: every value by its name.
    pub fn told(&self) -> Map<String, Value> {
        let mut told = Map::new();
        told.insert("name".to_owned(), json!(self.tenant.name));
        told.insert("slug".to_owned(), json!(self.tenant.slug));
        told.insert("type".to_owned(), json!(self.tenant.kind));
        told.insert("plan".to_owned(), json!(self.tenant.plan));
        if let Value::Object(settings) = json!(self.effective()) {
            told.extend(settings);
        }
        told
    }
}

macro_rules! columns {
    () => {
        "SELECT id, name, slug, type, plan, settings, created_at FROM tenants WHERE id = $1"
    };
}

/// The tenant.
pub async fn find(tx: &mut Tx, id: TenantId) -> Result<TenantRow, Error> {
    tx.one(Sql::global(columns!()), params![id], read).await
}

/// The tenant, held until the transaction ends: others who hold it come after.
pub async fn hold(tx: &mut Tx, id: TenantId) -> Result<TenantRow, Error> {
    let sql = Sql::global(concat!(columns!(), " FOR NO KEY UPDATE"));
    tx.one(sql, params![id], read).await
}

fn read(row: &Row<'_>) -> Result<TenantRow, Error> {
    let word = |index| row.get::<String>(index);
    Ok(TenantRow {
        tenant: Tenant {
            id: row.get(0)?,
            name: row.get(1)?,
            slug: row.get(2)?,
            kind: word(3)?.parse().map_err(Error::unreadable)?,
            plan: word(4)?.parse().map_err(Error::unreadable)?,
        },
        set: serde_json::from_str(&word(5)?).map_err(Error::unreadable)?,
        created_at: row.get(6)?,
    })
}

/// Whether members may act in the tenant.
pub async fn is_active(tx: &mut Tx, id: TenantId) -> Result<bool, Error> {
    let sql = Sql::global("SELECT is_active FROM tenants WHERE id = $1");
    let found = tx.optional(sql, params![id], |row| row.get(0)).await?;
    Ok(found.unwrap_or(false))
}

/// Writes what may change of a tenant.
pub async fn update(tx: &mut Tx, row: &TenantRow, at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global(
        "UPDATE tenants SET name = $2, slug = $3, type = $4, plan = $5, settings = $6, updated_at = $7 WHERE id = $1",
    );
    let Tenant {
        id,
        name,
        slug,
        kind,
        plan,
    } = &row.tenant;
    let settings = json!(row.set);
    tx.execute(sql, params![id, name, slug, kind.as_str(), plan.as_str(), settings, at])
        .await
        .map(drop)
}

/// How many organizations a user is admin of; the user is held until the transaction ends, so that those who come at once count one
/// after the other.
pub async fn organizations_of(tx: &mut Tx, user: UserId) -> Result<i64, Error> {
    super::members::hold_user(tx, user).await?;
    let sql = Sql::global(
        "SELECT COUNT(*) FROM memberships m JOIN tenants t ON t.id = m.tenant_id
         WHERE m.user_id = $1 AND m.role = 'admin' AND t.type = 'organization'",
    );
    tx.one(sql, params![user], |row| row.get(0)).await
}

/// For how many days a tenant keeps completed sessions; none is for ever.
pub async fn retention(tx: &mut Tx, tenant: TenantId) -> Result<Option<u32>, Error> {
    let sql = Sql::global("SELECT settings FROM tenants WHERE id = $1");
    let set = tx.optional(sql, params![tenant], |row| row.get::<String>(0)).await?;
    // It may have been deleted meanwhile.
    let Some(set) = set else { return Ok(None) };
    let set: Overrides = serde_json::from_str(&set).map_err(Error::unreadable)?;
    Ok(set.session_retention_days)
}
