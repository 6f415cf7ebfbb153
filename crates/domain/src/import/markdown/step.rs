//! One step of a checklist, made from a paragraph or from an item of a list.

use super::{
    block::{Block, Code, Content, Item},
    code,
    inline::{self, Span},
    render,
    sentences::{self, Told},
    wording,
};
use crate::{
    flow::Command,
    import::text::{Title, append_block, one_line},
};

/// The longest text over a command; a longer one is in the description anyway.
const MAX_LABEL: usize = 80;
/// The longest item of a checklist; a list with a longer one stays in the description.
const MAX_CHECK: usize = 200;

/// A step before it has an id.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) title: String,
    /// Markdown.
    pub(super) description: String,
    pub(super) commands: Vec<Command>,
    pub(super) checklist: Vec<String>,
}

impl Step {
    /// A step made from a paragraph, called by the first sentence that tells what to do.
    pub(super) fn told(spans: &[Span]) -> Self {
        Self::called(sentences::tell(spans, wording::is_instruction), spans)
    }

    fn called(told: Told, spans: &[Span]) -> Self {
        let Told { title, description } = told;
        Self {
            title,
            description,
            commands: code::in_text(spans),
            checklist: vec![],
        }
    }

    /// A step made from an item of a list; nothing from an empty one.
    pub(super) fn of_item(item: &Item) -> Option<Self> {
        let (first, rest) = item.blocks.split_first()?;
        let mut step = match &first.content {
            // An item begins with what it is about.
            Content::Paragraph(spans) => Self::called(sentences::tell(spans, |_| true), spans),
            Content::List { items, .. } => {
                let inner = items.iter().find_map(Self::of_item)?;
                Self {
                    title: inner.title,
                    description: render::block(first),
                    ..Self::default()
                }
            }
            _ if let Some(code) = first.command() => {
                let mut step = Self {
                    title: Title::of(&code::first_line(code)).text,
                    ..Self::default()
                };
                step.add_code(code, "");
                step
            }
            _ => {
                let description = render::block(first);
                let line = description
                    .lines()
                    .find(|line| line.contains(char::is_alphanumeric))
                    .unwrap_or_default();
                let title = Title::of(sentences::trimmed(line)).text;
                Self {
                    title,
                    description,
                    ..Self::default()
                }
            }
        };
        for block in rest {
            match (&block.content, block.command()) {
                (_, Some(code)) => step.add_code(code, ""),
                (Content::List { ordered, items }, _) => step.add_list(*ordered, items),
                _ => append_block(&mut step.description, &render::block(block)),
            }
        }
        Some(step)
    }

    /// Adds a list inside an item: things to tick off, else things to read. Its code blocks are commands of the step.
    fn add_list(&mut self, ordered: Option<usize>, items: &[Item]) {
        let without_code = self.take_code(items);
        match checklist(&without_code) {
            Some(mut lines) => self.checklist.append(&mut lines),
            None => {
                let list = Content::List {
                    ordered,
                    items: without_code,
                };
                append_block(&mut self.description, &render::block(&Block { line: 0, content: list }));
            }
        }
    }

    /// Adds the commands of a list to the step and gives the list without its code blocks.
    fn take_code(&mut self, items: &[Item]) -> Vec<Item> {
        let mut without_code = vec![];
        for item in items {
            let label = item
                .blocks
                .first()
                .and_then(Block::paragraph)
                .map(inline::plain)
                .unwrap_or_default();
            let mut blocks = vec![];
            for block in &item.blocks {
                match (&block.content, block.command()) {
                    (_, Some(code)) => self.add_code(code, &label),
                    (Content::List { ordered, items }, _) => {
                        let content = Content::List {
                            ordered: *ordered,
                            items: self.take_code(items),
                        };
                        blocks.push(Block {
                            line: block.line,
                            content,
                        });
                    }
                    (Content::Paragraph(spans), _) => {
                        self.commands.extend(code::in_text(spans));
                        blocks.push(block.clone());
                    }
                    _ => blocks.push(block.clone()),
                }
            }
            if !blocks.is_empty() {
                without_code.push(Item {
                    task: item.task,
                    blocks,
                });
            }
        }
        without_code
    }

    /// Adds a code block: its commands to copy, under the line that stands above it if that is short; its output to read.
    pub(super) fn add_code(&mut self, code: &Code, label: &str) {
        let mut typed = code::take_apart(code);
        let label = one_line(sentences::trimmed(label));
        if let Some(first) = typed.commands.first_mut()
            && label.chars().count() <= MAX_LABEL
            && label != self.title
        {
            first.label = label;
        }
        self.commands.append(&mut typed.commands);
        for text in typed.output {
            append_block(
                &mut self.description,
                &render::fenced(&Code {
                    language: String::new(),
                    text,
                }),
            );
        }
    }
}

/// The items as lines to tick off, if each is one short line that loses nothing as plain text.
pub(super) fn checklist(items: &[Item]) -> Option<Vec<String>> {
    let line = |item: &Item| match item.blocks.as_slice() {
        [only] => {
            let spans = only.paragraph().filter(|spans| !spans.iter().any(|span| span.lossy))?;
            Some(one_line(&inline::plain(spans))).filter(|line| line.chars().count() <= MAX_CHECK)
        }
        _ => None,
    };
    let lines: Vec<String> = items.iter().map(line).collect::<Option<_>>()?;
    (!lines.is_empty()).then_some(lines)
}
