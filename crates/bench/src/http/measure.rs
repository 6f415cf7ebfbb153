//! The calls, and how they are timed.

use std::{sync::Arc, time::Duration};

use hyper::{Method, StatusCode, header::IF_NONE_MATCH};
use serde_json::json;
use tokio::time::Instant;

use super::{
    client::{Ask, Connection},
    scene::{self, SUBJECTS, Scene},
};
use crate::{Outcome, cpu};

/// Events after which a task takes a new session: the server lets one have 10 000.
const SESSION_LENGTH: u64 = 9_000;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Get,
    NotModified,
    List,
    Search,
    /// For a ticket that only one session has: nothing ends the search early.
    SearchSessions,
    /// Two tasks may save the same flow at the same time, though few do.
    Save,
    /// Every task has a session of its own.
    Record,
    /// A question of a large account.
    Ask(&'static Question),
    /// Another flow.
    Create,
}

/// A way of asking: what it is called, and what the path is in turn.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) path: fn(usize) -> String,
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Question {}

impl Call {
    /// Those that write come last: they change what the others read.
    pub(crate) const ALL: [Self; 7] = [
        Self::Get,
        Self::NotModified,
        Self::List,
        Self::Search,
        Self::SearchSessions,
        Self::Record,
        Self::Save,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET a flow (8 KB)",
            Self::NotModified => "GET a flow, not modified (304)",
            Self::List => "list flows (20)",
            Self::Search => "search flows (20)",
            Self::SearchSessions => "search sessions for a ticket",
            Self::Save => "PUT a flow (8 KB)",
            Self::Record => "record an event",
            Self::Ask(question) => question.name,
            Self::Create => "create a flow (8 KB)",
        }
    }
}

/// How to measure, and on what.
pub(crate) struct Plan {
    pub(crate) scene: Arc<Scene>,
    pub(crate) tasks: usize,
    pub(crate) time: Duration,
    /// Its process, when it is on this machine.
    pub(crate) server: Option<String>,
}

/// What came out.
pub(crate) struct Measured {
    pub(crate) per_second: f64,
    /// Seconds of processor time that each took in this process.
    pub(crate) own_cpu: f64,
    /// The same in the server's.
    pub(crate) server_cpu: Option<f64>,
    /// How long each took, sorted.
    latencies: Vec<Duration>,
}

impl Measured {
    /// In milliseconds.
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        let place = (self.latencies.len() as f64 * share) as usize;
        let latency = self.latencies.get(place);
        latency.map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
    }
}

impl Plan {
    /// A fifth of the time to warm up, which does not count, and then all of it.
    pub(crate) async fn measure(&self, call: Call) -> Outcome<Measured> {
        let mut tasks = Vec::new();
        for number in 0..self.tasks {
            tasks.push(Task::new(&self.scene, call, number, self.tasks).await?);
        }
        let (tasks, _) = run(tasks, self.time / 5).await?;
        let server = || self.server.as_deref().map(cpu::seconds);
        let (start, own, before) = (Instant::now(), cpu::seconds("self"), server());
        let (_, mut latencies) = run(tasks, self.time).await?;
        let (time, count) = (start.elapsed().as_secs_f64(), latencies.len() as f64);
        let own_cpu = (cpu::seconds("self") - own) / count;
        let server_cpu = server().zip(before).map(|(after, before)| (after - before) / count);
        latencies.sort_unstable();
        Ok(Measured {
            per_second: count / time,
            own_cpu,
            server_cpu,
            latencies,
        })
    }
}

/// Lets all ask at the same time, each as soon as it has been answered.
async fn run(tasks: Vec<Task>, time: Duration) -> Outcome<(Vec<Task>, Vec<Duration>)> {
    let end = Instant::now() + time;
    let running: Vec<_> = tasks
        .into_iter()
        .map(|mut task| {
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while Instant::now() < end {
                    let ask = task.next().await?;
                    let begun = Instant::now();
                    task.connection.send(ask).await?;
                    latencies.push(begun.elapsed());
                }
                Outcome::Ok((task, latencies))
            })
        })
        .collect();
    let (mut tasks, mut latencies) = (Vec::new(), Vec::new());
    for task in running {
        let (task, its) = task.await??;
        tasks.push(task);
        latencies.extend(its);
    }
    Ok((tasks, latencies))
}

/// Somebody who asks for the same again and again, of one flow after the other.
struct Task {
    scene: Arc<Scene>,
    connection: Connection,
    call: Call,
    number: usize,
    step: usize,
    asked: u64,
    /// Where events are recorded, and how many there are.
    session: Option<(String, u64)>,
}

impl Task {
    async fn new(scene: &Arc<Scene>, call: Call, number: usize, step: usize) -> Outcome<Self> {
        Ok(Self {
            scene: Arc::clone(scene),
            connection: scene.caller.connect().await?,
            call,
            number,
            step,
            asked: 0,
            session: None,
        })
    }

    async fn next(&mut self) -> Outcome<Ask> {
        self.asked += 1;
        let turn = self.number + self.step * self.asked as usize;
        let tree = &self.scene.trees[turn % self.scene.trees.len()];
        let ask = match self.call {
            Call::Get => Ask::get(format!("trees/{}", tree.id)),
            Call::NotModified => Ask {
                header: Some((IF_NONE_MATCH, tree.etag.clone())),
                expected: StatusCode::NOT_MODIFIED,
                ..Ask::get(format!("trees/{}", tree.id))
            },
            Call::List => Ask::get("trees?limit=20".to_owned()),
            Call::Search => {
                let subject = SUBJECTS[turn / self.step % SUBJECTS.len()];
                Ask::get(format!("trees/search?q={subject}&limit=20"))
            }
            Call::SearchSessions => Ask::get(format!("sessions?q=case-{turn}.&limit=20")),
            Call::Save => Ask {
                method: Method::PUT,
                body: json!({ "tree_structure": scene::document(turn, self.asked) }).to_string(),
                ..Ask::get(format!("trees/{}", tree.id))
            },
            Call::Record => self.record().await?,
            Call::Ask(question) => Ask::get((question.path)(turn / self.step)),
            Call::Create => Ask::post("trees".to_owned(), &scene::new(turn), StatusCode::CREATED),
        };
        Ok(ask)
    }

    /// An answer, and back again.
    async fn record(&mut self) -> Outcome<Ask> {
        let (session, events) = match self.session.take() {
            Some(session) if session.1 < SESSION_LENGTH => session,
            _ => {
                let tree = &self.scene.trees[self.number % self.scene.trees.len()];
                (scene::start(&mut self.connection, &tree.id, self.number).await?, 0)
            }
        };
        let event = if events % 2 == 0 {
            json!({ "type": "answered", "node_id": "q0", "option_id": "yes", "seconds": 4 })
        } else {
            json!({ "type": "went_back" })
        };
        let ask = Ask::post(format!("sessions/{session}/events"), &event, StatusCode::OK);
        self.session = Some((session, events + 1));
        Ok(ask)
    }
}
