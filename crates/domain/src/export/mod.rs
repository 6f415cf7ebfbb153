//! The report of a session in the formats people hand over.
//!
//! The log is told as a [`story`] once: variables filled in, secrets masked, undone parts marked. Each format then only
//! lays the story out, so none of them can leak what another masks. The same report gives the same bytes.
//!
//! | you look for | it is in |
//! |---|---|
//! | what a report says | [`story`], `telling` |
//! | its sentences: outcome, facts, what became of a step | `phrases` |
//! | filling and masking | `texts` |
//! | durations, times, cleaning of text | `words` |
//! | a format | `markdown`, `text`, `html`, `json`, `ticket` |

mod html;
mod json;
mod markdown;
mod phrases;
pub mod story;
mod telling;
#[cfg(test)]
mod tests;
mod text;
mod texts;
mod ticket;
pub(crate) mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    flow::FlowDocument,
    id::{SessionId, UserId},
    run::{Event, EventKind},
};

/// Everything that a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The session.
    pub session_id: SessionId,
    /// The name of the flow.
    pub tree_name: &'a str,
    /// The version that was run.
    pub tree_version: u32,
    /// That version's document.
    pub document: &'a FlowDocument,
    /// The whole log, in order.
    pub events: &'a [Event],
    /// The names of those who appear in the log.
    pub people: &'a BTreeMap<UserId, String>,
    /// The ticket it was done for, or empty.
    pub ticket_number: &'a str,
    /// The customer it was done for, or empty.
    pub client_name: &'a str,
}

/// How a report is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// For wikis, issues and chat.
    Markdown,
    /// For mail and terminals: everything, plainly.
    Text,
    /// A document of its own, to print or to keep.
    Html,
    /// For programs.
    Json,
    /// For pasting into a ticket: short, plain.
    Ticket,
}

impl Format {
    /// All formats, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::Text, Self::Html, Self::Json, Self::Ticket];

    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::Html => "html",
            Self::Json => "json",
            Self::Ticket => "ticket",
        }
    }

    /// The media type of the rendered report.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Text | Self::Ticket => "text/plain; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// Everyone whose name a report of this log needs.
#[must_use]
pub fn people_in(events: &[Event]) -> BTreeSet<UserId> {
    let involved = |event: &Event| match event.kind {
        EventKind::HandedOver { to_user_id } => [Some(event.actor), Some(to_user_id)],
        _ => [Some(event.actor), None],
    };
    events.iter().flat_map(involved).flatten().collect()
}

/// The report in this format.
///
/// An event that does not follow from those before it (a damaged log) is left out.
#[must_use]
pub fn render(report: &Report<'_>, format: Format) -> String {
    let story = telling::tell(report);
    match format {
        Format::Markdown => markdown::render(&story),
        Format::Text => text::render(&story),
        Format::Html => html::render(&story),
        Format::Json => json::render(&story),
        Format::Ticket => ticket::render(&story),
    }
}

/// A name for the file: the flow's and the date of the start, in ASCII that every file system takes.
#[must_use]
pub fn filename(report: &Report<'_>, format: Format) -> String {
    let name = words::slug(&crate::redact::mask_secrets(report.tree_name), 60);
    let name = if name.is_empty() { "session" } else { &name };
    let ending = match format {
        Format::Markdown => ".md",
        Format::Text => ".txt",
        Format::Html => ".html",
        Format::Json => ".json",
        Format::Ticket => "-ticket.txt",
    };
    match report.events.first() {
        Some(event) => format!("{name}-{}{ending}", words::date(event.at)),
        None => format!("{name}{ending}"),
    }
}
