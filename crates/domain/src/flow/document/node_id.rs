//! The id of a node.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The id of a node: 1–64 of `[A-Za-z0-9_.-]`, unique in its document, kept for as long as the node lives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = "^[A-Za-z0-9_.-]{1,64}$"))]
pub struct NodeId(String);

/// A text that cannot be a [`NodeId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a node id has 1 to 64 of the characters A–Z, a–z, 0–9, '_', '.', '-'")]
pub struct InvalidNodeId;

impl NodeId {
    /// The most characters an id has.
    pub const MAX_LEN: usize = 64;

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Holds the place of an id that is still to be given, or that had a fault.
    pub(crate) fn pending() -> Self {
        Self("-".to_owned())
    }

    /// Whether `c` may be part of an id.
    #[must_use]
    pub const fn allows(c: char) -> bool {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
    }
}

impl TryFrom<String> for NodeId {
    type Error = InvalidNodeId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len()) && text.chars().all(Self::allows);
        if fits { Ok(Self(text)) } else { Err(InvalidNodeId) }
    }
}
impl FromStr for NodeId {
    type Err = InvalidNodeId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}
impl From<NodeId> for String {
    fn from(id: NodeId) -> Self {
        id.0
    }
}
impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
