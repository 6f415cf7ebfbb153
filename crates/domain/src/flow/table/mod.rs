//! A flow as a table that people edit in a spreadsheet, and that reads back as the same document.
//!
//! One row for the flow, one for each variable, step and connection; the answers and commands of a step are rows below it. What
//! has no column is JSON in the last one, `extra`. `write` and `read` are each other's reverse, to the last cell.

mod read;
mod write;

use serde_json::{Map, Value};

pub(crate) use read::{is_table, read};
pub(crate) use write::write;

type Object = Map<String, Value>;

/// The columns, in their order.
const COLUMNS: [&str; 15] = [
    "row",
    "id",
    "type",
    "title",
    "description",
    "from",
    "next",
    "expected_outcome",
    "help_text",
    "command",
    "checklist",
    "est_minutes",
    "risk",
    "library_visibility",
    "extra",
];

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Flow,
    Variable,
    Step,
    Answer,
    Command,
    Connection,
}

impl Row {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Flow, "flow"),
        (Self::Variable, "variable"),
        (Self::Step, "step"),
        (Self::Answer, "answer"),
        (Self::Command, "command"),
        (Self::Connection, "connection"),
    ];

    fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(row, _)| *row == self)
            .map_or("", |(_, word)| word)
    }

    /// Which field stands in which column; the others are in `extra`.
    const fn columns(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Flow => &[("type", "kind")],
            Self::Variable => &[("id", "name"), ("type", "type"), ("title", "label")],
            Self::Step => &[
                ("id", "id"),
                ("type", "type"),
                ("title", "title"),
                ("description", "description"),
                ("next", "next"),
                ("expected_outcome", "expected_outcome"),
                ("help_text", "help_text"),
                ("est_minutes", "est_minutes"),
                ("risk", "risk"),
                ("library_visibility", "library_visibility"),
            ],
            Self::Answer => &[("id", "id"), ("title", "label"), ("next", "to")],
            Self::Command => &[("type", "command_type"), ("title", "label"), ("command", "command")],
            Self::Connection => &[
                ("id", "id"),
                ("type", "type"),
                ("title", "label"),
                ("from", "from"),
                ("next", "to"),
            ],
        }
    }
}

/// What a reader sees of a checklist in a cell.
fn checklist_seen(items: &[Value]) -> Vec<String> {
    let text = items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n");
    checklist_items(&text)
}

/// The items in a cell: a line each.
fn checklist_items(cell: &str) -> Vec<String> {
    let lines = cell.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}
