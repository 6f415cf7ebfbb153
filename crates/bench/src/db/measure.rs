//! Rounds, medians, and the table.

use std::{future::Future, sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{
    Key,
    scene::{self, Random},
};
use crate::{Outcome, cpu};

/// What is measured: two kinds of transaction.
pub(crate) trait Store: Send + Sync + 'static {
    /// Reads a document; how long it is. `task` is the number of the task that asks.
    fn get(&self, task: usize, key: Key) -> impl Future<Output = Outcome<usize>> + Send;

    /// Records an event of a session: three statements, durable when this returns.
    fn record(&self, task: usize, key: Key) -> impl Future<Output = Outcome<usize>> + Send;
}

/// How to measure.
pub(crate) struct Plan {
    pub(crate) rounds: usize,
    pub(crate) round: Duration,
    pub(crate) tasks: usize,
}

/// One round.
struct Round {
    per_second: f64,
    /// Microseconds of processor time that each took in this process (so without PostgreSQL's own).
    cpu: f64,
    /// How long each took, sorted.
    latencies: Vec<Duration>,
}

/// What came out of a comparison.
pub(crate) struct Comparison {
    ours: Vec<Round>,
    bare: Vec<Round>,
}

impl Plan {
    /// Lets the two take turns.
    pub(crate) async fn compare<A: Store, B: Store>(
        &self,
        ours: &Arc<A>,
        bare: &Arc<B>,
        operation: Operation,
    ) -> Outcome<Comparison> {
        // One round each to warm up, which does not count.
        self.round(ours, operation).await?;
        self.round(bare, operation).await?;
        let mut comparison = Comparison {
            ours: Vec::new(),
            bare: Vec::new(),
        };
        for _ in 0..self.rounds {
            comparison.ours.push(self.round(ours, operation).await?);
            comparison.bare.push(self.round(bare, operation).await?);
        }
        Ok(comparison)
    }

    async fn round<S: Store>(&self, store: &Arc<S>, operation: Operation) -> Outcome<Round> {
        let (start, cpu) = (Instant::now(), cpu::seconds("self"));
        let end = start + self.round;
        let tasks: Vec<_> = (0..self.tasks)
            .map(|task| {
                let store = Arc::clone(store);
                tokio::spawn(async move {
                    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (task as u64 + 1));
                    let mut latencies = Vec::new();
                    loop {
                        let begun = Instant::now();
                        if begun >= end {
                            return Outcome::Ok(latencies);
                        }
                        let key = scene::key(random.next());
                        match operation {
                            Operation::Get => store.get(task, key).await?,
                            Operation::Record => store.record(task, key).await?,
                        };
                        latencies.push(begun.elapsed());
                    }
                })
            })
            .collect();
        let mut latencies = Vec::new();
        for task in tasks {
            latencies.extend(task.await??);
        }
        let per_second = latencies.len() as f64 / start.elapsed().as_secs_f64();
        let cpu = (cpu::seconds("self") - cpu) * 1e6 / latencies.len() as f64;
        latencies.sort_unstable();
        Ok(Round {
            per_second,
            cpu,
            latencies,
        })
    }
}

/// Which of the two is measured.
#[derive(Clone, Copy)]
pub(crate) enum Operation {
    Get,
    Record,
}

impl Comparison {
    /// Ours ÷ the bare one, round by round; the median.
    fn ratio(&self, of: fn(&Round) -> f64) -> f64 {
        median(self.ours.iter().zip(&self.bare).map(|(ours, bare)| of(ours) / of(bare)))
    }
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// `per second · p50 · p99 · processor time`, each the median of the rounds.
fn figures(rounds: &[Round]) -> String {
    let middle = |of: fn(&Round) -> f64| median(rounds.iter().map(of));
    format!(
        "{:>8.0}/s {:>6.2} {:>6.2} {:>5.1}",
        middle(|round| round.per_second),
        middle(|round| percentile(round, 0.50)),
        middle(|round| percentile(round, 0.99)),
        middle(|round| round.cpu),
    )
}

/// In milliseconds.
fn percentile(round: &Round, share: f64) -> f64 {
    let place = (round.latencies.len() as f64 * share) as usize;
    round
        .latencies
        .get(place)
        .map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
}

/// The table that is printed in the end.
pub(crate) struct Table {
    lines: Vec<String>,
    notes: Vec<String>,
}

impl Table {
    pub(crate) fn new(plan: &Plan) -> Self {
        let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
        let how = format!(
            "{} tasks on {cores} cores, {} rounds of {:?} each in turn; p50 and p99 in ms, processor time of this process in µs; \
             speed and cpu: ours ÷ bare, median of the rounds",
            plan.tasks, plan.rounds, plan.round
        );
        Self {
            lines: Vec::new(),
            notes: vec![how],
        }
    }

    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub(crate) fn add(&mut self, what: &str, beside: &str, comparison: &Comparison) {
        let (ours, bare) = (figures(&comparison.ours), figures(&comparison.bare));
        let (speed, cpu) = (
            comparison.ratio(|round| round.per_second),
            comparison.ratio(|round| round.cpu),
        );
        self.lines.push(format!(
            "{what:<36} | {ours} | {bare} | {speed:>5.2} {cpu:>5.2} | {beside}"
        ));
    }

    #[expect(clippy::print_stdout, reason = "the table is what the program is for")]
    pub(crate) fn print(&self) {
        let (ours, bare) = ("ours      p50    p99   cpu", "bare      p50    p99   cpu");
        println!("{:<36} | {ours:>30} | {bare:>30} | speed   cpu | beside", "");
        for line in &self.lines {
            println!("{line}");
        }
        for note in &self.notes {
            println!("{note}");
        }
    }
}
