//! What is wrong with JSON that was meant to be a flow document.
//!
//! A fault stops the document from being read at all. What is wrong with a document that can be read is a
//! [`Finding`](super::validation::Finding).

use serde::Serialize;

use super::document::{MAX_BYTES, MAX_NODES};

/// The most faults that are told one by one; after it one last fault says how many more there are.
pub const MAX_FAULTS: usize = 200;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where in the input, as a JSON pointer (RFC 6901); empty for the whole input.
    pub pointer: String,
    /// What is wrong and what would be right, as a sentence without a full stop.
    pub message: String,
}

/// Why an input is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// More nodes or bytes than a document may have. HTTP says 413.
    #[error(transparent)]
    TooLarge(TooLarge),
    /// It is no flow document; every fault at once, in the order of the input. HTTP says 422.
    #[error("{}", summary(.0))]
    Invalid(Vec<Fault>),
}

/// Which limit an input is over, and by how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// More than [`MAX_NODES`].
    #[error("a flow has at most {MAX_NODES} nodes; this one has {0}")]
    Nodes(usize),
    /// More than [`MAX_BYTES`] as compact JSON.
    #[error("a flow has at most {MAX_BYTES} bytes; this one has {0}")]
    Bytes(usize),
}

impl Rejected {
    /// The faults, when it is not the size.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::TooLarge(_) => &[],
            Self::Invalid(faults) => faults,
        }
    }
}

fn summary(faults: &[Fault]) -> String {
    match faults {
        [] => "the input is not a flow document".to_owned(),
        [only] => format!("{}: {}", only.pointer, only.message),
        [first, rest @ ..] => format!("{}: {} (and {} more)", first.pointer, first.message, rest.len()),
    }
}

/// Faults as they are found.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    told: Vec<Fault>,
    untold: usize,
}

impl Faults {
    /// Notes a fault. Takes the pointer as a function, so that it is only made while faults are still told.
    pub(crate) fn add(&mut self, pointer: impl FnOnce() -> String, message: impl Into<String>) {
        if self.told.len() < MAX_FAULTS {
            self.told.push(Fault {
                pointer: pointer(),
                message: message.into(),
            });
        } else {
            self.untold += 1;
        }
    }

    /// `value` if nothing was found.
    pub(crate) fn or<T>(mut self, value: T) -> Result<T, Rejected> {
        if self.told.is_empty() {
            return Ok(value);
        }
        if self.untold > 0 {
            self.told.push(Fault {
                pointer: String::new(),
                message: format!("and {} more faults", self.untold),
            });
        }
        Err(Rejected::Invalid(self.told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_beyond_the_limit_are_counted_not_listed() {
        let mut faults = Faults::default();
        for n in 0..MAX_FAULTS + 5 {
            faults.add(|| format!("/{n}"), "is wrong");
        }
        let rejected = faults.or(()).unwrap_err();
        assert_eq!(rejected.faults().len(), MAX_FAULTS + 1);
        assert_eq!(rejected.faults()[MAX_FAULTS].message, "and 5 more faults");
    }
}
