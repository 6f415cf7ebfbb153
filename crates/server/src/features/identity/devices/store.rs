//! The SQL of devices.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::{TokenFamilyId, UserId};
use jiff::Timestamp;

use super::{
    agent,
    dto::{DeviceItem, DeviceTenant},
};

/// How many devices are shown. Programs that sign in for every errand have more.
const SHOWN_AT_MOST: i32 = 200;

/// The user's devices, the most recently used first.
pub async fn list(tx: &mut Tx, user: UserId, current: TokenFamilyId, at: Timestamp) -> Result<Vec<DeviceItem>, Error> {
    let sql = Sql::global(
        "SELECT d.id, d.user_agent, d.ip, t.id, t.name, d.created_at, d.last_used_at
         FROM auth_sessions d JOIN tenants t ON t.id = d.tenant_id
         WHERE d.user_id = $1 AND d.revoked_at IS NULL AND d.idle_expires_at > $2 AND d.absolute_expires_at > $2
         ORDER BY d.last_used_at DESC, d.id DESC LIMIT $3",
    );
    tx.all(sql, params![user, at, SHOWN_AT_MOST], |row| {
        let (id, user_agent): (_, Option<String>) = (row.get(0)?, row.get(1)?);
        Ok(DeviceItem {
            id,
            current: id == current,
            agent: agent::words(user_agent.as_deref()),
            user_agent,
            ip: row.get(2)?,
            tenant: DeviceTenant {
                id: row.get(3)?,
                name: row.get(4)?,
            },
            created_at: row.get(5)?,
            last_used_at: row.get(6)?,
        })
    })
    .await
}

/// Ends a device of this user's. What it called itself; none when there is no such device.
pub async fn revoke_own(
    tx: &mut Tx,
    user: UserId,
    device: TokenFamilyId,
    at: Timestamp,
) -> Result<Option<String>, Error> {
    let sql = Sql::global(
        "UPDATE auth_sessions SET revoked_at = $3, revoke_reason = 'revoked'
         WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND idle_expires_at > $3 AND absolute_expires_at > $3
         RETURNING user_agent",
    );
    tx.optional(sql, params![device, user, at], |row| {
        Ok(agent::words(row.get::<Option<String>>(0)?.as_deref()))
    })
    .await
}
