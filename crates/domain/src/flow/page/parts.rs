//! The parts of a page, as they stand in it.

use serde_json::Value;

use super::{
    Object, about,
    carried::{self, Of},
    inline::{self, Link},
    line::{self, Fence, Label, Line},
    prose,
    read::{CONNECTIONS, VARIABLES},
};
use crate::{
    flow::{FlowKind, NodeType},
    import::losses::Losses,
};

/// A whole page.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) name: Option<String>,
    pub(super) description: String,
    pub(super) steps: Vec<Step>,
    pub(super) variables: Vec<Row>,
    pub(super) connections: Vec<Row>,
    pub(super) carried: Object,
}

/// A row of a table.
pub(super) struct Row {
    pub(super) line: usize,
    /// As Markdown, without the escapes of `|`.
    pub(super) cells: Vec<String>,
}

/// What stands under one heading.
#[derive(Default)]
pub(super) struct Step {
    pub(super) line: usize,
    pub(super) level: usize,
    pub(super) anchor: Option<String>,
    pub(super) title: String,
    pub(super) about: Object,
    pub(super) description: String,
    pub(super) help: String,
    pub(super) expected: String,
    pub(super) checklist: Vec<String>,
    pub(super) commands: Vec<Object>,
    pub(super) tree: Option<String>,
    pub(super) answers: Vec<Answer>,
    pub(super) next: Option<(usize, Link)>,
    pub(super) carried: Object,
}

/// An answer, and where it leads.
pub(super) struct Answer {
    pub(super) label: String,
    pub(super) to: Option<Link>,
}

/// What a step is that does not say it.
pub(super) fn seeming_type(kind: FlowKind, step: &Step) -> NodeType {
    match kind {
        FlowKind::Impact => NodeType::Outcome,
        _ if !step.answers.is_empty() => NodeType::Decision,
        _ if step.tree.is_some() => NodeType::Flow,
        _ if step.next.is_some() => NodeType::Action,
        _ => NodeType::Solution,
    }
}

/// Reads the lines below the front matter.
pub(super) fn read(text: &str, above: usize, losses: &mut Losses) -> Parts {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut reader = Reader {
        lines: &lines,
        at: above,
        parts: Parts::default(),
        place: Place::Top,
        step: Step::default(),
        texts: Texts::default(),
        target: Target::Description,
        losses,
    };
    while reader.at < lines.len() {
        reader.line();
    }
    reader.finish_step();
    reader.parts
}

/// Where in the page the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first heading of the second level.
    Top,
    Step,
    Variables,
    Connections,
}

/// What the lines that come are.
#[derive(Clone)]
enum Target {
    Description,
    Help,
    Expected,
    Checklist,
    /// The code block that comes is a command; its label, and where that stands.
    Command {
        line: usize,
        label: String,
    },
    Answers,
}

/// The texts of a step while their lines come in.
#[derive(Default)]
struct Texts {
    description: String,
    help: String,
    expected: String,
}

struct Reader<'a, 'l> {
    lines: &'a [&'a str],
    at: usize,
    parts: Parts,
    place: Place,
    step: Step,
    texts: Texts,
    target: Target,
    losses: &'l mut Losses,
}

impl Reader<'_, '_> {
    fn line(&mut self) {
        let text = self.lines[self.at];
        self.at += 1;
        match line::line(text) {
            Line::Heading(level, heading) => self.heading(level, heading),
            Line::Carried(of, json) => self.carried(of, json),
            _ if matches!(self.place, Place::Variables | Place::Connections) => self.row(text),
            Line::Quoted => self.quote(),
            Line::Label(label, rest) if self.place == Place::Step => self.label(label, rest),
            Line::Fence(fence, info) => self.code(text, fence, info),
            Line::Label(..) | Line::Text => self.text(text),
        }
    }

