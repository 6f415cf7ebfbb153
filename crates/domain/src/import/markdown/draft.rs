//! What the blocks under one heading become: prose to read, steps to do. The rules, in the order of the code:
//!
//! - a paragraph right above a code block is a step, and the code is its command;
//! - a paragraph that tells someone to do something is a step (see [`super::wording`]);
//! - other paragraphs are prose: of the section while it has no step yet, else of the step above;
//! - a numbered list, a task list, or a list of instructions is a step for each item;
//! - another list is a checklist when the line above asks to go through it, else prose;
//! - a code block is a command of the step above; what is no command, a table, a quote, is prose;
//! - a callout (`**Warning**: …`) waits for the next step, so that it is read in time.
//!
//! Under a heading that announces prose (Meaning, Impact …) all is prose, unless there is a command. Under one that
//! announces steps (Mitigation …) paragraphs are steps when nothing else is.

use super::{
    block::{Block, Code, Content, Item},
    code,
    inline::{self, Kind, Span},
    render, sentences,
    sentences::Told,
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

/// What stands under one heading.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// Markdown to read before the first step.
    pub(super) prose: String,
    pub(super) steps: Vec<Step>,
}

/// How much is taken for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// What the heading announces.
    pub(super) heading: wording::Heading,
    /// Whether deeper headings with content of their own follow.
    pub(super) has_subsections: bool,
    /// Whether every paragraph and item is a step, because else there would be none in the whole document.
    pub(super) generous: bool,
}

/// Drafts the blocks under a heading called `title`.
pub(super) fn draft(title: &str, blocks: &[Block], reading: Reading) -> Draft {
    let has_commands = blocks
        .iter()
        .any(|block| matches!(&block.content, Content::Code(code) if code::is_command(code)));
    if reading.heading == wording::Heading::Telling && !has_commands {
        return Draft {
            prose: render::blocks(blocks),
            steps: vec![],
        };
    }
    let mut drafter = Drafter {
        section: title,
        reading,
        draft: Draft::default(),
        waiting: String::new(),
    };
    drafter.blocks(blocks);
    drafter.prose("");
    let draft = drafter.draft;
    let wants_steps = reading.heading == wording::Heading::Doing && !reading.has_subsections || reading.generous;
    if draft.steps.is_empty() && wants_steps {
        paragraphs_as_steps(blocks)
    } else {
        draft
    }
}

/// A section that is to be done and has no instruction that we know for one: each paragraph is a step.
fn paragraphs_as_steps(blocks: &[Block]) -> Draft {
    let mut draft = Draft::default();
    for block in blocks {
        let text = paragraph(block).map(|spans| one_line(&inline::plain(spans)));
        let is_step = text.is_some_and(|text| {
            !wording::is_placeholder(&text) && (draft.steps.is_empty() || !wording::is_reference(&text))
        });
        match (paragraph(block), draft.steps.last_mut()) {
            (Some(spans), _) if is_step && !starts_callout(spans) => draft.steps.push(step(spans)),
            (_, Some(step)) => append_block(&mut step.description, &render::block(block)),
            (_, None) => append_block(&mut draft.prose, &render::block(block)),
        }
    }
    draft
}

struct Drafter<'a> {
    section: &'a str,
    reading: Reading,
    draft: Draft,
    /// What is to be read with the next step.
    waiting: String,
}

