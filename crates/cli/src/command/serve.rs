//! `branchbook serve`: the server, from its settings to its last answer.

use branchbook_server::{Ended, features::audit::beginning};
use tokio::net::TcpListener;

use super::{Failure, Outcome, app, open, runtime, seed};
use crate::{
    config::{Lookup, Serve, Storage},
    console, process,
};

pub fn run(lookup: &Lookup) -> Outcome {
    let storage = Storage::new(lookup)?;
    let settings = Serve::new(lookup)?;
    process::raise_file_limit();
    runtime()?.block_on(serve(&storage, settings))
}

async fn serve(storage: &Storage, settings: Serve) -> Outcome {
    let stop = process::stop_signal()?;
    // First, as it is what goes wrong most often, and before anything is changed.
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|error| Failure::Other(format!("cannot listen on {}: {error}", settings.listen)))?;
    let db = open(storage)?;
    db.migrate().await?;
    if settings.seed {
        seed::seed(&db).await?;
    }
    let app = app(db.clone(), storage, &settings)?;
    beginning::of_all(&app).await?;
    if settings.http.rate_limits.is_none() {
        tracing::warn!("rate limits are off: anybody may try passwords as fast as they like");
    }

    branchbook_server::background::start(&app);

    console::say(format_args!(
        "Branchbook {} on {}",
        env!("CARGO_PKG_VERSION"),
        settings.public_url
    ));
    let ended = branchbook_server::serve(listener, app, stop).await;
    db.close().await;
    match ended {
        Ended::InOrder => tracing::info!("stopped"),
        Ended::TimedOut => tracing::warn!("stopped; some requests took too long and were cut off"),
    }
    Ok(())
}
