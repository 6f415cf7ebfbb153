//! Deleting a tenant: at once for everybody who uses it, then row by row in a job. What is left to do is found in the tables
//! themselves, so the job goes on wherever it was interrupted.

use branchbook_db::{Error, Sql, Tx, params};
use branchbook_domain::id::{TenantId, UserId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    erase,
    tables::{TABLES, Table},
};
use crate::{
    app::App,
    features::{
        audit::{self, Event, Stamp},
        identity::system,
    },
    jobs::{self, Fault, Job, Lease, NewJob, Progress},
};

/// The kind of job.
pub const KIND: &str = "delete_tenant";

/// By then every node knows that the tenant is not active, and refuses who still has a token for it.
const KNOWN_EVERYWHERE: SignedDuration = SignedDuration::from_secs(6);

/// How often the tables are gone through before the job pauses. One is enough, unless somebody writes in between.
const PASSES: u32 = 10;

/// Which tenant, and who wanted it deleted: what the job needs to know, and what the platform's log tells.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deletion {
    tenant: TenantId,
    slug: String,
    name: String,
    actor: Option<UserId>,
    ip: String,
    #[serde(default)]
    stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stage {
    #[default]
    Requested,
    Erasing,
    Erased,
}

impl Deletion {
    /// That this one wants it.
    pub fn new(tenant: TenantId, slug: String, name: String, actor: UserId, ip: String) -> Self {
        Self {
            tenant,
            slug,
            name,
            actor: Some(actor),
            ip,
            stage: Stage::Requested,
        }
    }

    fn payload(&self, stage: Stage) -> serde_json::Value {
        json!(Self { stage, ..self.clone() })
    }

    fn event(&self, action: &'static str) -> Event {
        Event {
            actor: self.actor,
            action,
            target: ("tenant", self.tenant.uuid()),
            ip: self.ip.clone(),
            before: Some(json!({ "name": self.name, "slug": self.slug })),
            after: None,
        }
    }
}

/// The job that does it.
pub fn job(app: &App, deletion: &Deletion) -> NewJob {
    let owner = deletion.actor.unwrap_or(system::USER);
    NewJob::new(app, KIND, json!(deletion))
        .of(deletion.tenant, owner)
        .not_before(app.clock.now() + KNOWN_EVERYWHERE)
}

