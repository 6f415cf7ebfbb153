//! The threads that read. Each has a connection; what a transaction reads is the database at one moment.

use crossbeam_channel::Receiver;

use super::{connection::Connection, job::Message};

/// Runs read transactions until it is stopped or nobody is left to ask.
pub(crate) fn run(mut connection: Box<Connection>, queue: &Receiver<Message>) {
    while let Ok(message) = queue.recv() {
        let mut job = match message {
            Message::Run(job) if job.is_abandoned() => continue,
            Message::Run(job) => job,
            Message::Stop(done) => {
                drop(connection);
                drop(done);
                return;
            }
        };
        if let Err(error) = connection.control("BEGIN") {
            job.tell(Err(&error.to_string()));
            continue;
        }
        (connection, _) = job.run(connection);
        let fate = if connection.raw().is_autocommit() {
            Ok(())
        } else {
            connection.control("COMMIT")
        };
        // Told whatever became of the COMMIT: what was read was true, and the next BEGIN reports a broken connection.
        job.tell(Ok(()));
        if let Err(error) = fate {
            tracing::warn!(%error, "a read transaction did not end");
            let _ = connection.control("ROLLBACK");
        }
    }
}
