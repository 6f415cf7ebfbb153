//! A running server as many clients see it: requests a second, and how long each takes.
//!
//! Generator and server share the machine, so what a request costs each of them is told beside how many there were.

mod client;
pub(crate) mod enumeration;
pub(crate) mod large;
pub(crate) mod measure;
mod scene;

use std::{fmt::Write, num::NonZeroUsize, time::Duration};

use self::{
    measure::{Call, Measured, Plan},
    scene::Scene,
};
use crate::Outcome;

/// What `http` can be told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The server, which runs with BRANCHBOOK_RATE_LIMITS=off. An account and flows are made on it, and stay
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    pub(crate) url: String,
    /// Tasks that ask at the same time, each on a connection of its own that is kept
    #[arg(long, default_value = "32")]
    pub(crate) tasks: NonZeroUsize,
    /// Seconds that each call is measured
    #[arg(long, default_value_t = 5.0)]
    pub(crate) seconds: f64,
    #[command(flatten)]
    pub(crate) server: Server,
}

/// What is to be known and to be made besides.
#[derive(clap::Args)]
pub(crate) struct Server {
    /// An access token of an account whose plan has room for the flows. Without it an account is made, which has the free plan's room
    #[arg(long, env = "BRANCHBOOK_BENCH_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// Flows that are made and published first
    #[arg(long, default_value = "25")]
    pub(crate) trees: NonZeroUsize,
    /// Sessions that are started first, to search in
    #[arg(long, default_value_t = 20_000)]
    pub(crate) sessions: usize,
    /// The server's process on this machine, to tell what a request costs it (without PostgreSQL's share)
    #[arg(long)]
    pub(crate) pid: Option<u32>,
}

/// Measures and prints.
pub(crate) fn run(arguments: &Arguments, calls: &[Call]) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let plan = Plan {
            scene: Scene::make(&arguments.url, arguments.tasks.get(), &arguments.server).await?,
            tasks: arguments.tasks.get(),
            time: Duration::from_secs_f64(arguments.seconds),
            server: arguments.server.pid.map(|pid| pid.to_string()),
        };
        let mut table = String::from(
            "| what | per second | p50 ms | p99 ms | server CPU µs | per second and server core | generator CPU µs |\n\
             |---|--:|--:|--:|--:|--:|--:|\n",
        );
        for &call in calls {
            line(&mut table, call, &plan.measure(call).await?)?;
        }
        let cores = std::thread::available_parallelism().map_or(0, NonZeroUsize::get);
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        write!(
            table,
            "\n{} tasks on {cores} cores, which the server and this generator share, {:?} for each line after a warm-up; \
             {} flows, {} sessions; load average {}",
            arguments.tasks,
            plan.time,
            arguments.server.trees,
            arguments.server.sessions,
            load.trim_end(),
        )?;
        print(&table);
        Ok(())
    })
}

fn line(table: &mut String, call: Call, measured: &Measured) -> Outcome<()> {
    let (server, per_core) = match measured.server_cpu {
        Some(cpu) => (format!("{:.0}", cpu * 1e6), format!("{:.0}", 1.0 / cpu)),
        None => ("–".to_owned(), "–".to_owned()),
    };
    writeln!(
        table,
        "| {} | {:.0} | {:.2} | {:.2} | {server} | {per_core} | {:.0} |",
        call.name(),
        measured.per_second,
        measured.percentile(0.50),
        measured.percentile(0.99),
        measured.own_cpu * 1e6,
    )?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is what the program is for")]
fn print(table: &str) {
    println!("{table}");
}
