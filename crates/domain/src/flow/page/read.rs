//! A page as a flow: what is around the steps, and all of it put together.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Value, json};

use super::{
    FORM, MARK, Object, about, inline, join,
    parts::{self, Parts, Step},
    prose,
    write::relation,
};
use crate::{
    flow::{ConnectionType, FlowDocument, FlowKind, NodeId, SCHEMA, shapes},
    import::{self, ImportError, ImportOptions, Imported, ids::Ids, losses::Losses, text::Title},
};

/// Behind the heading of the variables.
pub(super) const VARIABLES: &str = "<!-- variables -->";
/// Behind the heading of the connections.
pub(super) const CONNECTIONS: &str = "<!-- connections -->";
/// The name under which a description is carried that the page does not show as it is.
pub(super) const DESCRIPTION: &str = "flow description";
/// The name of a flow whose page has no heading.
const NAMELESS: &str = "Imported flow";

/// Whether a text is such a page and no runbook of another making.
pub(crate) fn is_page(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    lines.next().is_some_and(|line| line.trim_end() == "---")
        && lines
            .take_while(|line| line.trim_end() != "---")
            .any(|line| line.split_once(':').is_some_and(|(key, _)| key.trim() == MARK))
}

/// Reads a page. Its lines end with `\n`.
pub(crate) fn read(text: &str, options: ImportOptions) -> Result<Imported, ImportError> {
    let mut losses = Losses::default();
    let (front, above) = Front::take(text, &mut losses);
    if front.form.is_some_and(|form| form != FORM) {
        return Err(ImportError::whole(format!(
            "this page was written by a newer version of Branchbook: it says \"{MARK}: {}\", and this version reads {FORM}",
            front.form.unwrap_or_default()
        )));
    }
    let kind = front.kind.or(options.kind).unwrap_or(FlowKind::Procedural);
    let parts = parts::read(text, above, &mut losses);
    let name = options
        .name
        .or_else(|| parts.name.clone())
        .map(|name| Title::of(&name).text);
    let mut description = parts.description.clone();
    let (mut document, carried) = document(kind, parts, &mut losses);
    if let Some(Value::String(exact)) = carried
        && prose::seen(&exact) == description
    {
        description = exact;
    }
    if front.kind.is_some() {
        document.insert("kind".to_owned(), json!(kind));
    }
    let asked = options.kind.or(Some(kind));
    let tree_structure =
        shapes::parse(asked, Value::Object(document)).map_err(|rejected| import::refused(&rejected))?;
    Ok(Imported {
        name: name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| NAMELESS.to_owned()),
        description: Some(description).filter(|description| !description.is_empty()),
        category: front.category,
        tags: front.tags,
        tree_structure,
        losses: losses.finish(),
    })
}

/// The document of a page without comments, and the description beside it, for whoever writes them.
pub(super) fn bare(page: &str) -> Option<(FlowDocument, String)> {
    let imported = read(page, ImportOptions::default()).ok()?;
    Some((imported.tree_structure, imported.description.unwrap_or_default()))
}

/// What a reader sees of the text of a command.
pub(super) fn command_seen(command: &str) -> String {
    let text = command.replace("\r\n", "\n").replace('\r', "\n");
    // One empty line and none look alike.
    text
}

/// What a reader sees of the type of a command.
pub(super) fn info_seen(command_type: &str) -> &str {
    let is_word = command_type
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '#' | '.' | '/'));
    if is_word { command_type } else { "" }
}

/// What stands above the page.
#[derive(Default)]
struct Front {
    form: Option<u32>,
    kind: Option<FlowKind>,
    category: Option<String>,
    tags: Vec<String>,
}

impl Front {
    /// Reads the front matter, and says how many lines it takes.
    fn take(text: &str, losses: &mut Losses) -> (Self, usize) {
        let mut front = Self::default();
        for (at, line) in text.split('\n').enumerate().skip(1) {
            if line.trim_end() == "---" {
                return (front, at + 1);
            }
            let (key, value) = line
                .split_once(':')
                .map_or((line, ""), |(key, value)| (key.trim(), value.trim()));
            match key {
                "" => {}
                MARK => front.form = Some(value.parse().unwrap_or(u32::MAX)),
                "type" if FlowKind::from_word(value).is_some() => front.kind = FlowKind::from_word(value),
                "category" => front.category = words(value).into_iter().next(),
                "tags" => front.tags = words(value),
                _ => losses.line(at + 1, format!("front matter: {}", line.trim())),
            }
        }
        (front, 0)
    }
}