/// Puts an end to every use of a tenant, in the transaction in which its deletion is queued.
///
/// # Errors
/// Those of the database.
pub async fn close(tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<(), Error> {
    for statement in [
        "UPDATE tenants SET is_active = FALSE, updated_at = $2 WHERE id = $1",
        "UPDATE auth_sessions SET revoked_at = $2, revoke_reason = 'tenant_deleted' WHERE tenant_id = $1 AND revoked_at IS NULL",
        "UPDATE api_tokens SET revoked_at = $2 WHERE tenant_id = $1 AND revoked_at IS NULL",
        "UPDATE one_time_tokens SET revoked_at = $2 WHERE tenant_id = $1 AND revoked_at IS NULL",
    ] {
        tx.execute(Sql::global(statement), params![tenant, at]).await?;
    }
    Ok(())
}

/// Does the work of the job.
///
/// # Errors
/// Those of the database. That somebody managed to write in between is one: then it is begun again.
pub async fn run(app: App, job: Job) -> Result<(), Fault> {
    if job.payload == json!({}) {
        // It was interrupted behind its very last step.
        return Ok(());
    }
    let deletion: Deletion = serde_json::from_value(job.payload.clone())
        .map_err(|error| Fault::Never(format!("nobody knows which tenant is meant: {error}")))?;
    let work = Work {
        app,
        lease: job.lease,
        deletion,
    };
    let mut done = job.done;
    if work.deletion.stage == Stage::Requested {
        work.announce().await?;
    }
    if work.deletion.stage != Stage::Erased {
        let total = done + work.count().await?;
        let mut passes = 0;
        while !work.pass(&mut done, total).await? {
            passes += 1;
            if passes >= PASSES {
                return Err(Fault::Again("the tenant is still being written to".to_owned()));
            }
        }
    }
    work.tell(done).await
}

struct Work {
    app: App,
    lease: Lease,
    deletion: Deletion,
}

impl Work {
    /// Tells the platform's log that the deletion has begun.
    async fn announce(&self) -> Result<(), Fault> {
        let input = (
            self.lease,
            self.deletion.clone(),
            Stamp::now(&self.app),
            self.app.clock.now(),
        );
        let db = self.app.own_work().tenant(system::TENANT);
        db.write(input, |tx, (lease, deletion, stamp, now)| {
            Box::pin(async move {
                // Once more: who signed in at that very moment is signed out too.
                close(tx, deletion.tenant, *now).await?;
                let payload = deletion.payload(Stage::Erasing);
                lease
                    .keep(
                        tx,
                        &Progress {
                            done: 0,
                            total: None,
                            payload,
                        },
                    )
                    .await?;
                Ok(audit::record(tx, stamp, &deletion.event("tenant.deletion_begun")).await?)
            })
        })
        .await
    }

    /// How many rows there are to be removed.
    async fn count(&self) -> Result<i64, Fault> {
        let tenant = self.deletion.tenant;
        let db = self.app.own_work().tenant(tenant);
        let counted = db.read(tenant, |tx, tenant| {
            Box::pin(async move {
                let mut total = 0;
                for table in TABLES {
                    total += erase::count(tx, *tenant, table).await?;
                }
                Ok::<_, Error>(total)
            })
        });
        Ok(counted.await?)
    }

    /// Empties every table, and then, if nothing has come meanwhile, removes the tenant. Whether it is gone.
    async fn pass(&self, done: &mut i64, total: i64) -> Result<bool, Fault> {
        for table in TABLES.iter().rev() {
            while self.some(table, done, total).await? {}
        }
        self.finish(done, total).await
    }

    /// Removes some rows of a table. Whether there may be more.
    async fn some(&self, table: &'static Table, done: &mut i64, total: i64) -> Result<bool, Fault> {
        let input = (self.lease, self.deletion.clone(), table, *done, total);
        let db = self.app.own_work().tenant(self.deletion.tenant);
        let removed = db.write(input, |tx, (lease, deletion, table, done, total)| {
            Box::pin(async move {
                let (removed, more) = erase::some(tx, deletion.tenant, lease.job, table).await?;
                if removed > 0 {
                    keep(tx, *lease, deletion, Stage::Erasing, done + number(removed), *total).await?;
                }
                Ok::<_, Stop>((removed, more))
            })
        });
        match removed.await {
            Ok((removed, more)) => {
                *done += number(removed);
                Ok(more)
            }
            Err(Stop::InUse) => Ok(false),
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }

    /// The last transaction: holds the tenant, so that no row of it can come, removes what has come since, and then the tenant.
    async fn finish(&self, done: &mut i64, total: i64) -> Result<bool, Fault> {
        let input = (self.lease, self.deletion.clone(), *done, total);
        let db = self.app.own_work().tenant(self.deletion.tenant);
        let finished = db.write(input, |tx, (lease, deletion, done, total)| {
            Box::pin(async move {
                let tenant = deletion.tenant;
                let held = Sql::global("SELECT id FROM tenants WHERE id = $1 FOR UPDATE");
                tx.optional(held, params![tenant], |row| row.get::<Uuid>(0)).await?;
                let (mut done, mut is_empty) = (*done, true);
                for table in TABLES.iter().rev() {
                    let (removed, more) = erase::some(tx, tenant, lease.job, table).await?;
                    done += number(removed);
                    is_empty &= !more;
                }
                let stage = if is_empty { Stage::Erased } else { Stage::Erasing };
                if is_empty {
                    tx.execute(Sql::global("DELETE FROM tenants WHERE id = $1"), params![tenant])
                        .await?;
                }
                keep(tx, *lease, deletion, stage, done, *total).await?;
                Ok::<_, Stop>((done, is_empty))
            })
        });
        match finished.await {
            Ok((now_done, is_gone)) => {
                *done = now_done;
                Ok(is_gone)
            }
            Err(Stop::InUse) => Ok(false),
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }

    /// Tells the platform's log that it is done, and makes the job forget whom it was about.
    async fn tell(&self, done: i64) -> Result<(), Fault> {
        let input = (self.lease, self.deletion.clone(), Stamp::now(&self.app), done);
        let db = self.app.own_work().tenant(system::TENANT);
        db.write(input, |tx, (lease, deletion, stamp, done)| {
            Box::pin(async move {
                let payload = json!({});
                lease
                    .keep(
                        tx,
                        &Progress {
                            done: *done,
                            total: Some(*done),
                            payload,
                        },
                    )
                    .await?;
                jobs::forget_tenant(tx, *lease).await?;
                Ok(audit::record(tx, stamp, &deletion.event("tenant.deleted")).await?)
            })
        })
        .await
    }
}

/// Why a transaction of the job came to nothing.
enum Stop {
    /// A row came that refers to one that was to be removed: somebody still writes. It is found in the next pass.
    InUse,
    Fault(Fault),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::ForeignKey => Self::InUse,
            other => Self::Fault(other.into()),
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

async fn keep(
    tx: &mut Tx,
    lease: Lease,
    deletion: &Deletion,
    stage: Stage,
    done: i64,
    total: i64,
) -> Result<(), Fault> {
    let payload = deletion.payload(stage);
    let total = Some(total.max(done));
    lease.keep(tx, &Progress { done, total, payload }).await
}

fn number(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
