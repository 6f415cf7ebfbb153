//! Measures. Each subcommand prints a table; a figure that is compared is a ratio, taken in one run on one machine.

mod db;

use std::process::ExitCode;

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
    /// All of it
    All {
        #[command(flatten)]
        db: db::Arguments,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().what {
        What::Db(db) | What::All { db } => db::run(&db),
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

/// Any error: a benchmark that cannot go on only says why.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
