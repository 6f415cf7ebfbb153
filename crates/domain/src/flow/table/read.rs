//! A table as a flow.

use std::collections::HashMap;

use serde_json::{Number, Value};

use super::{COLUMNS, Object, Row, checklist_items, checklist_seen};
use crate::{
    flow::{FlowKind, NodeId, NodeType, SCHEMA, shapes},
    import::{self, ImportError, ImportOptions, Imported, Sheet, ids::Ids, losses::Losses, text::Title, unguarded},
};

/// The name of a flow whose table has no row for it.
const NAMELESS: &str = "Imported flow";

/// Whether a sheet is such a table and no list of another making.
pub(crate) fn is_table(sheet: &Sheet) -> bool {
    ["row", "type", "title"]
        .iter()
        .all(|column| sheet.header.iter().any(|name| name.trim() == *column))
}

/// Reads a table.
pub(crate) fn read(sheet: Sheet, options: ImportOptions) -> Result<Imported, ImportError> {
    let mut reader = Reader::default();
    for name in sheet.header.iter().filter(|name| !COLUMNS.contains(&name.trim())) {
        reader
            .losses
            .line(sheet.first, format!("the column \"{name}\" is none of a flow's"));
    }
    for (line, cells) in sheet.rows {
        let mut row = Cells::of(line, &sheet.header, cells);
        if row.0.is_empty() {
            continue;
        }
        reader.row(line, &mut row);
        for (name, cell) in row.0 {
            reader.losses.line(line, format!("{name}: {cell}"));
        }
    }
    reader.finish(options)
}

/// The cells of a row that are not empty, by their columns.
struct Cells(HashMap<String, String>);

impl Cells {
    fn of(_line: usize, header: &[String], cells: Vec<String>) -> Self {
        let named = header.iter().map(|name| name.trim().to_owned()).zip(cells);
        let cells = named.map(|(name, cell)| (name, unguarded(&cell).to_owned()));
        Self(cells.filter(|(_, cell)| !cell.is_empty()).collect())
    }

    fn take(&mut self, column: &str) -> String {
        self.0.remove(column).unwrap_or_default()
    }
}

/// A step with the line of its row.
struct Step {
    line: usize,
    fields: Object,
    answers: Vec<Value>,
    commands: Vec<Value>,
}

#[derive(Default)]
struct Reader {
    losses: Losses,
    name: Option<String>,
    kind: Option<FlowKind>,
    description: String,
    about: Object,
    variables: Vec<Value>,
    steps: Vec<Step>,
    connections: Vec<Value>,
}

impl Reader {
    fn row(&mut self, line: usize, cells: &mut Cells) {
        let word = cells.take("row");
        let known = Row::ALL
            .iter()
            .find(|(_, known)| known.eq_ignore_ascii_case(word.trim()));
        let row = match known {
            Some((row, _)) => *row,
            None if word.trim().is_empty() => Row::Step,
            None => {
                self.losses.line(line, format!("\"{word}\" is no kind of row"));
                return;
            }
        };
        let mut fields = self.extra(line, cells);
        if row == Row::Flow {
            self.flow(line, fields, cells);
            return;
        }
        for (column, field) in row.columns() {
            let cell = cells.take(column);
            let value = match *column {
                _ if cell.is_empty() => continue,
                "est_minutes" => match cell.trim().parse().ok().and_then(Number::from_f64) {
                    Some(minutes) => Value::Number(minutes),
                    None => {
                        self.losses.line(line, format!("est_minutes: {cell} is no number"));
                        continue;
                    }
                },
                _ => Value::from(cell),
            };
            fields.insert((*field).to_owned(), value);
        }
        match row {
            Row::Step => self.step(line, fields, cells),
            Row::Variable => self.variables.push(Value::Object(fields)),
            Row::Connection => self.connections.push(Value::Object(fields)),
            Row::Answer | Row::Command => match self.steps.last_mut() {
                Some(step) if row == Row::Answer => step.answers.push(Value::Object(fields)),
                Some(step) => {
                    fields.entry("command").or_insert_with(|| Value::from(""));
                    step.commands.push(Value::Object(fields));
                }
                None => self
                    .losses
                    .line(line, format!("there is no step above this {}", row.word())),
            },
            Row::Flow => {}
        }
    }

    fn extra(&mut self, line: usize, cells: &mut Cells) -> Object {
        let cell = cells.take("extra");
        if cell.trim().is_empty() {
            return Object::new();
        }
        match serde_json::from_str(&cell) {
            Ok(mut value @ Value::Object(_)) => {
                import::without_nul(&mut value);
                value.as_object().cloned().unwrap_or_default()
            }
            _ => {
                self.losses.line(line, format!("extra is no JSON object: {cell}"));
                Object::new()
            }
        }
    }

    fn flow(&mut self, line: usize, extra: Object, cells: &mut Cells) {
        let word = cells.take("type");
        self.kind = FlowKind::from_word(&word);
        if self.kind.is_none() {
            self.losses.line(line, format!("\"{word}\" is no kind of flow"));
        }
        self.name = Some(cells.take("title"));
        self.description = cells.take("description");
        self.about = extra;
    }

