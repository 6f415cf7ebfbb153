//! Removing a tenant's rows, a few in each transaction. Rows are taken with a lock where others refer to them, so that who still
//! writes either comes first, and is removed too, or finds nothing any more.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::{TenantId, UserId};
use uuid::Uuid;

use super::tables::Table;
use crate::features::{sessions, trees};

/// Rows that are removed in one transaction.
pub const BATCH: i64 = 500;
/// The same of flows and sessions, which have versions and events, and of members, who may be removed altogether.
const LARGE: i64 = 50;

/// Removes some of the table's rows of this tenant, who is also the transaction's. How many, and whether there may be more.
pub async fn some(tx: &mut Tx, tenant: TenantId, job: Uuid, table: &Table) -> Result<(u64, bool), Error> {
    let (removed, limit) = match table.name {
        "trees" => (trees::erase::some(tx, LARGE).await?, LARGE),
        // Goes with the flows.
        "tree_search" => (0, LARGE),
        "proposals" => (trees::erase::proposals(tx, BATCH).await?, BATCH),
        "sessions" => (sessions::erase::some(tx, LARGE).await?, LARGE),
        "memberships" => (members(tx, tenant).await?, LARGE),
        "audit_log" => (log(tx, tenant, table).await?, BATCH),
        "jobs" => (jobs(tx, tenant, job).await?, BATCH),
        _ => (rows(tx, tenant, table).await?, BATCH),
    };
    Ok((removed, i64::try_from(removed).unwrap_or(i64::MAX) >= limit))
}

/// How many rows of this tenant's the table has.
pub async fn count(tx: &mut Tx, tenant: TenantId, table: &Table) -> Result<i64, Error> {
    let Table { name, owner, .. } = table;
    let sql = format!("SELECT count(*) FROM {name} WHERE {owner} = $1");
    if name == &"tree_search" {
        return Ok(0);
    }
    if table.is_global {
        tx.one(Sql::global(sql), params![tenant], |row| row.get(0)).await
    } else {
        tx.one(sql, &[], |row| row.get(0)).await
    }
}

async fn rows(tx: &mut Tx, tenant: TenantId, table: &Table) -> Result<u64, Error> {
    let Table { name, owner, .. } = table;
    let key = table.key.join(", ");
    let wanted = format!("SELECT {key} FROM {name} WHERE {owner} = $1 LIMIT $2");
    if table.is_global {
        let sql = format!("DELETE FROM {name} WHERE ({key}) IN ({wanted})");
        tx.execute(Sql::global(sql), params![tenant, BATCH]).await
    } else {
        let sql = format!("DELETE FROM {name} WHERE tenant_id = $1 AND ({key}) IN ({wanted})");
        tx.execute(sql, params![BATCH]).await
    }
}

/// Jobs of the tenant's but the one that removes it.
async fn jobs(tx: &mut Tx, tenant: TenantId, job: Uuid) -> Result<u64, Error> {
    let sql = "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE tenant_id = $1 AND id <> $2 LIMIT $3)";
    tx.execute(Sql::global(sql), params![tenant, job, BATCH]).await
}

/// Rows of the log, and before them the agents that were removed earlier: only the log still knows of those.
async fn log(tx: &mut Tx, tenant: TenantId, table: &Table) -> Result<u64, Error> {
    let sql = "SELECT DISTINCT users.id FROM audit_log JOIN users ON users.id = audit_log.target_id
         WHERE audit_log.tenant_id = $1 AND audit_log.target_type = 'agent' AND users.is_service_account
             AND NOT EXISTS (SELECT 1 FROM memberships WHERE memberships.user_id = users.id)";
    let agents: Vec<UserId> = tx.all(sql, &[], |row| row.get(0)).await?;
    people(tx, &agents).await?;
    rows(tx, tenant, table).await
}

/// Ends memberships, and with them those people and agents who belong nowhere else.
async fn members(tx: &mut Tx, tenant: TenantId) -> Result<u64, Error> {
    let sql = Sql::global("SELECT user_id FROM memberships WHERE tenant_id = $1 LIMIT $2 FOR UPDATE");
    let users: Vec<UserId> = tx.all(sql, params![tenant, LARGE], |row| row.get(0)).await?;
    let sql = Sql::global("DELETE FROM memberships WHERE tenant_id = $1 AND user_id = ANY($2)");
    let ended = tx.execute(sql, params![tenant, users]).await?;
    people(tx, &users).await?;
    Ok(ended)
}

/// Removes those of these who belong nowhere any more. Operators stay: they are the platform's. So do mails to them that wait: one may be
/// another team's invite. A job that has ended names nobody.
async fn people(tx: &mut Tx, users: &[UserId]) -> Result<(), Error> {
    let sql = Sql::global(
        "SELECT id FROM users WHERE id = ANY($1) AND NOT is_operator
             AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = users.id) FOR UPDATE",
    );
    let gone: Vec<UserId> = tx.all(sql, params![*users], |row| row.get(0)).await?;
    for statement in [
        "DELETE FROM auth_sessions WHERE user_id = ANY($1)",
        "DELETE FROM one_time_tokens WHERE user_id = ANY($1)",
        // Invites and codes that they made for others go on.
        "UPDATE one_time_tokens SET created_by = NULL WHERE created_by = ANY($1)",
        "DELETE FROM api_tokens WHERE user_id = ANY($1)",
        // So do tokens of agents that they made; these are then their agents' own.
        "UPDATE api_tokens SET created_by = user_id WHERE created_by = ANY($1)",
        "DELETE FROM users WHERE id = ANY($1)",
    ] {
        tx.execute(Sql::global(statement), params![gone]).await?;
    }
    Ok(())
}
