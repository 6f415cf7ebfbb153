//! `branchbook migrate`: brings the schema up to date without serving.

use super::{Outcome, open, runtime};
use crate::{
    config::{Lookup, Storage},
    console,
};

pub fn run(lookup: &Lookup) -> Outcome {
    let storage = Storage::new(lookup)?;
    runtime()?.block_on(async {
        let db = open(&storage)?;
        db.migrate().await?;
        db.close().await;
        console::say("The database is up to date.");
        Ok(())
    })
}
