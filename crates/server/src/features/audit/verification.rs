//! Whether a log is whole and as it was written. Reads it in pieces, so that a long one takes no more memory than a short one.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::TenantId;
use jiff::{SignedDuration, Timestamp};

pub use super::dto::{AuditFault, Verification};
use super::{
    beginning::LOST,
    chain::{ChainKey, Hash, NONE},
    store::{
        self,
        read::{self, Last, Stored},
    },
};
use crate::{app::App, features::identity::system};

/// Rows that are read at once.
const PIECE: i64 = 1000;
/// Faults that are told.
const TOLD: usize = 100;

/// How far the clocks of servers may be apart, and more.
const CLOCKS: SignedDuration = SignedDuration::from_mins(1);

/// Verifies a tenant's log.
///
/// # Errors
/// Those of the database. That something is wrong is none.
pub async fn of_tenant(app: &App, tenant: TenantId) -> Result<Verification, Error> {
    let (db, key) = (app.own_work().tenant(tenant), ChainKey::new(&app.settings.secret_key));
    // Before the rows: what has to be there now was written before.
    let due = db.read(tenant, |tx, tenant| Box::pin(Due::read(tx, *tenant)));
    let mut walk = Walk::new(tenant, &key, due.await?);
    let mut after = None;
    loop {
        // The head belongs to the last piece: both are of one moment, and rows that come later are not missed in it.
        let piece = db.read(after, |tx, after| {
            Box::pin(async move { Ok::<_, Error>((read::stored(tx, *after, PIECE).await?, read::head(tx).await?)) })
        });
        let (rows, head) = piece.await?;
        after = rows.last().map(|row| (row.link.at, row.link.seq));
        let is_last = rows.len() < usize::try_from(PIECE).unwrap_or(usize::MAX);
        for row in &rows {
            walk.row(row);
        }
        if is_last {
            return Ok(walk.end(head));
        }
    }
}

/// What the rows of tenants say of a log.
struct Due {
    /// Whether it has to be there.
    is_due: bool,
    /// When it has to begin at the latest: the platform's is begun before any other.
    latest: Option<Timestamp>,
}

impl Due {
    async fn read(tx: &mut Tx, tenant: TenantId) -> Result<Self, Error> {
        let since = store::due_since(tx, tenant).await?;
        let elsewhere = if tenant == system::TENANT {
            store::due_elsewhere_since(tx, tenant).await?
        } else {
            None
        };
        Ok(Self {
            is_due: since.or(elsewhere).is_some(),
            latest: elsewhere.map(|at| at + CLOCKS),
        })
    }
}

/// Goes along the chain.
struct Walk<'k> {
    key: &'k ChainKey,
    tenant: TenantId,
    due: Due,
    rows: u64,
    /// The last row: its number, its time and its hash.
    last: Option<(i64, Timestamp, Hash)>,
    faults: Vec<AuditFault>,
}

impl<'k> Walk<'k> {
    fn new(tenant: TenantId, key: &'k ChainKey, due: Due) -> Self {
        Self {
            key,
            tenant,
            due,
            rows: 0,
            last: None,
            faults: vec![],
        }
    }

    fn last_seq(&self) -> i64 {
        self.last.map_or(0, |(seq, ..)| seq)
    }

    fn fault(&mut self, seq: i64, what: impl Into<String>) {
        if self.faults.len() < TOLD {
            self.faults.push(AuditFault { seq, what: what.into() });
        }
    }

    fn row(&mut self, row: &Stored) {
        self.rows += 1;
        let seq = row.link.seq;
        let expected = self.last_seq() + 1;
        if seq < expected {
            self.fault(
                seq,
                "This row stands behind a later one: its number or its time was changed.",
            );
            return;
        }
        if seq > expected {
            self.fault(expected, missing(expected, seq - 1));
        } else {
            let previous = self.last.map_or(NONE, |(.., hash)| self.key.seal(&hash));
            if self.key.hash(&previous, self.tenant, &row.link) != row.hash {
                self.fault(seq, "This row is not what was written, or the one before it is not.");
            }
        }
        if self.last.is_none() && self.due.latest.is_some_and(|latest| row.link.at > latest) {
            let what =
                "The log begins later than those of accounts, before which it was begun: what was told before is gone.";
            self.fault(seq, what);
        }
        if row.link.action == LOST {
            self.fault(
                seq,
                "When this was written the log was missing: what was told before is gone.",
            );
        }
        self.last = Some((seq, row.link.at, row.hash));
    }

    fn end(mut self, head: Option<Last>) -> Verification {
        let last = self.last_seq();
        match (self.last, head) {
            (None, None) if self.due.is_due => {
                self.fault(1, "The log is missing: it was begun when the account was made.");
            }
            // An older version has made the account, and nothing was told since.
            (None, None) => {}
            (_, None) => self.fault(last, "What tells which row is the last is missing."),
            (_, Some(head)) if head.seq > last => self.fault(last + 1, missing(last + 1, head.seq)),
            (_, Some(head)) if head.seq < last => {
                self.fault(
                    head.seq + 1,
                    "From this row on the log holds rows that the server did not write.",
                );
            }
            (None, Some(_)) => self.fault(0, "What tells which row is the last was changed."),
            (Some((.., hash)), Some(head)) => {
                if self.key.seal(&hash) != head.seal {
                    let what = "The last row is not the one that was written last: it was changed, or rows behind it are missing.";
                    self.fault(last, what);
                }
            }
        }
        Verification {
            ok: self.faults.is_empty(),
            rows: self.rows,
            faults: self.faults,
        }
    }
}

fn missing(first: i64, last: i64) -> String {
    if first == last {
        format!("Row {first} is missing.")
    } else {
        format!("The rows {first} to {last} are missing.")
    }
}
