//! `branchbook jobs`: what is done beside requests, and doing it by hand.

use branchbook_server::{
    App,
    access::OwnWork,
    jobs::{self, Done, Listed, Runner},
};
use clap::{Arg, ArgMatches, Command};

use super::{Failure, Outcome, with_app};
use crate::{
    config::{self, Lookup, table::Scope},
    console,
};

/// How many jobs `list` prints.
const NEWEST: u32 = 50;

pub fn command() -> Command {
    let name = Arg::new("name").value_name("NAME").required(true);
    Command::new("jobs")
        .about("See the work that is done beside requests, and do it by hand")
        .subcommand_required(true)
        .subcommand(config::flags(
            Command::new("list").about("Print the kinds of jobs that are on a schedule, and the newest jobs"),
            Scope::Serve,
        ))
        .subcommand(config::flags(
            Command::new("run")
                .about("Do a job that is on a schedule here and now, whatever its schedule says")
                .arg(name.help("Its kind, as `jobs list` prints it")),
            Scope::Serve,
        ))
}

pub fn run(words: &[&str], flags: &ArgMatches, lookup: &Lookup) -> Outcome {
    with_app(lookup, async |app| match words {
        ["run"] => run_now(app, &flags.get_one::<String>("name").cloned().unwrap_or_default()).await,
        _ => list(app).await,
    })
}

async fn list(app: &App) -> Outcome {
    for kind in Runner::new(app).kinds() {
        if let Some(schedule) = kind.schedule {
            console::say(format_args!("{:<24} {:<14} {}", kind.name, schedule, kind.about));
        }
    }
    console::say("\nNewest first:");
    for job in jobs::list(&OwnWork::of(app), NEWEST).await? {
        console::say(line(&job));
    }
    Ok(())
}

fn line(job: &Listed) -> String {
    let Listed {
        id, kind, state, done, ..
    } = job;
    let total = job.total.map(|total| format!(" of {total}")).unwrap_or_default();
    let error = job
        .error
        .as_deref()
        .map(|error| format!("; {error}"))
        .unwrap_or_default();
    let (state, at, attempts) = (state.as_str(), job.created_at, job.attempts);
    format!("{at} {id} {kind:<24} {state:<8} {done}{total} done, attempts: {attempts}{error}")
}

async fn run_now(app: &App, name: &str) -> Outcome {
    match Runner::new(app).run_now(name).await? {
        Some(Done::Done) => {
            console::say(format_args!("{name}: done"));
            Ok(())
        }
        Some(Done::Again(why) | Done::Failed(why)) => Err(Failure::Other(format!("{name}: {why}"))),
        Some(Done::Lost | Done::GivenBack) => Err(Failure::Other(format!("{name}: was interrupted"))),
        None => Err(Failure::Other(format!(
            "{name} is no job that can be run by hand; see `branchbook jobs list`"
        ))),
    }
}
