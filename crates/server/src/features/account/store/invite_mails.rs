//! Invites that were mailed, for as long as they are counted. Nothing in a row says to whom or by whom to who lacks the server's secret, so
//! that it may outlive them.

use branchbook_db::{Error, Sql, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

/// What is stored for an address, a person or a tenant.
pub type Mark = [u8; 32];

/// An invite that is mailed.
#[derive(Debug, Clone)]
pub struct Sent {
    pub id: Uuid,
    pub address: Mark,
    pub sender: Mark,
    pub account: Mark,
    pub at: Timestamp,
}

/// Counts one.
pub async fn insert(tx: &mut Tx, sent: &Sent) -> Result<(), Error> {
    let sql = Sql::global("INSERT INTO invite_mails (id, address, sender, account, at) VALUES ($1, $2, $3, $4, $5)");
    tx.execute(sql, params![sent.id, sent.address, sent.sender, sent.account, sent.at])
        .await
        .map(drop)
}

/// When the `nth` newest was mailed before this one, counted from 0, to the same address from the same account or by the same person.
pub async fn nth_to_address(tx: &mut Tx, nth: i64, next: &Sent, since: Timestamp) -> Result<Option<Timestamp>, Error> {
    let sql = Sql::global(
        "SELECT at FROM invite_mails WHERE address = $1 AND (account = $2 OR sender = $3) AND at > $4
         ORDER BY at DESC LIMIT 1 OFFSET $5",
    );
    tx.optional(
        sql,
        params![next.address, next.account, next.sender, since, nth],
        |row| row.get(0),
    )
    .await
}

/// The same to any address by the same person.
pub async fn nth_by_sender(tx: &mut Tx, nth: i64, next: &Sent, since: Timestamp) -> Result<Option<Timestamp>, Error> {
    let sql =
        Sql::global("SELECT at FROM invite_mails WHERE sender = $1 AND at > $2 ORDER BY at DESC LIMIT 1 OFFSET $3");
    tx.optional(sql, params![next.sender, since, nth], |row| row.get(0))
        .await
}
