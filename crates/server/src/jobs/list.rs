//! Jobs as the operator sees them.

use branchbook_db::{Error, Row, Sql, params};
use branchbook_domain::id::TenantId;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::OwnWork;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits for its time, or for a runner.
    Queued,
    /// Somebody works at it.
    Running,
    /// It came to its end.
    Done,
    /// It was given up.
    Failed,
}

impl State {
    /// The word in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl std::str::FromStr for State {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Queued, Self::Running, Self::Done, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("'{text}' is no state of a job"))
    }
}

/// A job, without what it is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Listed {
    /// Its id.
    pub id: Uuid,
    /// What kind it is.
    pub kind: String,
    /// Where it stands.
    pub state: State,
    /// Whose it is; null for those of the platform.
    #[schema(value_type = Option<Uuid>)]
    pub tenant_id: Option<TenantId>,
    /// Steps that are done.
    pub done: i64,
    /// Of how many; null when nobody knows.
    pub total: Option<i64>,
    /// How often it was begun.
    pub attempts: u32,
    /// Not before this time.
    #[schema(value_type = String, format = DateTime)]
    pub run_at: Timestamp,
    /// When it was queued.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it ended; null while it has not.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Timestamp>,
    /// What went wrong when it was last tried; null when nothing did.
    pub error: Option<String>,
}

const COLUMNS: &str = "id, kind, state, tenant_id, done, total, attempts, run_at, created_at, finished_at, error";

fn listed(row: &Row<'_>) -> Result<Listed, Error> {
    Ok(Listed {
        id: row.get(0)?,
        kind: row.get(1)?,
        state: row.get::<String>(2)?.parse().map_err(Error::unreadable)?,
        tenant_id: row.get(3)?,
        done: row.get(4)?,
        total: row.get(5)?,
        attempts: row.get(6)?,
        run_at: row.get(7)?,
        created_at: row.get(8)?,
        finished_at: row.get(9)?,
        error: row.get(10)?,
    })
}

/// The newest jobs, at most `limit`.
///
/// # Errors
/// Those of the database.
pub async fn list(work: &OwnWork, limit: u32) -> Result<Vec<Listed>, Error> {
    let db = work.global();
    db.read(limit, |tx, limit| {
        let sql = Sql::global(format!("SELECT {COLUMNS} FROM jobs ORDER BY id DESC LIMIT $1"));
        Box::pin(async move { tx.all(sql, params![i64::from(*limit)], listed).await })
    })
    .await
}

/// The job with this id.
///
/// # Errors
/// Those of the database.
pub async fn find(work: &OwnWork, id: Uuid) -> Result<Option<Listed>, Error> {
    let db = work.global();
    db.read(id, |tx, id| {
        let sql = Sql::global(format!("SELECT {COLUMNS} FROM jobs WHERE id = $1"));
        Box::pin(async move { tx.optional(sql, params![*id], listed).await })
    })
    .await
}
