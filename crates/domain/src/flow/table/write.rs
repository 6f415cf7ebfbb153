//! A flow as a table.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{COLUMNS, Object, Row, checklist_seen};
use crate::{
    flow::{
        export::Flow,
        shapes::{self, Shape},
    },
    import::guarded,
};

/// The flow as a table, with a byte order mark: spreadsheets take a text without one for an old code page.
pub(crate) fn write(flow: &Flow<'_>) -> String {
    let mut table = Table {
        writer: csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec()),
    };
    table.record(COLUMNS.iter().map(|column| (*column).to_owned()));
    let Value::Object(mut document) = shapes::render(flow.document, Shape::Canonical) else {
        return String::new();
    };
    let list = |document: &mut Object, name: &str| match document.shift_remove(name) {
        Some(Value::Array(items)) => items.into_iter().filter_map(|item| item.as_object().cloned()).collect(),
        _ => vec![],
    };
    let nodes: Vec<Object> = list(&mut document, "nodes");
    let (variables, connections) = (list(&mut document, "intake"), list(&mut document, "connections"));
    table.flow(flow, document);
    for variable in variables {
        table.row(Row::Variable, variable);
    }
    for mut node in nodes {
        let (answers, commands) = (list(&mut node, "options"), list(&mut node, "commands"));
        table.row(Row::Step, node);
        for command in commands {
            table.row(Row::Command, command);
        }
        for answer in answers {
            table.row(Row::Answer, answer);
        }
    }
    for connection in connections {
        table.row(Row::Connection, connection);
    }
    // Writing to memory does not fail, and all that was written is text.
    let bytes = table.writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

struct Table {
    writer: csv::Writer<Vec<u8>>,
}

impl Table {
    fn record(&mut self, cells: impl Iterator<Item = String>) {
        let cells = cells.map(|cell| guarded(&cell).into_owned());
        // Writing to memory does not fail, and every record has all columns.
        let _ = self.writer.write_record(cells);
    }

    /// The row of the flow: what stands beside its document, and what of that belongs to no row.
    fn flow(&mut self, flow: &Flow<'_>, mut document: Object) {
        document.shift_remove("schema");
        let kind = document.shift_remove("kind").unwrap_or_default();
        let first = flow.document.nodes.first().map(|node| &node.id);
        let mut extra = Object::new();
        // Without a word about it a flow starts at its first step, a checklist anyway.
        let root = document.shift_remove("root").unwrap_or_default();
        let usual = first
            .filter(|_| !flow.document.kind.is_ordered())
            .map(|id| json!(id))
            .unwrap_or_default();
        if root != usual {
            extra.insert("root".to_owned(), root);
        }
        if let Some(category) = flow.category {
            extra.insert("category".to_owned(), Value::from(category));
        }
        if !flow.tags.is_empty() {
            extra.insert("tags".to_owned(), json!(flow.tags));
        }
        if let Some(canvas) = document.shift_remove("canvas") {
            extra.insert("canvas".to_owned(), canvas);
        }
        if !document.is_empty() {
            extra.insert("fields".to_owned(), Value::Object(document));
        }
        let mut cells = HashMap::from([
            ("type", kind.as_str().unwrap_or_default().to_owned()),
            ("title", flow.name.to_owned()),
            ("description", flow.description.to_owned()),
        ]);
        self.cells(Row::Flow, &mut cells, &extra);
    }

    /// A row, its fields in their columns and what is left in the last.
    fn row(&mut self, row: Row, mut fields: Object) {
        let mut cells: HashMap<&str, String> = HashMap::new();
        for (column, field) in row.columns() {
            let cell = match fields.get(*field) {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Number(number)) => number.to_string(),
                _ => continue,
            };
            fields.shift_remove(*field);
            cells.insert(*column, cell);
        }
        if row == Row::Step
            && let Some(Value::Array(items)) = fields.get("checklist")
        {
            let seen = checklist_seen(items);
            let is_all = seen
                .iter()
                .map(String::as_str)
                .eq(items.iter().filter_map(Value::as_str));
            cells.insert("checklist", seen.join("\n"));
            if is_all {
                fields.shift_remove("checklist");
            }
        }
        self.cells(row, &mut cells, &fields);
    }

    fn cells(&mut self, row: Row, cells: &mut HashMap<&str, String>, extra: &Object) {
        cells.insert("row", row.word().to_owned());
        if !extra.is_empty() {
            cells.insert("extra", Value::Object(extra.clone()).to_string());
        }
        let record: Vec<String> = COLUMNS
            .iter()
            .map(|column| cells.remove(column).unwrap_or_default())
            .collect();
        self.record(record.into_iter());
    }
}
