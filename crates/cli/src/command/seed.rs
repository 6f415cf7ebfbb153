//! `branchbook seed`: loads the default flows, as serve does at its start.

use branchbook_db::Db;
use branchbook_server::{
    app::{Clock, SystemClock},
    features::trees::defaults,
};

use super::{Failure, Outcome, open, runtime};
use crate::{
    config::{Lookup, Storage},
    console,
};

pub fn run(lookup: &Lookup) -> Outcome {
    let storage = Storage::new(lookup)?;
    runtime()?.block_on(async {
        let db = open(&storage)?;
        db.migrate().await?;
        let seeded = seed(&db).await?;
        db.close().await;
        let defaults::Seeded {
            added,
            updated,
            unchanged,
        } = seeded;
        console::say(format_args!(
            "Default flows: {added} added, {updated} updated, {unchanged} unchanged."
        ));
        Ok(())
    })
}

/// Loads the default flows that are missing or older than this build's.
pub async fn seed(db: &Db) -> Result<defaults::Seeded, Failure> {
    let seeded = defaults::seed(db, SystemClock.now()).await;
    seeded.map_err(|error| Failure::Other(format!("the default flows cannot be loaded: {error:?}")))
}
