//! Migrations on PostgreSQL, and the role that everything else works as.

use tokio_postgres::{Client, error::SqlState};

use super::{Applied, Migration, MigrationError, checksum, pending};
use crate::{
    error::Error,
    postgres::{APP_ROLE, Postgres},
};

/// Held while migrating. The number is nobody else's: the first bytes of "branchbook".
const LOCK: i64 = 0x6272_616e_6368_626f;

/// What migrations can count on: the application's role may use what they make, and `isolate_tenants`.
pub(super) const GROUND: &str = "
DO $do$ BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO branchbook_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO branchbook_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO branchbook_app', current_schema());
END $do$;

CREATE TABLE IF NOT EXISTS schema_migrations (
    version integer NOT NULL PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL
);
REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM branchbook_app;

CREATE OR REPLACE FUNCTION isolate_tenants(owned regclass) RETURNS void LANGUAGE plpgsql AS $function$
DECLARE
    mine constant text := $$tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid$$;
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', owned);
    EXECUTE format('CREATE POLICY tenant_isolation ON %s USING (%s) WITH CHECK (%s)', owned, mine, mine);
END $function$;
REVOKE EXECUTE ON FUNCTION isolate_tenants(regclass) FROM PUBLIC;
";

/// Runs what is pending, on a connection of its own, as the URL's own role.
pub(crate) async fn run(database: &Postgres, known: &'static [Migration]) -> Result<(), Error> {
    let mut client = database.connect_as_owner().await?;
    // Without a limit: another process may be in the middle of a long migration.
    client
        .execute("SELECT pg_advisory_lock($1)", &[&LOCK])
        .await
        .map_err(Error::unavailable)?;
    ensure_role(&client).await?;
    client.batch_execute(GROUND).await.map_err(Error::other)?;

    let applied: Vec<Applied> = client
        .query("SELECT version, checksum FROM schema_migrations ORDER BY version", &[])
        .await
        .map_err(Error::other)?
        .iter()
        .map(|row| Applied {
            version: row.get::<_, i32>(0).cast_unsigned(),
            checksum: row.get(1),
        })
        .collect();
    for migration in pending(known, &applied, |migration| migration.postgres)? {
        let Migration { version, name, .. } = *migration;
        step(&mut client, migration)
            .await
            .map_err(|error| MigrationError::Failed {
                version,
                name,
                reason: explain(&error),
            })?;
        tracing::info!(version, name, "migrated");
    }
    database.look_at_tables(&client).await
    // The lock goes with the connection.
}

async fn step(client: &mut Client, migration: &Migration) -> Result<(), tokio_postgres::Error> {
    let transaction = client.transaction().await?;
    transaction.batch_execute("SET LOCAL row_security = off").await?;
    transaction.batch_execute(migration.postgres).await?;
    let version = migration.version.cast_signed();
    let record = "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, now())";
    transaction
        .execute(record, &[&version, &migration.name, &checksum(migration.postgres)])
        .await?;
    transaction.commit().await
}

/// Makes sure that the application's role is there and that this login may become it.
///
/// Roles belong to the whole cluster, so migrations of other databases may be doing the same now; locks are of no help across
/// databases. So it is tried again when somebody else was faster.
async fn ensure_role(client: &Client) -> Result<(), Error> {
    let mut refusal = String::new();
    for _ in 0..10 {
        let Err(error) = client.batch_execute(&format!("SET ROLE {APP_ROLE}; RESET ROLE")).await else {
            return Ok(());
        };
        let remedy = match error.code() {
            Some(&SqlState::INVALID_PARAMETER_VALUE | &SqlState::UNDEFINED_OBJECT) => {
                format!("CREATE ROLE {APP_ROLE} NOLOGIN")
            }
            Some(&SqlState::INSUFFICIENT_PRIVILEGE) => format!("GRANT {APP_ROLE} TO CURRENT_USER"),
            _ => return Err(Error::unavailable(explain(&error))),
        };
        if let Err(error) = client.batch_execute(&remedy).await {
            refusal = explain(&error);
            if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) {
                break;
            }
        }
    }
    Err(MigrationError::Role {
        role: APP_ROLE,
        reason: refusal,
    }
    .into())
}

/// The server's own words; the driver's say only "db error".
fn explain(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(error) => match error.detail().or(error.hint()) {
            Some(more) => format!("{}: {more}", error.message()),
            None => error.message().to_owned(),
        },
        None => error.to_string(),
    }
}