    fn heading(&mut self, level: usize, heading: &str) {
        if level == 1 && self.place == Place::Top && self.parts.name.is_none() {
            self.parts.name = Some(inline::read(heading));
            return;
        }
        self.finish_step();
        let is = |mark: &str| heading.ends_with(mark);
        if is(VARIABLES) || is(CONNECTIONS) {
            self.place = if is(VARIABLES) {
                Place::Variables
            } else {
                Place::Connections
            };
            return;
        }
        self.place = Place::Step;
        let (title, anchor) = anchored(heading);
        self.step = Step {
            line: self.at,
            level,
            anchor: anchor.map(str::to_owned),
            title: inline::read(title),
            ..Step::default()
        };
    }

    /// Puts what was read under the last heading where it belongs.
    fn finish_step(&mut self) {
        self.leave_target();
        let mut texts = std::mem::take(&mut self.texts);
        for text in [&mut texts.description, &mut texts.help, &mut texts.expected] {
            *text = prose::trimmed(text).to_owned();
        }
        match self.place {
            Place::Top => self.parts.description = texts.description,
            Place::Step => {
                let mut step = std::mem::take(&mut self.step);
                (step.description, step.help, step.expected) = (texts.description, texts.help, texts.expected);
                self.parts.steps.push(step);
            }
            Place::Variables | Place::Connections => {}
        }
    }

    /// A command that was announced and did not come is text.
    fn leave_target(&mut self) {
        let left = std::mem::replace(&mut self.target, Target::Description);
        if let Target::Command { line, label } = left
            && !label.is_empty()
        {
            self.losses
                .line(line, format!("a command without a code block: {label}"));
        }
    }

    fn carried(&mut self, of: Of, json: &str) {
        match carried::read(json) {
            Some(fields) if of == Of::Flow => self.parts.carried = fields,
            Some(fields) if self.place == Place::Step => self.step.carried = fields,
            _ => self.losses.line(
                self.at,
                format!("what was carried here belongs to no step or is broken: {json}"),
            ),
        }
    }

    fn label(&mut self, label: Label, rest: &str) {
        self.leave_target();
        match label {
            Label::Help | Label::Expected => {
                self.target = if label == Label::Help {
                    Target::Help
                } else {
                    Target::Expected
                };
                self.push(rest);
            }
            Label::Command => {
                let (line, label) = (self.at, inline::read(rest));
                self.target = Target::Command { line, label };
            }
            Label::Checklist => self.target = Target::Checklist,
            Label::Answers => self.target = Target::Answers,
            Label::RunsFlow => {
                self.step.tree = Some(rest.trim().trim_matches('`').to_owned()).filter(|tree| !tree.is_empty())
            }
            Label::Next => match inline::split_link(rest) {
                Some((_, link)) => self.step.next = Some((self.at, link)),
                None => self
                    .losses
                    .line(self.at, format!("no link to a step to go on to: {rest}")),
            },
        }
        let is_list = matches!(label, Label::Checklist | Label::Answers);
        if is_list && !rest.trim().is_empty() {
            self.losses.line(self.at, format!("outside the list: {rest}"));
        }
    }

    /// The text below, which stands there as a quote.
    fn quote(&mut self) {
        while let Some(line) = self.lines.get(self.at).and_then(|line| line.strip_prefix('>')) {
            self.at += 1;
            self.push(line.strip_prefix(' ').unwrap_or(line));
        }
    }

    /// A code block: a command where one was announced, else a part of the text.
    fn code(&mut self, opening: &str, fence: Fence, info: &str) {
        let inside = &self.lines[self.at..];
        let length = inside.iter().position(|line| fence.closes(line));
        if length.is_none() {
            self.losses.line(
                self.at,
                "this code block is never closed; all that follows belongs to it",
            );
        }
        let body = &inside[..length.unwrap_or(inside.len())];
        if let Target::Command { label, .. } = &mut self.target {
            let mut command = Object::new();
            command.insert("label".to_owned(), Value::from(std::mem::take(label)));
            command.insert("command".to_owned(), Value::from(body.join("\n")));
            command.insert("command_type".to_owned(), Value::from(info));
            self.step.commands.push(command);
        } else {
            if matches!(self.target, Target::Checklist | Target::Answers) {
                self.back_to_description();
            }
            self.push(opening);
            for line in body {
                self.push(line);
            }
            if let Some(closing) = length.and_then(|length| inside.get(length)) {
                self.push(closing);
            }
        }
        self.at += body.len() + usize::from(length.is_some());
    }

