//! A flow as a text for elsewhere: the other direction of [`import`](crate::import).
//!
//! What each format holds when it is imported again: JSON, Markdown and CSV everything; a Mermaid chart the graph, that is
//! titles, types, answers and where they lead. [`losses`] tells what that leaves out of a given flow.

mod json;
mod losses;
mod mermaid;

use serde::{Deserialize, Serialize};

use super::{FlowDocument, page, table};
use crate::{
    export::words,
    import::{self, Loss},
    redact::mask_secrets,
};

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
    /// A page of Markdown to read and to edit: all of it.
    Markdown,
    /// A table to edit in a spreadsheet: all of it.
    Csv,
    /// A Mermaid flowchart to draw elsewhere: titles, answers and where they lead.
    Mermaid,
}

impl From<Format> for import::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Markdown => Self::Markdown,
            Format::Csv => Self::Csv,
            Format::Mermaid => Self::Mermaid,
        }
    }
}

impl Format {
    /// All formats, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Json, Self::Markdown, Self::Csv, Self::Mermaid];

    /// The media type of the text.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Mermaid => "text/vnd.mermaid; charset=utf-8",
        }
    }
}

/// The flow in this format. The same flow gives the same text.
#[must_use]
pub fn export(flow: &Flow<'_>, format: Format) -> String {
    match format {
        Format::Json => json::write(flow),
        Format::Markdown => page::write(flow),
        Format::Csv => table::write(flow),
        Format::Mermaid => mermaid::write(flow),
    }
}

/// What of the flow its text in this format does not hold: whatever an import of it would not bring back. A chart always leaves
/// something out; the others do only when the text is too large to be imported.
#[must_use]
pub fn losses(flow: &Flow<'_>, format: Format) -> Vec<Loss> {
    losses::of(flow, format, &export(flow, format))
}

/// A name for the file, in ASCII that every file system takes.
#[must_use]
pub fn filename(name: &str, format: Format) -> String {
    let name = words::slug(&mask_secrets(name), 60);
    let name = if name.is_empty() { "flow" } else { &name };
    match format {
        Format::Json => format!("{name}.json"),
        Format::Markdown => format!("{name}.md"),
        Format::Csv => format!("{name}.csv"),
        Format::Mermaid => format!("{name}.mmd"),
    }
}
