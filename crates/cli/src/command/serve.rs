//! `branchbook serve`: the server, from its settings to its last answer.

use std::sync::Arc;

use branchbook_db::Db;
use branchbook_server::{
    App, Ended,
    app::{Settings, SystemClock, SystemEntropy},
};
use tokio::net::TcpListener;

use super::{Failure, Outcome, open, runtime, seed};
use crate::{
    config::{Lookup, Serve, Storage},
    console, process, secret_key,
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

fn app(db: Db, storage: &Storage, serve: &Serve) -> Result<App, Failure> {
    let key = match serve.secret_key {
        Some(key) => key,
        None => secret_key::read_or_make(&storage.data)
            .map_err(|error| Failure::Other(format!("the secret key in {}: {error}", storage.data.display())))?,
    };
    let settings = Settings {
        http: serve.http.clone(),
        ..Settings::new(key, serve.public_url.clone())
    };
    Ok(App::new(db, Arc::new(SystemClock), Arc::new(SystemEntropy), settings))
}
