//! A flow as a text for elsewhere: the other direction of [`import`](crate::import).
//!
//! What each format holds when it is imported again: JSON everything; a Mermaid chart the graph, that is titles, answers and
//! where they lead.

mod json;
mod mermaid;

use serde::{Deserialize, Serialize};

use super::{FlowDocument, FlowKind};
use crate::{export::words, redact::mask_secrets};

/// A flow with what stands beside it.
#[derive(Debug, Clone, Copy)]
pub struct Flow<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is for, or empty.
    pub description: &'a str,
    /// Its category.
    pub category: Option<&'a str>,
    /// Its tags.
    pub tags: &'a [String],
    /// The flow itself.
    pub document: &'a FlowDocument,
}

/// What the text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// The canonical document with name, description, category and tags: all of it.
    Json,
    /// A Mermaid flowchart of a troubleshooting flow: the graph alone.
    Mermaid,
}

impl Format {
    /// All formats, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Json, Self::Mermaid];

    /// The media type of the text.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Mermaid => "text/vnd.mermaid; charset=utf-8",
        }
    }
}

/// A flow of this kind cannot be written in the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a chart shows a troubleshooting flow; export a {0} flow as json")]
pub struct NotThisKind(pub FlowKind);

/// The flow in this format. The same flow gives the same text.
///
/// # Errors
/// When the format has no form for this kind of flow.
pub fn export(flow: &Flow<'_>, format: Format) -> Result<String, NotThisKind> {
    match format {
        Format::Json => Ok(json::write(flow)),
        Format::Mermaid if flow.document.kind == FlowKind::Troubleshooting => Ok(mermaid::write(flow)),
        Format::Mermaid => Err(NotThisKind(flow.document.kind)),
    }
}

/// A name for the file, in ASCII that every file system takes.
#[must_use]
pub fn filename(name: &str, format: Format) -> String {
    let name = words::slug(&mask_secrets(name), 60);
    let name = if name.is_empty() { "flow" } else { &name };
    match format {
        Format::Json => format!("{name}.json"),
        Format::Mermaid => format!("{name}.mmd"),
    }
}
