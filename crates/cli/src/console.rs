//! What is said to the operator, apart from the log.

use std::io::{self, Write};

/// A line on standard output. That nobody reads it (a closed pipe) is no failure.
pub fn say(line: impl std::fmt::Display) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// A line on standard error.
pub fn complain(line: impl std::fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "branchbook: {line}");
}

/// A question on standard error, where the answer goes behind it.
pub fn ask(question: impl std::fmt::Display) {
    let mut out = io::stderr().lock();
    let _ = write!(out, "{question}").and_then(|()| out.flush());
}
