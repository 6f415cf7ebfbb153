//! The process and the system it runs on: signals, limits, disk.

use std::{fs::DirBuilder, io, os::unix::fs::DirBuilderExt, path::Path};

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

/// Makes a folder into which nobody else on this machine may look: the database in it has what people wrote. One that is there
/// stays as it is.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
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

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    #[test]
    fn a_new_data_folder_is_closed_to_others_and_an_old_one_stays_as_it_is() {
        let mode = |folder: &Path| fs::metadata(folder).unwrap().permissions().mode() & 0o777;
        let above = tempfile::tempdir().unwrap();
        let data = above.path().join("branchbook").join("data");
        make_private_folder(&data).unwrap();
        assert_eq!(mode(&data), 0o700);
        fs::set_permissions(&data, fs::Permissions::from_mode(0o750)).unwrap();
        make_private_folder(&data).unwrap();
        assert_eq!(mode(&data), 0o750);
    }
}
