//! Processor time.

/// Seconds of processor time that a process has used, as Linux tells it in hundredths; `self` is this one. Not a number when
/// there is no such process.
pub(crate) fn seconds(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name before the last parenthesis may hold anything; after it, user and system time are the 12th and 13th fields.
    let mut fields = stat.rsplit(')').next().unwrap_or_default().split_ascii_whitespace();
    let mut ticks = || fields.next().and_then(|ticks| ticks.parse().ok()).unwrap_or(f64::NAN);
    for _ in 0..11 {
        ticks();
    }
    (ticks() + ticks()) / 100.0
}