/// The words of `a` or `[a, "b, c"]`.
fn words(value: &str) -> Vec<String> {
    let mut list = value
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'))
        .unwrap_or(value)
        .trim();
    let mut words = vec![];
    while !list.is_empty() {
        let mut quoted = serde_json::Deserializer::from_str(list).into_iter::<String>();
        let (word, rest) = match quoted.next() {
            Some(Ok(word)) if list.starts_with('"') => (word, &list[quoted.byte_offset()..]),
            _ => {
                let end = list.find(',').unwrap_or(list.len());
                (list[..end].trim().trim_matches(['"', '\'']).to_owned(), &list[end..])
            }
        };
        words.extend(Some(word).filter(|word| !word.trim().is_empty()));
        list = rest.trim_start().trim_start_matches(',').trim_start();
    }
    words
}

/// The document as JSON, and the description that is carried for the flow.
fn document(kind: FlowKind, parts: Parts, losses: &mut Losses) -> (Object, Option<Value>) {
    let anchors = Anchors::of(&parts.steps, losses);
    let mut carried = parts.carried;
    let description = carried.shift_remove(DESCRIPTION);
    let mut document = Object::new();
    // Without it a field called "edges" would make it a document of another shape.
    document.insert("schema".to_owned(), Value::from(SCHEMA));
    let steps = parts.steps.into_iter().zip(&anchors.ids);
    let steps: Vec<Value> = steps
        .map(|(step, id)| self::step(kind, step, id, &anchors, losses))
        .collect();
    if !kind.is_ordered()
        && let Some(first) = anchors.ids.first()
    {
        document.insert("root".to_owned(), Value::from(first.as_str()));
    }
    let variables: Vec<Object> = parts.variables.into_iter().map(|row| variable(&row.cells)).collect();
    let connections = parts.connections.into_iter().filter_map(|row| {
        let found = connection(&row.cells, &anchors);
        if found.is_none() {
            losses.line(
                row.line,
                format!("this row does not link one step to another: {}", row.cells.join(" | ")),
            );
        }
        found
    });
    let connections: Vec<Object> = connections.collect();
    let mut put = |name: &str, list: Vec<Value>| {
        if !list.is_empty() {
            document.insert(name.to_owned(), Value::from(list));
        }
    };
    put("intake", join::variables(variables, carried.shift_remove("intake")));
    put(
        "connections",
        join::connections(connections, carried.shift_remove("connections")),
    );
    for (name, value) in carried.into_iter().filter(|(name, _)| name != "nodes") {
        if value.is_null() && name == "root" {
            document.shift_remove("root");
        } else {
            document.insert(name, value);
        }
    }
    document.insert("nodes".to_owned(), Value::from(steps));
    (document, description)
}

/// A step as JSON.
fn step(kind: FlowKind, step: Step, id: &NodeId, anchors: &Anchors, losses: &mut Losses) -> Value {
    let mut fields = Object::new();
    let node_type = step.about.get("type").cloned().unwrap_or_else(|| {
        let seeming = if kind.is_ordered() {
            about::type_at(step.level)
        } else {
            parts::seeming_type(kind, &step)
        };
        Value::from(seeming.as_str())
    });
    fields.insert("id".to_owned(), Value::from(id.as_str()));
    fields.insert("type".to_owned(), node_type);
    let mut text = |name: &str, text: String| {
        if !text.is_empty() {
            fields.insert(name.to_owned(), Value::from(text));
        }
    };
    text("title", step.title);
    text("description", step.description);
    text("help_text", step.help);
    text("expected_outcome", step.expected);
    for (name, value) in step.about {
        fields.entry(name).or_insert(value);
    }
    if !step.checklist.is_empty() {
        fields.insert("checklist".to_owned(), Value::from(step.checklist));
    }
    let answers = step.answers.into_iter().map(|answer| {
        let mut fields = Object::new();
        fields.insert("label".to_owned(), Value::from(answer.label));
        if let Some(to) = answer.to.and_then(|to| anchors.resolve(&to)) {
            fields.insert("to".to_owned(), Value::from(to));
        }
        fields
    });
    let answers: Vec<Object> = answers.collect();
    let mut carried = step.carried;
    let mut put = |name: &str, list: Vec<Value>| {
        if !list.is_empty() {
            fields.insert(name.to_owned(), Value::from(list));
        }
    };
    put("options", join::answers(answers, carried.shift_remove("options")));
    put(
        "commands",
        join::commands(step.commands, carried.shift_remove("commands")),
    );
    if let Some((line, link)) = step.next {
        match anchors.resolve(&link) {
            Some(to) => drop(fields.insert("next".to_owned(), Value::from(to))),
            None => losses.line(line, format!("there is no step \"{}\" to go on to", link.anchor)),
        }
    }
    if let Some(tree) = step.tree {
        fields.insert("tree_id".to_owned(), Value::from(tree));
    }
    join::fields(&mut fields, carried);
    Value::Object(fields)
}

