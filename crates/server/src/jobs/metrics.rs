//! Jobs in numbers.

use std::time::Duration;

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// Seconds. From a purge that finds nothing to the deletion of a large tenant.
const BUCKETS: [f64; 9] = [0.005, 0.025, 0.1, 0.5, 1.0, 5.0, 30.0, 300.0, 3600.0];

/// The numbers. Cheap to clone.
#[derive(Clone)]
pub struct JobMetrics {
    ended: Family<Ended, Counter>,
    took: Family<OfKind, Histogram, fn() -> Histogram>,
    running: Family<OfKind, Gauge>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfKind {
    kind: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    kind: &'static str,
    outcome: &'static str,
}

impl JobMetrics {
    /// Adds them to those of the application.
    pub(crate) fn register(registry: &mut Registry) -> Self {
        let ended = Family::default();
        let took = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let running = Family::default();
        let help = "Jobs that this node let go of: done, again (tried later), failed, lost (taken over by another), given_back";
        registry.register("jobs_ended", help, ended.clone());
        registry.register(
            "job_duration_seconds",
            "Time that this node worked at a job",
            took.clone(),
        );
        registry.register("jobs_running", "Jobs that this node works at", running.clone());
        Self { ended, took, running }
    }

    pub(super) fn began(&self, kind: &'static str) {
        self.running.get_or_create(&OfKind { kind }).inc();
    }

    pub(super) fn ended(&self, kind: &'static str, outcome: &'static str, took: Duration) {
        self.running.get_or_create(&OfKind { kind }).dec();
        self.took.get_or_create(&OfKind { kind }).observe(took.as_secs_f64());
        self.ended.get_or_create(&Ended { kind, outcome }).inc();
    }
}
