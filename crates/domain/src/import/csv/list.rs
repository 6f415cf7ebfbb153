//! Lists that somebody has made elsewhere: a checklist of titles and descriptions, or questions with a column for each answer.

use std::collections::HashMap;

use super::{
    columns::{self, Column},
    sheet::{Sheet, unguarded},
};
use crate::{
    flow::{AnswerOption, Command, FlowDocument, FlowKind, MAX_NODES, Node, NodeId, NodeType, Risk},
    import::{
        ImportError, ImportOptions, Imported,
        ids::Ids,
        intake,
        losses::Losses,
        text::{Title, append_block, excerpt},
    },
};

/// The name of a flow when the caller gives none: a table has no place for one.
const NAMELESS: &str = "Imported list";
/// The title of the end that a checklist is given.
const END: &str = "Done";

/// Imports a list.
pub(super) fn import(sheet: Sheet, options: ImportOptions, mut losses: Losses) -> Result<Imported, ImportError> {
    let columns = columns::of(&sheet.header);
    let has = |column| columns.contains(&Some(column));
    if !has(Column::Title) && !has(Column::Description) {
        return Err(ImportError::whole(format!(
            "the first row names the columns, and one of them has to be \"title\", \"step\" or \"question\"; found: {}",
            excerpt(&sheet.header.join(", "))
        ))
        .on_line(sheet.first));
    }
    let leads = has(Column::Yes) || has(Column::No) || has(Column::Next);
    let kind = options.kind.unwrap_or(if leads {
        FlowKind::Troubleshooting
    } else {
        FlowKind::Procedural
    });
    if kind == FlowKind::Impact {
        return Err(ImportError::whole(
            "a list becomes a checklist or a troubleshooting flow and cannot be imported as impact",
        ));
    }
    let rows = rows(&sheet, &columns, &mut losses)?;
    if rows.is_empty() {
        return Err(ImportError::whole("there are no steps below the names of the columns"));
    }
    let mut document = if kind.is_ordered() {
        checklist(kind, rows, &mut losses)
    } else {
        questions(rows, &mut losses)
    };
    if document.nodes.len() > MAX_NODES {
        return Err(ImportError::over_limit(format!(
            "a flow has at most {MAX_NODES} nodes, this table makes more"
        )));
    }
    intake::declare(&mut document, &mut losses);
    let name = options
        .name
        .map(|name| Title::of(&name).text)
        .filter(|name| !name.is_empty());
    Ok(Imported {
        name: name.unwrap_or_else(|| NAMELESS.to_owned()),
        description: None,
        category: None,
        tags: vec![],
        tree_structure: document,
        losses: losses.finish(),
    })
}

/// A row that is a step.
struct Row {
    line: usize,
    cells: HashMap<Column, String>,
    title: String,
    description: String,
}

impl Row {
    fn take(&mut self, column: Column) -> String {
        self.cells.remove(&column).unwrap_or_default()
    }
}

/// The rows with something to do in them; what is in columns of no known name is listed.
fn rows(sheet: &Sheet, columns: &[Option<Column>], losses: &mut Losses) -> Result<Vec<Row>, ImportError> {
    let mut rows = vec![];
    for (line, cells) in &sheet.rows {
        let mut known = HashMap::new();
        for ((name, column), cell) in sheet.header.iter().zip(columns).zip(cells) {
            let cell = unguarded(cell).trim().replace("\r\n", "\n").replace('\r', "\n");
            match column {
                _ if cell.is_empty() => {}
                Some(column) => drop(known.insert(*column, cell)),
                None => losses.line(
                    *line,
                    format!("the column \"{}\" is none that is known: {cell}", name.trim()),
                ),
            }
        }
        let (title, mut description) = (known.remove(&Column::Title), known.remove(&Column::Description));
        let Some(text) = title.or_else(|| description.take()) else {
            for (_, cell) in known {
                losses.line(*line, format!("in a row without a title: {cell}"));
            }
            continue;
        };
        let title = Title::of(&text);
        let mut whole = if title.whole { String::new() } else { text };
        append_block(&mut whole, &description.unwrap_or_default());
        rows.push(Row {
            line: *line,
            cells: known,
            title: title.text,
            description: whole,
        });
        if rows.len() > MAX_NODES {
            return Err(ImportError::over_limit(format!(
                "a flow has at most {MAX_NODES} nodes, this table has more rows"
            )));
        }
    }
    Ok(rows)
}

