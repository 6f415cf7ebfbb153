//! The `branchbook` binary: reads the settings, starts the server, and does what an operator does by hand.

mod command;
mod config;
mod console;
mod logging;
mod process;
mod secret_key;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
