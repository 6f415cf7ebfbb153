//! `branchbook errors`: the codes that `api/errors.json` and `docs/errors.md` are made of.

use branchbook_server::error;
use clap::ArgMatches;

use super::{Outcome, print_or_check};

pub fn run(flags: &ArgMatches) -> Outcome {
    let markdown = flags
        .get_one::<String>("format")
        .is_some_and(|format| format == "markdown");
    print_or_check(flags, &if markdown { error::markdown() } else { error::json() })
}