/// The row as a node of this type, without what leads on from it.
fn node(row: &mut Row, id: NodeId, node_type: NodeType, losses: &mut Losses) -> Node {
    let mut node = Node::new(id, node_type, std::mem::take(&mut row.title));
    node.description = std::mem::take(&mut row.description);
    node.expected_outcome = row.take(Column::Expected);
    node.help_text = row.take(Column::Help);
    let (command, command_type) = (row.take(Column::Command), row.take(Column::CommandType));
    if !command.is_empty() {
        node.commands.push(Command {
            command_type,
            ..Command::bare(command)
        });
    } else if !command_type.is_empty() {
        losses.line(row.line, format!("the type of no command: {command_type}"));
    }
    let bullets = |line: &str| {
        line.trim()
            .trim_start_matches(['-', '*', '•', '☐', '□'])
            .trim()
            .to_owned()
    };
    let checks = row.take(Column::Checklist);
    node.checklist = checks
        .split(['\n', ';'])
        .map(bullets)
        .filter(|item| !item.is_empty())
        .collect();
    let minutes = row.take(Column::Minutes);
    let number = minutes
        .trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ')
        .replace(',', ".");
    let is_minutes = minutes.ends_with(|c: char| c.is_ascii_digit()) || minutes.contains("min");
    node.est_minutes = number
        .parse()
        .ok()
        .filter(|minutes: &f64| is_minutes && minutes.is_finite() && *minutes >= 0.0);
    if !minutes.is_empty() && node.est_minutes.is_none() {
        losses.line(row.line, format!("no number of minutes: {minutes}"));
    }
    let risk = row.take(Column::Risk);
    node.risk = match risk.to_lowercase().as_str() {
        "low" => Some(Risk::Low),
        "medium" | "mid" => Some(Risk::Medium),
        "high" => Some(Risk::High),
        _ => None,
    };
    if !risk.is_empty() && node.risk.is_none() {
        losses.line(row.line, format!("a risk is low, medium or high, not {risk}"));
    }
    node
}

fn checklist(kind: FlowKind, rows: Vec<Row>, losses: &mut Losses) -> FlowDocument {
    let mut document = FlowDocument::empty(kind);
    let mut ids = Ids::default();
    let mut section = String::new();
    for mut row in rows {
        let here = row.take(Column::Section);
        if !here.is_empty() && here != section {
            let title = Title::of(&here);
            let mut header = Node::new(ids.slug(&title.text, "section"), NodeType::SectionHeader, title.text);
            if !title.whole {
                header.description.clone_from(&here);
            }
            document.nodes.push(header);
            section = here;
        }
        let kind_of = row.take(Column::Type);
        let is_header = is_type(&kind_of, NodeType::SectionHeader) || kind_of.eq_ignore_ascii_case("section");
        let node_type = if is_header {
            NodeType::SectionHeader
        } else {
            NodeType::ProcedureStep
        };
        if !kind_of.is_empty()
            && !is_header
            && !is_type(&kind_of, NodeType::ProcedureStep)
            && !kind_of.eq_ignore_ascii_case("step")
        {
            losses.line(
                row.line,
                format!("the type \"{kind_of}\" is none of a checklist's; this is a step"),
            );
        }
        let id = wanted_id(&mut row, &mut ids, losses).unwrap_or_else(|| ids.slug(&row.title, "step"));
        let node = node(&mut row, id, node_type, losses);
        document.nodes.push(node);
        for (column, cell) in row.cells {
            losses.line(
                row.line,
                format!("a checklist has no place for {column:?}: {cell}").to_lowercase(),
            );
        }
    }
    document
        .nodes
        .push(Node::new(ids.slug(END, "end"), NodeType::ProcedureEnd, END));
    document
}

fn is_type(word: &str, node_type: NodeType) -> bool {
    word.eq_ignore_ascii_case(node_type.as_str())
}

