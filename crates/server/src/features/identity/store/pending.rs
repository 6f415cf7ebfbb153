//! Registrations that wait for their address to be confirmed.

use branchbook_db::{Error, Sql, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

/// What was typed, until it is known whose the address is.
#[derive(Clone)]
pub struct Pending {
    /// The id of the token in the mail.
    pub id: Uuid,
    /// Case-folded.
    pub email: String,
    pub name: String,
    pub password_hash: String,
    /// The account invite that was used.
    pub invite: Option<Uuid>,
}

/// Keeps a registration for as long as its token.
pub async fn insert(tx: &mut Tx, new: &Pending, at: Timestamp, expires_at: Timestamp) -> Result<(), Error> {
    let sql = Sql::global(
        "INSERT INTO pending_registrations (id, email, name, password_hash, invite_id, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let values = params![
        new.id,
        new.email,
        new.name,
        new.password_hash,
        new.invite,
        at,
        expires_at
    ];
    tx.execute(sql, values).await.map(drop)
}

/// The registration with this id.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Pending>, Error> {
    let sql = Sql::global("SELECT id, email, name, password_hash, invite_id FROM pending_registrations WHERE id = $1");
    tx.optional(sql, params![id], read).await
}

/// The newest registration with this address (case-folded) that can still be confirmed.
pub async fn newest(tx: &mut Tx, email: &str, at: Timestamp) -> Result<Option<Pending>, Error> {
    let sql = Sql::global(
        "SELECT id, email, name, password_hash, invite_id FROM pending_registrations
         WHERE email = $1 AND expires_at > $2 ORDER BY created_at DESC, id DESC LIMIT 1",
    );
    tx.optional(sql, params![email, at], read).await
}

/// Forgets all registrations with this address.
pub async fn forget(tx: &mut Tx, email: &str) -> Result<(), Error> {
    let sql = Sql::global("DELETE FROM pending_registrations WHERE email = $1");
    tx.execute(sql, params![email]).await.map(drop)
}

fn read(row: &branchbook_db::Row<'_>) -> Result<Pending, Error> {
    Ok(Pending {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        password_hash: row.get(3)?,
        invite: row.get(4)?,
    })
}