    fn text(&mut self, text: &str) {
        let is_blank = text.trim().is_empty();
        match &self.target {
            Target::Description if self.place == Place::Step && self.texts.description.trim().is_empty() => {
                match about::read(text).filter(|_| self.step.about.is_empty()) {
                    Some(about) => self.step.about = about,
                    None => self.push(text),
                }
            }
            Target::Description | Target::Help | Target::Expected => self.push(text),
            _ if is_blank => {}
            Target::Checklist => match item(text) {
                Some(item) => {
                    let boxes = ["[ ]", "[x]", "[X]"];
                    let text = boxes.iter().find_map(|mark| item.strip_prefix(mark)).unwrap_or(item);
                    self.step.checklist.push(inline::read(text));
                }
                None => self.other_text(text),
            },
            Target::Answers => match item(text) {
                Some(item) => self.step.answers.push(answer(item)),
                None => self.other_text(text),
            },
            Target::Command { .. } => self.other_text(text),
        }
    }

    /// Text behind a list or a command belongs to the description.
    fn other_text(&mut self, text: &str) {
        self.back_to_description();
        self.push(text);
    }

    fn back_to_description(&mut self) {
        self.leave_target();
        if !self.texts.description.is_empty() {
            self.push("");
        }
    }

    /// Appends a line to the text that is read.
    fn push(&mut self, line: &str) {
        let text = match self.target {
            Target::Help => &mut self.texts.help,
            Target::Expected => &mut self.texts.expected,
            _ => &mut self.texts.description,
        };
        text.push_str(line);
        text.push('\n');
    }

    fn row(&mut self, text: &str) {
        let text = text.trim();
        let is_rule = text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        if is_rule {
            return;
        }
        let Some(cells) = cells(text) else {
            self.losses.line(self.at, format!("outside the table: {text}"));
            return;
        };
        let is_header = self
            .lines
            .get(self.at)
            .is_some_and(|next| next.trim_start().starts_with("| ---"));
        let row = Row { line: self.at, cells };
        match self.place {
            _ if is_header => {}
            Place::Variables => self.parts.variables.push(row),
            _ => self.parts.connections.push(row),
        }
    }
}

/// A heading and the anchor behind it.
fn anchored(heading: &str) -> (&str, Option<&str>) {
    let parts = heading
        .strip_suffix("\"></a>")
        .and_then(|rest| rest.rsplit_once("<a id=\""));
    match parts {
        Some((title, anchor)) if !title.ends_with('\\') => (title.trim_end(), Some(anchor)),
        _ => (heading, None),
    }
}

/// What stands behind the bullet of a list.
fn item(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = text.strip_prefix(['-', '*', '+'])?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
}

fn answer(item: &str) -> Answer {
    match inline::split_link(item) {
        Some((label, link)) => {
            let label = label.trim_end();
            let label = ["→", "->"]
                .iter()
                .find_map(|arrow| label.strip_suffix(arrow))
                .unwrap_or(label);
            Answer {
                label: inline::read(label),
                to: Some(link),
            }
        }
        None => Answer {
            label: inline::read(item),
            to: None,
        },
    }
}

/// The cells of a row of a table.
fn cells(row: &str) -> Option<Vec<String>> {
    let row = row.strip_prefix('|')?;
    let mut cells = vec![String::new()];
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        let cell = cells.last_mut()?;
        match (c, chars.peek()) {
            ('\\', Some('|')) => cell.extend(chars.next()),
            ('\\', Some('\\')) => {
                cell.push(c);
                cell.extend(chars.next());
            }
            ('|', _) => cells.push(String::new()),
            _ => cell.push(c),
        }
    }
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    Some(cells.into_iter().map(|cell| cell.trim().to_owned()).collect())
}
