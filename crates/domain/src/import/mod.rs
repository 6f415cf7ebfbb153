//! Text in other formats, converted to a flow document with a list of what was lost.
//!
//! [`import`] is the only door. Each format has its own module; what they share (titles, ids, losses, limits) is in
//! `text`, `ids` and here. Nothing here panics or takes more than linear time on hostile input: the text, the nesting
//! and the number of nodes are bounded, and over a bound the answer is an [`ImportError`] that says which.

mod about;
mod csv;
mod html;
pub(crate) mod ids;
mod intake;
mod json;
pub(crate) mod losses;
mod markdown;
pub(crate) mod markup;
mod mermaid;
pub(crate) mod text;

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

pub(crate) use self::{
    csv::{Sheet, guarded, unguarded},
    json::{refused, without_nul},
};
use crate::flow::{FlowDocument, FlowKind, MAX_BYTES, fault::TooLarge, page, shapes};

/// What the text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A Mermaid flowchart (`graph` or `flowchart`).
    Mermaid,
    /// A Markdown runbook (GitHub Flavored Markdown, front matter).
    Markdown,
    /// A flow document, canonical or in any other shape of [`crate::flow::shapes`].
    Json,
    /// A table: the flow's own, or a list of steps with names of columns in its first row.
    Csv,
}

impl Format {
    /// All formats, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Mermaid, Self::Markdown, Self::Json, Self::Csv];

    /// The word in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mermaid => "mermaid",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no [`Format`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the format is one of mermaid, markdown, json, csv")]
pub struct UnknownFormat;

impl FromStr for Format {
    type Err = UnknownFormat;
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == word)
            .ok_or(UnknownFormat)
    }
}

/// What the caller decides instead of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The name of the flow; else it is read from the text.
    pub name: Option<String>,
    /// The kind of the flow; else the format's own (Mermaid: troubleshooting, Markdown: procedural).
    pub kind: Option<FlowKind>,
}

/// A flow made from a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The name of the flow, never empty, at most 200 characters.
    pub name: String,
    /// What the flow is for, when the text says so.
    pub description: Option<String>,
    /// The category, when the text names one.
    pub category: Option<String>,
    /// The tags that the text names.
    pub tags: Vec<String>,
    /// The flow itself. It may have findings that its author must mend.
    pub tree_structure: FlowDocument,
    /// Everything in the text that is not in the flow, and everything in the flow that is not in the text.
    pub losses: Vec<Loss>,
}

/// Something that was left out, or added because a flow needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Loss {
    /// Where in the text: `line 12`, `front matter`, `node A`.
    #[serde(rename = "where")]
    pub where_: String,
    /// What it said, and what became of it.
    pub what: String,
}

/// Why a text cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ImportError {
    /// The line that is at fault, from 1.
    pub line: Option<usize>,
    /// What is wrong, for whoever wrote the text.
    pub message: String,
    /// Whether it is over a limit on size. HTTP says 413, else 422.
    pub too_large: bool,
}

impl ImportError {
    /// A fault of the text as a whole.
    pub(crate) fn whole(message: impl Into<String>) -> Self {
        Self {
            line: None,
            message: message.into(),
            too_large: false,
        }
    }

    /// A text that is over a limit.
    fn over_limit(message: impl Into<String>) -> Self {
        Self {
            too_large: true,
            ..Self::whole(message)
        }
    }

    /// The same fault, with the line where it is.
    fn on_line(self, line: usize) -> Self {
        Self {
            line: Some(line),
            ..self
        }
    }
}

/// Converts `text` to a flow.
///
/// # Errors
/// When the text is not of this format, or it or the flow made from it is larger than [`MAX_BYTES`] or has more than
/// [`MAX_NODES`](crate::flow::MAX_NODES) nodes.
pub fn import(format: Format, text: &str, options: ImportOptions) -> Result<Imported, ImportError> {
    // What an export writes around a document of the largest size is no reason to refuse it: its own size is looked at below.
    let most = match format {
        Format::Json => MAX_BYTES + MOST_AROUND,
        Format::Csv => MOST_OWN,
        Format::Markdown if page::is_page(text) => MOST_OWN,
        Format::Markdown | Format::Mermaid => MAX_BYTES,
    };
    if text.len() > most {
        return Err(ImportError::over_limit(format!(
            "the text is larger than {} MiB",
            most / 1024 / 1024
        )));
    }
    let mut imported = match format {
        Format::Json => json::import(text, options)?,
        Format::Csv => csv::import(text, options)?,
        Format::Mermaid => mermaid::import(&with_unix_lines(text), options)?,
        Format::Markdown if page::is_page(text) => page::read(&with_unix_lines(text), options)?,
        Format::Markdown => markdown::import(&with_unix_lines(text), options)?,
    };
    about::bound(&mut imported);
    // A text within the limit can make a larger document: JSON spells out what Markdown leaves to the eye.
    match shapes::size(&imported.tree_structure) {
        bytes if bytes > MAX_BYTES => Err(ImportError::over_limit(TooLarge::Bytes(bytes).to_string())),
        _ => Ok(imported),
    }
}

/// Bytes that a page or a table may have: their marks and quotes take room beside a document of the largest size.
pub(crate) const MOST_OWN: usize = 2 * MAX_BYTES;

/// Bytes that name, description, category and tags may take beside a document.
const MOST_AROUND: usize = 128 * 1024;

/// The text without a byte order mark, its lines ended by `\n`. A NUL becomes what CommonMark (§2.3) makes of it.
fn with_unix_lines(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches('\u{feff}');
    if text.contains(['\r', '\0']) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}
