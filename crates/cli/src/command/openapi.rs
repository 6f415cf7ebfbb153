//! `branchbook openapi`: the document that `api/openapi.json` and the web client are made of.

use clap::ArgMatches;

use super::{Failure, Outcome, print_or_check};

pub fn run(flags: &ArgMatches) -> Outcome {
    let document = branchbook_server::openapi().to_pretty_json();
    print_or_check(flags, &document.map_err(|error| Failure::Other(error.to_string()))?)
}
