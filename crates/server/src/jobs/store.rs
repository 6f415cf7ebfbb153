//! The SQL of the table `jobs`. It is global: its statements run in a tenant's transaction and outside of one.

use branchbook_db::{Error, Row, Sql, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Job, Lease, NewJob, Progress};

/// Adds a job. Whether it was added: not when there is one with its unique key.
pub async fn insert(tx: &mut Tx, job: &NewJob) -> Result<bool, Error> {
    let sql = Sql::global(
        "INSERT INTO jobs (id, kind, unique_key, tenant_id, created_by, state, done, attempts, run_at, created_at, payload)
         VALUES ($1, $2, $3, $4, $5, 'queued', 0, 0, $6, $7, $8)
         ON CONFLICT (unique_key) DO NOTHING",
    );
    let added = tx
        .execute(
            sql,
            params![
                job.id,
                job.kind,
                job.unique_key,
                job.tenant,
                job.created_by,
                job.run_at,
                job.created_at,
                job.payload
            ],
        )
        .await?;
    Ok(added == 1)
}

/// What a runner looks for.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub kinds: Vec<&'static str>,
    pub now: Timestamp,
    /// The owner of the lease, and until when it holds.
    pub owner: Uuid,
    pub until: Timestamp,
    /// Only this job, whether or not it is due.
    pub only: Option<Uuid>,
}

/// Whether a job is due, or was left by a runner that is gone.
pub async fn any_due(tx: &mut Tx, wanted: &Wanted) -> Result<bool, Error> {
    let sql = Sql::global(
        "SELECT EXISTS (SELECT 1 FROM jobs WHERE kind = ANY($1)
             AND (state = 'queued' AND run_at <= $2 OR state = 'running' AND lease_until <= $2))",
    );
    tx.one(sql, params![wanted.kinds, wanted.now], |row| row.get(0)).await
}

/// Takes the job that has waited longest. Of any number of runners that ask at once, each gets another one.
pub async fn take(tx: &mut Tx, wanted: &Wanted) -> Result<Option<Job>, Error> {
    let Wanted {
        kinds,
        now,
        owner,
        until,
        only,
    } = wanted;
    match only {
        None => {
            let sql = Sql::global(
                "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_owner = $3, lease_until = $4
                 WHERE id = (
                     SELECT id FROM jobs WHERE kind = ANY($1)
                         AND (state = 'queued' AND run_at <= $2 OR state = 'running' AND lease_until <= $2)
                     ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                 )
                 RETURNING id, lease_owner, kind, tenant_id, done, attempts, payload",
            );
            tx.optional(sql, params![kinds, now, owner, until], job).await
        }
        Some(id) => {
            let sql = Sql::global(
                "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_owner = $3, lease_until = $4
                 WHERE id = $5 AND kind = ANY($1) AND (state = 'queued' OR state = 'running' AND lease_until <= $2)
                 RETURNING id, lease_owner, kind, tenant_id, done, attempts, payload",
            );
            tx.optional(sql, params![kinds, now, owner, until, id], job).await
        }
    }
}

fn job(row: &Row<'_>) -> Result<Job, Error> {
    Ok(Job {
        lease: Lease {
            job: row.get(0)?,
            owner: row.get(1)?,
        },
        kind: row.get(2)?,
        tenant: row.get(3)?,
        done: row.get(4)?,
        attempt: row.get(5)?,
        payload: row.get(6)?,
    })
}

/// Holds a job for longer. Whether it was still held.
pub async fn renew(tx: &mut Tx, lease: Lease, until: Timestamp) -> Result<bool, Error> {
    let sql = Sql::global("UPDATE jobs SET lease_until = $3 WHERE id = $1 AND lease_owner = $2");
    Ok(tx.execute(sql, params![lease.job, lease.owner, until]).await? == 1)
}

/// Writes how far a job is. Whether it was still held.
pub async fn keep(tx: &mut Tx, lease: Lease, progress: &Progress) -> Result<bool, Error> {
    let sql = Sql::global("UPDATE jobs SET done = $3, total = $4, payload = $5 WHERE id = $1 AND lease_owner = $2");
    let Progress { done, total, payload } = progress;
    Ok(tx
        .execute(sql, params![lease.job, lease.owner, done, total, payload])
        .await?
        == 1)
}

/// Forgets whose a job is.
pub async fn forget_tenant(tx: &mut Tx, lease: Lease) -> Result<(), Error> {
    let sql = Sql::global("UPDATE jobs SET tenant_id = NULL, created_by = NULL WHERE id = $1 AND lease_owner = $2");
    tx.execute(sql, params![lease.job, lease.owner]).await.map(drop)
}

/// What becomes of a job whose runner lets go of it.
#[derive(Debug, Clone)]
pub enum Next {
    /// It is done.
    Done,
    /// It is given up.
    Failed(String),
    /// It is tried again.
    Again { at: Timestamp, why: String },
    /// It was stopped, through no fault of its own: that was no attempt.
    GivenBack,
}

/// Lets go of a job. Whether it was still held.
pub async fn let_go(tx: &mut Tx, lease: Lease, now: Timestamp, next: &Next) -> Result<bool, Error> {
    let Lease { job, owner } = lease;
    let changed = match next {
        // What it had to know may name people, and is of no use any more.
        Next::Done => {
            let sql = Sql::global(
                "UPDATE jobs SET state = 'done', finished_at = $3, error = NULL, lease_owner = NULL, lease_until = NULL, payload = '{}'
                 WHERE id = $1 AND lease_owner = $2",
            );
            tx.execute(sql, params![job, owner, now]).await?
        }
        Next::Failed(why) => {
            let sql = Sql::global(
                "UPDATE jobs SET state = 'failed', finished_at = $3, error = $4, lease_owner = NULL, lease_until = NULL, payload = '{}'
                 WHERE id = $1 AND lease_owner = $2",
            );
            tx.execute(sql, params![job, owner, now, why]).await?
        }
        Next::Again { at, why } => {
            let sql = Sql::global(
                "UPDATE jobs SET state = 'queued', run_at = $3, error = $4, lease_owner = NULL, lease_until = NULL
                 WHERE id = $1 AND lease_owner = $2",
            );
            tx.execute(sql, params![job, owner, at, why]).await?
        }
        Next::GivenBack => {
            let sql = Sql::global(
                "UPDATE jobs SET state = 'queued', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL
                 WHERE id = $1 AND lease_owner = $2",
            );
            tx.execute(sql, params![job, owner]).await?
        }
    };
    Ok(changed == 1)
}
