//! The process and the system it runs on: signals, limits, disk.

use std::{io, path::Path};

use rustix::{
    process::{Resource, Rlimit, getrlimit, setrlimit},
    termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr},
};
use tokio::signal::unix::{SignalKind, signal};

use crate::console;

/// Ends with the first SIGTERM or SIGINT. The second ends the process, whatever is under way.
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (stop, stopped) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut next = async || tokio::select! { _ = terminate.recv() => (), _ = interrupt.recv() => () };
        next().await;
        tracing::info!("stopping: requests under way are let end; a second signal stops at once");
        let _ = stop.send(());
        next().await;
        console::complain("stopped at once; requests under way were cut off");
        std::process::exit(1);
    });
    Ok(async { _ = stopped.await })
}

/// Each connection is an open file, and many systems allow a process only 1024 unless it asks for more.
pub fn raise_file_limit() {
    let limit = getrlimit(Resource::Nofile);
    // To ask for what is allowed cannot fail; if it does, the old limit holds.
    let _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            ..limit
        },
    );
}

/// Bytes that are free on the disk of this folder.
pub fn free_space(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Shows no more what is typed on the terminal. How it was, for [`show_input`].
pub fn hide_input() -> io::Result<Termios> {
    let shown = tcgetattr(io::stdin())?;
    let mut hidden = shown.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    tcsetattr(io::stdin(), OptionalActions::Now, &hidden)?;
    Ok(shown)
}

/// Shows what is typed as before.
pub fn show_input(shown: &Termios) -> io::Result<()> {
    Ok(tcsetattr(io::stdin(), OptionalActions::Now, shown)?)
}