/// The id that the row names, as near to it as can be. Nothing for a plain number: it says where a step stands.
fn wanted_id(row: &mut Row, ids: &mut Ids, losses: &mut Losses) -> Option<NodeId> {
    let wanted = row.take(Column::Id);
    if wanted.is_empty() || wanted.trim_end_matches('.').parse::<u64>().is_ok() {
        return None;
    }
    let id = ids.keep(&wanted);
    if id.as_str() != wanted {
        losses.line(
            row.line,
            format!("the id \"{wanted}\" is taken or no id; this step is now {id}"),
        );
    }
    Some(id)
}

fn questions(mut rows: Vec<Row>, losses: &mut Losses) -> FlowDocument {
    let mut document = FlowDocument::empty(FlowKind::Troubleshooting);
    let mut ids = Ids::default();
    let mut places: HashMap<String, NodeId> = HashMap::new();
    let mut own = vec![];
    for row in &mut rows {
        let named = row.cells.get(&Column::Id).map(|id| place(id));
        let id = wanted_id(row, &mut ids, losses).unwrap_or_else(|| ids.slug(&row.title, "step"));
        places.extend(named.map(|name| (name, id.clone())));
        own.push(id);
    }
    for (row, id) in rows.iter().zip(&own) {
        places.entry(place(&row.title)).or_insert_with(|| id.clone());
    }
    let mut ends = vec![];
    for (mut row, id) in rows.into_iter().zip(own) {
        let line = row.line;
        let answers = [("Yes", row.take(Column::Yes)), ("No", row.take(Column::No))];
        let next = row.take(Column::Next);
        let asks = answers.iter().any(|(_, to)| !to.is_empty());
        let node_type = match () {
            () if asks => NodeType::Decision,
            () if !next.is_empty() => NodeType::Action,
            () => NodeType::Solution,
        };
        let mut lead = |to: &str, losses: &mut Losses| {
            if to.is_empty() {
                return None;
            }
            let known = places.get(&place(to)).cloned();
            Some(known.unwrap_or_else(|| {
                let title = Title::of(to);
                let id = ids.slug(&title.text, "end");
                losses.line(
                    line,
                    format!(
                        "added: \"{}\" is no step of the table, so it is an end of the flow",
                        excerpt(to)
                    ),
                );
                let mut end = Node::new(id.clone(), NodeType::Solution, title.text);
                if !title.whole {
                    end.description = to.to_owned();
                }
                ends.push(end);
                places.insert(place(to), id.clone());
                id
            }))
        };
        let options = answers.into_iter().filter(|_| asks).map(|(label, to)| AnswerOption {
            id: label.to_lowercase(),
            label: label.to_owned(),
            to: lead(&to, losses),
            extra: Default::default(),
        });
        let options: Vec<AnswerOption> = options.collect();
        let goes_on = if asks { None } else { lead(&next, losses) };
        if asks && !next.is_empty() {
            losses.line(line, format!("a question goes on by its answers, not to: {next}"));
        }
        let word = row.take(Column::Type);
        if !word.is_empty() && !is_type(&word, node_type) {
            losses.line(
                line,
                format!(
                    "the type \"{word}\": by what leads on from it this is a {}",
                    node_type.as_str()
                ),
            );
        }
        let section = row.take(Column::Section);
        let mut node = node(&mut row, id, node_type, losses);
        node.options = options;
        node.next = goes_on;
        if !section.is_empty() {
            node.extra.insert("section".to_owned(), section.into());
        }
        document.nodes.push(node);
    }
    document.nodes.append(&mut ends);
    document.root = document.nodes.first().map(|node| node.id.clone());
    document
}

/// What rows call each other: an id or a title, however it is written; `Step 3` is 3.
fn place(name: &str) -> String {
    let name = name.trim().trim_end_matches('.').to_lowercase();
    let number = name
        .strip_prefix("step ")
        .or_else(|| name.strip_prefix("go to "))
        .or_else(|| name.strip_prefix('#'));
    number.map_or_else(|| name.clone(), |number| number.trim().to_owned())
}
