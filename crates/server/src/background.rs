//! What runs beside requests for as long as the server does.

use crate::{app::App, features::identity, jobs::Runner};

/// Starts all of it. It ends when the server is stopped.
pub fn start(app: &App) {
    spawn(app, identity::revocation::follow(app.clone()));
    // Ends by itself, because it gives back what it was at.
    drop(app.lifecycle.spawn(Runner::new(app).follow()));
}

/// Runs a task that never ends by itself and can be dropped at any moment.
fn spawn(app: &App, task: impl Future<Output = std::convert::Infallible> + Send + 'static) {
    let stopping = app.lifecycle.stopping();
    drop(app.lifecycle.spawn(async move {
        tokio::select! {
            () = stopping.cancelled() => {}
            never = task => match never {},
        }
    }));
}
