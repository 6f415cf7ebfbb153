//! The thread that moves what was committed from the write-ahead log into the database file, so that the writer never stops
//! to do it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use crossbeam_channel::{Receiver, RecvTimeoutError};

/// Checkpoints are at least so far apart.
const PAUSE: Duration = Duration::from_millis(50);

/// A log longer than this is started over, for which readers and the writer must pause for a moment; before it grows to
/// this, that usually happens by itself, as soon as nobody reads from it.
const LONG: u64 = 64 << 20;

/// How long that may make the writer wait for a reader.
const PATIENCE: Duration = Duration::from_millis(200);

/// Checkpoints after commits, until the writer is gone. `stop` never carries anything: that it is closed is the message.
pub(crate) fn run(path: &Path, committed: &Receiver<()>, stop: &Receiver<()>) {
    let connection = match super::connection::open(path, PATIENCE) {
        Ok(connection) => connection,
        Err(error) => {
            tracing::error!(%error, "no checkpoints: the write-ahead log will grow");
            return;
        }
    };
    let log = log_of(path);
    while committed.recv().is_ok() {
        let long = std::fs::metadata(&log).is_ok_and(|log| log.len() > LONG);
        let checkpoint = if long {
            "PRAGMA wal_checkpoint(RESTART)"
        } else {
            "PRAGMA wal_checkpoint(PASSIVE)"
        };
        if let Err(error) = connection.query_row(checkpoint, [], |_| Ok(())) {
            tracing::warn!(%error, "a checkpoint failed; the next one does its work");
        }
        if stop.recv_timeout(PAUSE) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}
