//! The database layer beside the bare drivers: the same statements, in the same kind of transaction, on the same data.
//!
//! Ours and the bare one take turns, a round each, and what counts is the median of the rounds' ratios: a machine's mood
//! lasts longer than a round.

mod bare_postgres;
mod bare_sqlite;
mod measure;
mod ours;
mod scene;

use std::{path::PathBuf, time::Duration};

use branchbook_db::{DatabaseUrl, Db, Options};
use uuid::Uuid;

use self::{
    bare_postgres::{BarePostgres, Flights},
    bare_sqlite::BareSqlite,
    measure::{Operation, Plan, Table},
    ours::Ours,
};
use crate::Outcome;

/// What `db` can be told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Rounds each
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Seconds that a round lasts
    #[arg(long, default_value_t = 2.0)]
    pub(crate) seconds: f64,
    /// Tasks that ask at the same time
    #[arg(long, default_value_t = 32)]
    pub(crate) tasks: usize,
    /// Where the SQLite file is made (default: the directory for temporary files)
    #[arg(long)]
    directory: Option<PathBuf>,
    /// The PostgreSQL server (a database on it is made, and dropped); without one, only SQLite is measured
    #[arg(long, env = "BRANCHBOOK_TEST_DATABASE_URL", hide_env_values = true)]
    postgres: Option<String>,
}

/// Measures and prints.
pub(crate) fn run(arguments: &Arguments) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let plan = Plan {
            rounds: arguments.rounds,
            round: Duration::from_secs_f64(arguments.seconds),
            tasks: arguments.tasks,
        };
        let mut table = Table::new(&plan);
        sqlite(arguments, &plan, &mut table).await?;
        if let Some(server) = arguments.postgres.as_ref().filter(|server| !server.is_empty()) {
            postgres(server, &plan, &mut table).await?;
        }
        table.print();
        Ok(())
    })
}

async fn sqlite(arguments: &Arguments, plan: &Plan, table: &mut Table) -> Outcome<()> {
    let directory = match &arguments.directory {
        Some(parent) => tempfile::tempdir_in(parent)?,
        None => tempfile::tempdir()?,
    };
    let path = directory.path().join("bench.db");
    let db = Db::open(&Options::new(DatabaseUrl::Sqlite(path.clone())), scene::MIGRATIONS)?;
    db.migrate().await?;
    scene::fill(&db).await?;
    let ours = Ours::new(db.clone());
    let bare = BareSqlite::open(&path, Options::new(DatabaseUrl::Sqlite(path.clone())).reader_threads)?;

    let reads = plan.compare(&ours, &bare, Operation::Get).await?;
    table.add("SQLite: read by key", "rusqlite, reader threads", &reads);
    let writes = plan.compare(&ours, &bare, Operation::Record).await?;
    table.add(
        "SQLite: three statements, durable",
        "rusqlite, group commit by hand",
        &writes,
    );
    db.close().await;
    Ok(())
}

async fn postgres(server: &str, plan: &Plan, table: &mut Table) -> Outcome<()> {
    let (owner, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    let durable: String = owner.query_one("SHOW fsync", &[]).await?.get(0);
    table.note(format!("PostgreSQL runs with fsync = {durable}"));
    let name = format!("bb_bench_{}", std::process::id());
    owner.batch_execute(&format!("CREATE DATABASE {name}")).await?;
    let (before, _) = server.rsplit_once('/').ok_or("the URL names no database")?;
    let measured = postgres_on(&format!("{before}/{name}"), plan, table).await;
    owner
        .batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"))
        .await?;
    measured
}

async fn postgres_on(url: &str, plan: &Plan, table: &mut Table) -> Outcome<()> {
    let mut options = Options::new(DatabaseUrl::Postgres(url.to_owned()));
    options.pool_size = plan.tasks;
    let db = Db::open(&options, scene::MIGRATIONS)?;
    db.migrate().await?;
    scene::fill(&db).await?;
    let ours = Ours::new(db.clone());

    for (flights, name) in [
        (Flights::Few, "tokio-postgres, the same flights by hand"),
        (Flights::Plain, "tokio-postgres, Client::transaction, no tenant"),
    ] {
        let bare = BarePostgres::connect(url, plan.tasks, flights).await?;
        let reads = plan.compare(&ours, &bare, Operation::Get).await?;
        table.add("PostgreSQL: read by key", name, &reads);
        let writes = plan.compare(&ours, &bare, Operation::Record).await?;
        table.add("PostgreSQL: three statements, durable", name, &writes);
    }
    db.close().await;
    Ok(())
}

/// Where a document is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    tenant: Uuid,
    id: Uuid,
}