    fn step(&mut self, line: usize, mut fields: Object, cells: &mut Cells) {
        let cell = cells.take("checklist");
        let items = checklist_items(&cell);
        let is_exact = matches!(fields.get("checklist"), Some(Value::Array(exact)) if checklist_seen(exact) == items);
        if !is_exact {
            fields.shift_remove("checklist");
            if !items.is_empty() {
                fields.insert("checklist".to_owned(), Value::from(items));
            }
        }
        self.steps.push(Step {
            line,
            fields,
            answers: vec![],
            commands: vec![],
        });
    }

    fn finish(mut self, options: ImportOptions) -> Result<Imported, ImportError> {
        let kind = self.kind.or(options.kind).unwrap_or(FlowKind::Procedural);
        let ids = self.give_ids();
        let mut about = std::mem::take(&mut self.about);
        let text = |value: Option<Value>| value.and_then(|value| value.as_str().map(str::to_owned));
        let category = text(about.shift_remove("category"));
        let tags = match about.shift_remove("tags") {
            Some(Value::Array(tags)) => tags.into_iter().filter_map(|tag| text(Some(tag))).collect(),
            _ => vec![],
        };
        let mut document = match about.shift_remove("fields") {
            Some(Value::Object(fields)) => fields,
            _ => Object::new(),
        };
        document.insert("schema".to_owned(), Value::from(SCHEMA));
        document.insert("kind".to_owned(), Value::from(kind.as_str()));
        let first = ids
            .first()
            .filter(|_| !kind.is_ordered())
            .map(|id| Value::from(id.as_str()));
        let root = about.shift_remove("root").or(first).filter(|root| !root.is_null());
        document.extend(root.map(|root| ("root".to_owned(), root)));
        document.extend(about);
        let steps = std::mem::take(&mut self.steps);
        let steps: Vec<Value> = steps.into_iter().map(|step| finished(kind, step)).collect();
        document.insert("nodes".to_owned(), Value::from(steps));
        document.insert("connections".to_owned(), Value::from(self.connections));
        document.insert("intake".to_owned(), Value::from(self.variables));
        let asked = options.kind.or(Some(kind));
        let tree_structure =
            shapes::parse(asked, Value::Object(document)).map_err(|rejected| import::refused(&rejected))?;
        let name = options.name.or(self.name).map(|name| Title::of(&name).text);
        Ok(Imported {
            name: name
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| NAMELESS.to_owned()),
            description: Some(self.description).filter(|description| !description.trim().is_empty()),
            category,
            tags,
            tree_structure,
            losses: self.losses.finish(),
        })
    }

    /// Gives an id to each step without one, and to each whose id another has. Rows may lead to a new step by its title.
    fn give_ids(&mut self) -> Vec<NodeId> {
        let mut ids = Ids::default();
        let mut given: Vec<Option<NodeId>> = vec![];
        for step in &self.steps {
            let wanted = step
                .fields
                .get("id")
                .and_then(Value::as_str)
                .map(str::trim)
                .filter(|id| !id.is_empty());
            given.push(wanted.map(|wanted| {
                let id = ids.keep(wanted);
                if id.as_str() != wanted {
                    self.losses.line(
                        step.line,
                        format!("the id \"{wanted}\" is taken or no id; this step is now {id}"),
                    );
                }
                id
            }));
        }
        let mut by_title: HashMap<String, NodeId> = HashMap::new();
        let mut all = vec![];
        for (step, given) in self.steps.iter_mut().zip(given) {
            let id = given.unwrap_or_else(|| {
                let title = step.fields.get("title").and_then(Value::as_str).unwrap_or_default();
                let id = ids.slug(title, "step");
                by_title.entry(title.trim().to_owned()).or_insert_with(|| id.clone());
                id
            });
            step.fields.insert("id".to_owned(), Value::from(id.as_str()));
            all.push(id);
        }
        let lead = |target: &mut Value| {
            let found = target.as_str().and_then(|title| by_title.get(title.trim()));
            if let Some(id) = found {
                *target = Value::from(id.as_str());
            }
        };
        for step in &mut self.steps {
            step.fields.get_mut("next").map(lead);
            step.answers
                .iter_mut()
                .filter_map(|answer| answer.get_mut("to"))
                .for_each(lead);
        }
        for connection in &mut self.connections {
            connection.get_mut("from").map(lead);
            connection.get_mut("to").map(lead);
        }
        all
    }
}

fn finished(kind: FlowKind, step: Step) -> Value {
    let Step {
        mut fields,
        answers,
        commands,
        ..
    } = step;
    let seeming = match kind {
        _ if kind.is_ordered() => NodeType::ProcedureStep,
        FlowKind::Impact => NodeType::Outcome,
        _ if !answers.is_empty() => NodeType::Decision,
        _ if fields.contains_key("next") => NodeType::Action,
        _ => NodeType::Solution,
    };
    fields.entry("type").or_insert_with(|| Value::from(seeming.as_str()));
    for (name, list) in [("options", answers), ("commands", commands)] {
        if !list.is_empty() {
            fields.insert(name.to_owned(), Value::from(list));
        }
    }
    Value::Object(fields)
}
