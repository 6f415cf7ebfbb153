//! `branchbook openapi`: the document that `api/openapi.json` and the web client are made of.

use branchbook_server::openapi;
use clap::ArgMatches;

use super::{Outcome, print_or_check};

pub fn run(flags: &ArgMatches) -> Outcome {
    print_or_check(flags, &format!("{:#}", openapi::document()))
}
