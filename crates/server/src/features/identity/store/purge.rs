//! Removing what ended long ago.

use branchbook_db::{Error, Sql, Tx, params};
use jiff::Timestamp;

/// What can be removed.
#[derive(Debug, Clone, Copy)]
pub enum Ended {
    /// One-time tokens.
    Links,
    /// Signed-in devices.
    Devices,
    /// Tokens of programs.
    Tokens,
    /// Invites that were mailed and are counted.
    InviteMails,
}

/// Removes at most `limit` that ended before this time. How many.
pub async fn remove(tx: &mut Tx, what: Ended, before: Timestamp, limit: i64) -> Result<u64, Error> {
    let sql = match what {
        Ended::Links => return super::one_time::purge(tx, before, limit).await,
        Ended::Devices => {
            "DELETE FROM auth_sessions WHERE id IN (
                 SELECT id FROM auth_sessions
                 WHERE revoked_at < $1 OR idle_expires_at < $1 OR absolute_expires_at < $1 LIMIT $2
             )"
        }
        Ended::InviteMails => {
            "DELETE FROM invite_mails WHERE id IN (SELECT id FROM invite_mails WHERE at < $1 LIMIT $2)"
        }
        Ended::Tokens => {
            "DELETE FROM api_tokens WHERE id IN (
                 SELECT id FROM api_tokens WHERE revoked_at < $1 OR expires_at < $1 LIMIT $2
             )"
        }
    };
    tx.execute(Sql::global(sql), params![before, limit]).await
}
