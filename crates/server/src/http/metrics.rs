//! What happens here in numbers, for Prometheus. The registry belongs to the application, not to the process, so that tests
//! side by side do not count each other's requests.

mod process;

use std::{
    fmt::{self, Write},
    hash::{Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use axum::{
    extract::MatchedPath,
    http::{Method, StatusCode},
};
use prometheus_client::{
    encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

use crate::jobs::JobMetrics;

/// Seconds. From a read of one row, answered from memory, to the longest that a request may take.
const LATENCY_BUCKETS: [f64; 14] = [
    0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0,
];

/// The numbers. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    limited: Family<Limited, Counter>,
    replayed: Counter,
    /// Those of the work beside requests.
    pub(crate) jobs: JobMetrics,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: Route,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Limited {
    bucket: &'static str,
}

/// The path as the route table has it, so that there are no more series than routes.
#[derive(Debug, Clone)]
struct Route(Option<MatchedPath>);

impl Route {
    fn as_str(&self) -> &str {
        self.0.as_ref().map_or("other", MatchedPath::as_str)
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl EncodeLabelValue for Route {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(self.as_str())
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let requests = Family::new_with_constructor((|| Histogram::new(LATENCY_BUCKETS)) as fn() -> Histogram);
        let in_flight = Gauge::default();
        let limited = Family::default();
        let replayed = Counter::default();
        let mut registry = Registry::with_prefix("branchbook");
        registry.register(
            "http_request_duration_seconds",
            "Time from a request's head to its answer's head. 499 is a client that did not wait",
            requests.clone(),
        );
        registry.register("http_requests_in_flight", "Requests being answered", in_flight.clone());
        registry.register("http_rate_limited", "Requests told to wait", limited.clone());
        registry.register(
            "http_idempotent_replays",
            "Answers given again for an Idempotency-Key",
            replayed.clone(),
        );
        let jobs = JobMetrics::register(&mut registry);
        registry.register_collector(Box::new(process::Process));
        Self {
            registry: Arc::new(registry),
            requests,
            in_flight,
            limited,
            replayed,
            jobs,
        }
    }
}

impl Metrics {
    /// All numbers in the OpenMetrics text format.
    ///
    /// # Errors
    /// None that is known: writing to a string does not fail.
    pub fn render(&self) -> Result<String, fmt::Error> {
        let mut text = String::with_capacity(16 * 1024);
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }

    pub(super) fn began(&self) {
        self.in_flight.inc();
    }

    pub(super) fn ended(&self, method: &Method, route: Option<&MatchedPath>, status: StatusCode, took: Duration) {
        self.in_flight.dec();
        let labels = Answered {
            method: known(method),
            route: Route(route.cloned()),
            status: status.as_u16(),
        };
        self.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    pub(super) fn limited(&self, bucket: &'static str) {
        self.limited.get_or_create(&Limited { bucket }).inc();
    }

    pub(super) fn replayed(&self) {
        self.replayed.inc();
    }
}

/// Methods that clients make up are one.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_method_route_and_status() {
        let metrics = Metrics::default();
        for status in [200, 200, 404] {
            metrics.began();
            let status = StatusCode::from_u16(status).unwrap();
            metrics.ended(&Method::GET, None, status, Duration::from_micros(700));
        }
        let text = metrics.render().unwrap();
        let count = r#"branchbook_http_request_duration_seconds_count{method="GET",route="other",status="200"} 2"#;
        assert!(text.contains(count), "{text}");
        let bucket =
            r#"branchbook_http_request_duration_seconds_bucket{le="0.001",method="GET",route="other",status="404"} 1"#;
        assert!(text.contains(bucket), "{text}");
        assert!(text.contains("branchbook_http_requests_in_flight 0"), "{text}");
        assert!(text.ends_with("# EOF\n"));
    }

    #[test]
    fn methods_that_clients_make_up_are_one_series() {
        assert_eq!(known(&Method::from_bytes(b"BREW").unwrap()), "other");
    }
}