impl Drafter<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while let [block, behind @ ..] = rest {
            rest = behind;
            match &block.content {
                Content::Paragraph(spans) => {
                    if self.paragraph(block, spans, behind.first()) {
                        rest = &behind[1..];
                    }
                }
                Content::List { ordered, items } => self.list(block, *ordered, items, false),
                Content::Code(code) => self.code(code),
                Content::Quote { alert: Some(_), .. } => append_block(&mut self.waiting, &render::block(block)),
                _ => self.prose(&render::block(block)),
            }
        }
    }

    /// Takes a paragraph. True if it took the block behind it too.
    fn paragraph(&mut self, block: &Block, spans: &[Span], behind: Option<&Block>) -> bool {
        let text = one_line(&inline::plain(spans));
        let over_code =
            matches!(behind.map(|block| &block.content), Some(Content::Code(code)) if code::is_command(code));
        let instructs = || {
            sentences::split(spans)
                .iter()
                .any(|sentence| wording::is_instruction(&inline::plain(sentence)))
        };
        if wording::is_placeholder(&text) {
            self.prose(&render::block(block));
        } else if let Some(Block {
            content: Content::List { ordered, items },
            ..
        }) = behind
            && (text.ends_with([':', '：']) || !are_instructions(*ordered, items))
        {
            return self.paragraph_over_list(
                block,
                spans,
                &text,
                behind.map(|list| (list, *ordered, items.as_slice())),
            );
        } else if over_code {
            self.push(step(spans));
        } else if starts_callout(spans) {
            append_block(&mut self.waiting, &render::block(block));
        } else if instructs() || self.reading.generous {
            self.push(step(spans));
        } else {
            self.prose(&render::block(block));
        }
        false
    }

    fn paragraph_over_list(
        &mut self,
        block: &Block,
        spans: &[Span],
        text: &str,
        list: Option<(&Block, Option<usize>, &[Item])>,
    ) -> bool {
        let Some((list, ordered, items)) = list else {
            return false;
        };
        let instructs = wording::is_instruction(text);
        if are_instructions(ordered, items) || self.reading.generous {
            // The line says what the items are about: it is read with the first of them.
            if (instructs || self.reading.generous) && !text.ends_with([':', '：']) {
                self.push(step(spans));
            } else if self.draft.steps.is_empty() {
                self.prose(&render::block(block));
            } else {
                append_block(&mut self.waiting, &render::block(block));
            }
            self.list(list, ordered, items, true);
            return true;
        }
        let lead = sentences::split(spans)
            .pop()
            .map(|last| inline::plain(&last))
            .unwrap_or_default();
        let checks = text.ends_with([':', '：']) && (wording::is_order(&lead) || wording::asks_to_check(&lead));
        match checklist(items).filter(|_| checks) {
            Some(checklist) => self.push(Step {
                checklist,
                ..step(spans)
            }),
            None if instructs => {
                let mut step = step(spans);
                append_block(&mut step.description, &render::block(list));
                self.push(step);
            }
            None => {
                self.prose(&render::block(block));
                self.prose(&render::block(list));
            }
        }
        true
    }

    fn list(&mut self, block: &Block, ordered: Option<usize>, items: &[Item], known: bool) {
        if self.reading.heading == wording::Heading::Needed
            && ordered.is_none()
            && let Some(checklist) = checklist(items)
        {
            self.push(Step {
                title: self.section.to_owned(),
                checklist,
                ..Step::default()
            });
        } else if known || are_instructions(ordered, items) || self.reading.generous {
            for item in items {
                if let Some(step) = item_step(item) {
                    self.push(step);
                }
            }
        } else {
            self.prose(&render::block(block));
        }
    }

    fn code(&mut self, code: &Code) {
        if !code::is_command(code) {
            return self.prose(&render::fenced(code));
        }
        if self.draft.steps.is_empty() {
            let title = if self.section.is_empty() {
                first_command(code)
            } else {
                self.section.to_owned()
            };
            self.push(Step {
                title: Title::of(&title).text,
                ..Step::default()
            });
        }
        if let Some(step) = self.draft.steps.last_mut() {
            add_code(step, code, "");
        }
    }

    /// Text to read: with the step above, or before the first one.
    fn prose(&mut self, markdown: &str) {
        let waiting = std::mem::take(&mut self.waiting);
        let place = self
            .draft
            .steps
            .last_mut()
            .map_or(&mut self.draft.prose, |step| &mut step.description);
        append_block(place, &waiting);
        append_block(place, markdown);
    }

    fn push(&mut self, mut step: Step) {
        if !self.waiting.is_empty() {
            let mut description = std::mem::take(&mut self.waiting);
            append_block(&mut description, &step.description);
            step.description = description;
        }
        self.draft.steps.push(step);
    }
}

fn paragraph(block: &Block) -> Option<&[Span]> {
    match &block.content {
        Content::Paragraph(spans) => Some(spans),
        _ => None,
    }
}

/// A step made from a paragraph, called by the first sentence that tells what to do.
fn step(spans: &[Span]) -> Step {
    step_called(sentences::tell(spans, wording::is_instruction), spans)
}

fn step_called(told: Told, spans: &[Span]) -> Step {
    let Told { title, description } = told;
    Step {
        title,
        description,
        commands: code::in_text(spans),
        checklist: vec![],
    }
}

/// `**Warning**: …`
fn starts_callout(spans: &[Span]) -> bool {
    let Some(first) = spans.first() else { return false };
    let word = one_line(&first.plain);
    let marked = matches!(first.kind, Kind::Strong | Kind::Other) && wording::is_callout(&word);
    let shouted = word
        .split_once(':')
        .is_some_and(|(word, _)| wording::is_callout(word) && !word.contains(' '));
    marked || shouted
}

