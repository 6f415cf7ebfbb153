//! The threads that read. Each has a connection; what a transaction reads is the database at one moment.

use crossbeam_channel::Receiver;

use super::{
    connection::Connection,
    job::{Job, Message},
};

/// Reads that may share one moment: those that wait together when a thread is free. It saves taking and giving back a lock
/// on the file for each. With more, quick ones would wait behind a slow one while another thread has nothing to do.
const TOGETHER: usize = 8;

/// Runs read transactions until it is stopped or nobody is left to ask. `threads` is how many do this.
pub(crate) fn run(mut connection: Box<Connection>, queue: &Receiver<Message>, threads: usize) {
    let mut together: Vec<Box<dyn Job>> = Vec::with_capacity(TOGETHER);
    while let Ok(message) = queue.recv() {
        let mut next = Some(message);
        let mut stop = None;
        // All of them were asked for before the moment that they will see, so each sees what was committed before it was asked.
        let fair_share = (1 + queue.len() / threads).min(TOGETHER);
        while let Some(message) = next.take() {
            match message {
                Message::Run(job) if job.is_abandoned() => {}
                Message::Run(job) => together.push(job),
                Message::Stop(done) => stop = Some(done),
            }
            if stop.is_none() && together.len() < fair_share {
                next = queue.try_recv().ok();
            }
        }
        if !together.is_empty() {
            connection = read(connection, &mut together);
        }
        if let Some(done) = stop {
            drop(connection);
            drop(done);
            return;
        }
    }
}

fn read(mut connection: Box<Connection>, together: &mut Vec<Box<dyn Job>>) -> Box<Connection> {
    let begun = connection.control("BEGIN");
    for mut job in together.drain(..) {
        match &begun {
            Ok(()) => {
                (connection, _) = job.run(connection);
                job.tell(Ok(()));
            }
            Err(error) => job.tell(Err(&error.to_string())),
        }
    }
    // What was read was true, whatever becomes of this; and a connection that is broken says so at the next BEGIN.
    if !connection.raw().is_autocommit()
        && let Err(error) = connection.control("COMMIT")
    {
        tracing::warn!(%error, "a read transaction did not end");
        let _ = connection.control("ROLLBACK");
    }
    connection
}
