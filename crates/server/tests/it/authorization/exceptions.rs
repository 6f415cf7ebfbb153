//! Who is let in although the sweep thinks otherwise, and why.

use std::{fmt, str::FromStr};

use super::document::Operation;

const LINES: &str = include_str!("../authorization_exceptions.txt");

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persona {
    /// No token.
    Nobody,
    /// A token that is none.
    Garbage,
    /// A token of the admin, whose device was signed out.
    Revoked,
    /// A viewer of the admin's tenant.
    Viewer,
    /// The admin of another tenant.
    Other,
    /// The admin, who must be let in: else the refusals of the others would prove nothing.
    Admin,
}

impl Persona {
    pub const ALL: [Self; 6] = [
        Self::Nobody,
        Self::Garbage,
        Self::Revoked,
        Self::Viewer,
        Self::Other,
        Self::Admin,
    ];
}

impl fmt::Display for Persona {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nobody => "nobody",
            Self::Garbage => "garbage",
            Self::Revoked => "revoked",
            Self::Viewer => "viewer",
            Self::Other => "other",
            Self::Admin => "admin",
        })
    }
}

impl FromStr for Persona {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        let named = Self::ALL.into_iter().find(|persona| persona.to_string() == word);
        named.ok_or_else(|| format!("'{word}' is no persona"))
    }
}

/// One line: it stands for several personas when it names several.
struct Exception {
    line: usize,
    method: String,
    path: String,
    personas: Vec<Persona>,
    status: u16,
    /// Those of the personas that it was needed for.
    used: Vec<Persona>,
}

/// The lines of the file.
pub struct Exceptions(Vec<Exception>);

impl Exceptions {
    pub fn read() -> Self {
        let lines = LINES
            .lines()
            .zip(1..)
            .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
        Self(
            lines
                .map(|(line, number)| parse(line, number).unwrap_or_else(|fault| panic!("line {number}: {fault}")))
                .collect(),
        )
    }

    /// Whether this is an exception.
    pub fn has(&mut self, operation: &Operation, persona: Persona, status: u16) -> bool {
        let found = self.0.iter_mut().find(|exception| {
            exception.method == operation.method
                && exception.path == operation.path
                && exception.status == status
                && exception.personas.contains(&persona)
        });
        found.map(|exception| exception.used.push(persona)).is_some()
    }

    /// The lines that are no longer true.
    pub fn stale(&self) -> Vec<String> {
        let stale = self.0.iter().filter_map(|exception| {
            let unused: Vec<_> = exception.personas.iter().filter(|persona| !exception.used.contains(persona)).collect();
            let Exception { line, method, path, status, .. } = exception;
            (!unused.is_empty()).then(|| {
                format!("authorization_exceptions.txt line {line} is stale: {method} {path} does not answer {status} to {unused:?}")
            })
        });
        stale.collect()
    }
}

/// `METHOD path personas status reason`
fn parse(text: &str, line: usize) -> Result<Exception, String> {
    let mut words = text.split_whitespace();
    let mut next = |what: &str| words.next().ok_or_else(|| format!("{what} is missing"));
    let exception = Exception {
        line,
        method: next("the method")?.to_owned(),
        path: next("the path")?.to_owned(),
        personas: next("who")?.split(',').map(str::parse).collect::<Result<_, _>>()?,
        status: next("the status")?
            .parse()
            .map_err(|_| "the status is no number".to_owned())?,
        used: vec![],
    };
    next("the reason").map(|_| exception)
}