/// Whether a list tells what to do, one thing after another.
fn are_instructions(ordered: Option<usize>, items: &[Item]) -> bool {
    let instructs = |item: &&Item| match item.blocks.first().map(|block| &block.content) {
        Some(Content::Paragraph(spans)) => {
            let text = inline::plain(spans);
            let first = sentences::split(spans).first().map(|first| inline::plain(first));
            first.is_some_and(|first| wording::is_order(&first))
                || !code::in_text(spans).is_empty()
                || wording::begins_instruction(&text)
                || item
                    .blocks
                    .iter()
                    .any(|block| matches!(&block.content, Content::Code(code) if code::is_command(code)))
        }
        Some(Content::Code(code)) => code::is_command(code),
        _ => false,
    };
    ordered.is_some()
        || items.iter().any(|item| item.task.is_some())
        || items.iter().filter(instructs).count() * 2 >= items.len()
}

/// The items as lines to tick off, if each is one short line.
fn checklist(items: &[Item]) -> Option<Vec<String>> {
    let line = |item: &Item| match item.blocks.as_slice() {
        [
            Block {
                content: Content::Paragraph(spans),
                ..
            },
        ] if !spans.iter().any(|span| span.lossy) => {
            Some(one_line(&inline::plain(spans))).filter(|line| line.chars().count() <= MAX_CHECK)
        }
        _ => None,
    };
    let lines: Vec<String> = items.iter().map(line).collect::<Option<_>>()?;
    (!lines.is_empty()).then_some(lines)
}

/// A step made from an item of a list.
fn item_step(item: &Item) -> Option<Step> {
    let (first, rest) = item.blocks.split_first()?;
    let mut step = match &first.content {
        // An item begins with what it is about.
        Content::Paragraph(spans) => step_called(sentences::tell(spans, |_| true), spans),
        Content::Code(code) if code::is_command(code) => {
            let mut step = Step {
                title: first_command(code),
                ..Step::default()
            };
            add_code(&mut step, code, "");
            step
        }
        Content::List { items, .. } => items.iter().find_map(item_step).map(|inner| Step {
            title: inner.title,
            description: render::block(first),
            ..Step::default()
        })?,
        _ => {
            let description = render::block(first);
            let title = Title::of(sentences::trimmed(description.lines().next().unwrap_or_default())).text;
            Step {
                title,
                description,
                ..Step::default()
            }
        }
    };
    for block in rest {
        match &block.content {
            Content::Code(code) if code::is_command(code) => add_code(&mut step, code, ""),
            Content::List { items, .. } => add_inner_list(&mut step, block, items),
            _ => append_block(&mut step.description, &render::block(block)),
        }
    }
    Some(step)
}

/// A list inside an item: things to tick off, or things to read. Its code blocks are commands of the step.
fn add_inner_list(step: &mut Step, block: &Block, items: &[Item]) {
    let is_code = |block: &&Block| matches!(&block.content, Content::Code(code) if code::is_command(code));
    let without_code: Vec<Item> = items
        .iter()
        .map(|item| Item {
            task: item.task,
            blocks: item.blocks.iter().filter(|block| !is_code(block)).cloned().collect(),
        })
        .collect();
    match checklist(&without_code) {
        Some(lines) => {
            for item in items {
                let label = item
                    .blocks
                    .first()
                    .and_then(paragraph)
                    .map(inline::plain)
                    .unwrap_or_default();
                for block in &item.blocks {
                    match &block.content {
                        Content::Code(code) if code::is_command(code) => add_code(step, code, &label),
                        Content::Paragraph(spans) => step.commands.extend(code::in_text(spans)),
                        _ => {}
                    }
                }
            }
            step.checklist.extend(lines);
        }
        None => append_block(&mut step.description, &render::block(block)),
    }
}

/// Adds a code block to a step: its commands to copy, its output to read.
fn add_code(step: &mut Step, code: &Code, label: &str) {
    let mut typed = code::take_apart(code);
    let label = one_line(sentences::trimmed(label));
    if let Some(first) = typed.commands.first_mut()
        && first.label.is_empty()
        && label.chars().count() <= MAX_LABEL
        && label != step.title
    {
        first.label = label;
    }
    step.commands.append(&mut typed.commands);
    for output in typed.output {
        append_block(
            &mut step.description,
            &render::fenced(&Code {
                language: String::new(),
                text: output,
            }),
        );
    }
}

fn first_command(code: &Code) -> String {
    let typed = code::take_apart(code);
    let line = typed
        .commands
        .first()
        .and_then(|command| command.command.lines().next().map(one_line));
    Title::of(&line.unwrap_or_default()).text
}
