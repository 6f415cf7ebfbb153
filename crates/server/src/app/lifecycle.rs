//! Whether the server is on its way out, and what must end before it may go.

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The state of the process.
#[derive(Debug, Default)]
pub struct Lifecycle {
    stopping: CancellationToken,
    tasks: TaskTracker,
}

impl Lifecycle {
    /// No more requests are wanted. What was spawned is asked to end.
    pub(crate) fn stop(&self) {
        self.stopping.cancel();
        self.tasks.close();
    }

    /// Whether [`Lifecycle::stop`] was called.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.is_cancelled()
    }

    /// Tells a task of its own when [`Lifecycle::stop`] is called.
    pub(crate) fn stopping(&self) -> CancellationToken {
        self.stopping.clone()
    }

    /// Runs something to its end, whether or not anybody still waits for it.
    pub(crate) fn spawn<F>(&self, task: F) -> tokio::task::JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.tasks.spawn(task)
    }

    /// Waits for all that was spawned. Only after [`Lifecycle::stop`].
    pub(crate) async fn all_ended(&self) {
        self.tasks.wait().await;
    }
}