/// Where links lead.
struct Anchors {
    /// For each step, in order.
    ids: Vec<NodeId>,
    known: HashSet<String>,
    /// Steps that somebody added by hand have no anchor: their heading is one, and links by it are good too.
    by_heading: HashMap<String, NodeId>,
}

impl Anchors {
    fn of(steps: &[Step], losses: &mut Losses) -> Self {
        let mut ids = Ids::default();
        let mut given: Vec<Option<NodeId>> = vec![];
        for step in steps {
            let id = step.anchor.as_ref().map(|anchor| {
                let id = ids.keep(anchor);
                if id.as_str() != anchor {
                    losses.line(
                        step.line,
                        format!("the anchor \"{anchor}\" is taken or no id; this step is now {id}"),
                    );
                }
                id
            });
            given.push(id);
        }
        let mut by_heading = HashMap::new();
        let given = steps.iter().zip(given).map(|(step, id)| {
            id.unwrap_or_else(|| {
                let id = ids.slug(&step.title, "step");
                by_heading
                    .entry(heading_anchor(&step.title))
                    .or_insert_with(|| id.clone());
                by_heading.entry(step.title.clone()).or_insert_with(|| id.clone());
                id
            })
        });
        let ids: Vec<NodeId> = given.collect();
        let known = ids.iter().map(ToString::to_string).collect();
        Self { ids, known, by_heading }
    }

    /// The id of the step that a link leads to, or one that no step has yet.
    fn resolve(&self, link: &inline::Link) -> Option<String> {
        if self.known.contains(&link.anchor) {
            return Some(link.anchor.clone());
        }
        let found = self
            .by_heading
            .get(&link.anchor)
            .or_else(|| self.by_heading.get(&link.text));
        let id = found.cloned().or_else(|| link.anchor.parse().ok())?;
        Some(id.into())
    }
}

/// The anchor that GitHub makes of a heading.
fn heading_anchor(title: &str) -> String {
    let kept = title
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c })
        .collect::<String>()
        .to_lowercase()
}

fn variable(cells: &[String]) -> Object {
    let cell = |at: usize| cells.get(at).map_or_else(String::new, |cell| inline::read(cell));
    let is = |at: usize, words: &[&str]| words.contains(&cell(at).to_lowercase().as_str());
    let mut fields = Object::new();
    fields.insert("name".to_owned(), Value::from(cell(0)));
    fields.insert("label".to_owned(), Value::from(cell(1)));
    fields.insert(
        "type".to_owned(),
        Value::from(
            Some(cell(2))
                .filter(|word| !word.is_empty())
                .unwrap_or_else(|| "text".to_owned())
                .to_lowercase(),
        ),
    );
    fields.insert("required".to_owned(), Value::from(is(3, &["yes", "true", "x"])));
    fields.insert(
        "deferred".to_owned(),
        Value::from(is(4, &["when needed", "later", "deferred"])),
    );
    fields.insert("choices".to_owned(), Value::from(join::choices(&cell(5))));
    fields
}

fn connection(cells: &[String], anchors: &Anchors) -> Option<Object> {
    let end = |at: usize| anchors.resolve(&inline::split_link(cells.get(at)?)?.1);
    let word = inline::read(cells.get(1)?).to_lowercase();
    let types = [
        ConnectionType::ParentChild,
        ConnectionType::Dependency,
        ConnectionType::Reference,
    ];
    let connection_type = types.into_iter().find(|known| relation(*known) == word)?;
    let fields = BTreeMap::from([
        ("from", Value::from(end(0)?)),
        ("type", json!(connection_type)),
        ("to", Value::from(end(2)?)),
        (
            "label",
            Value::from(cells.get(3).map_or_else(String::new, |cell| inline::read(cell))),
        ),
    ]);
    Some(
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}
