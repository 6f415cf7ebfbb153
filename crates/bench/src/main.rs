//! Measures. Each subcommand prints a table; a figure that is compared is a ratio, taken in one run on one machine.

mod cpu;
mod db;
mod http;

use std::{num::NonZeroUsize, process::ExitCode};

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Measures Branchbook. Build it with --release, on a quiet machine.")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The database layer beside the bare drivers
    Db(db::Arguments),
    /// A running server, asked over HTTP. Start it with BRANCHBOOK_RATE_LIMITS=off: the load is one account's
    Http(http::Arguments),
    /// Lists, searches and labels in an account with thousands of flows, each way of asking by itself. Start the server as for `http`
    Large(http::Arguments),
    /// Whether the time of an answer tells which addresses have an account. Start the server with BRANCHBOOK_RATE_LIMITS=off
    Enumeration(http::enumeration::Arguments),
    /// All of it; the server only with --url, and for --seconds a call
    All {
        #[command(flatten)]
        db: db::Arguments,
        /// The server, which runs with BRANCHBOOK_RATE_LIMITS=off
        #[arg(long)]
        url: Option<String>,
        #[command(flatten)]
        server: http::Server,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().what {
        What::Db(db) => db::run(&db),
        What::Http(http) => http::run(&http, &http::measure::Call::ALL),
        What::Large(http) => http::run(&http, &http::large::calls()),
        What::Enumeration(enumeration) => http::enumeration::run(&enumeration),
        What::All { db, url, server } => all(&db, url, server),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "this is where a person reads what went wrong")]
            {
                eprintln!("{error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn all(db: &db::Arguments, url: Option<String>, server: http::Server) -> Outcome<()> {
    db::run(db)?;
    let Some(url) = url else { return Ok(()) };
    let arguments = http::Arguments {
        url,
        tasks: NonZeroUsize::new(db.tasks).ok_or("--tasks must be at least 1")?,
        seconds: db.seconds,
        server,
    };
    http::run(&arguments, &http::measure::Call::ALL)
}

/// Any error: a benchmark that cannot go on only says why.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
