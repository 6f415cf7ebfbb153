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
    step::{self, Step},
    wording,
};
use crate::import::text::{Title, append_block, one_line};

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
    let has_commands = blocks.iter().any(|block| block.command().is_some());
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
        lead: String::new(),
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
        let text = block.paragraph().map(|spans| one_line(&inline::plain(spans)));
        let is_step = text.is_some_and(|text| {
            !wording::is_placeholder(&text) && (draft.steps.is_empty() || !wording::is_reference(&text))
        });
        match (block.paragraph(), draft.steps.last_mut()) {
            (Some(spans), _) if is_step && !starts_callout(spans) => draft.steps.push(Step::told(spans)),
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
    /// The sentence right above a code block.
    lead: String,
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
        let over_code = behind.is_some_and(|block| block.command().is_some());
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
            self.lead = sentences::split(spans)
                .pop()
                .map(|last| inline::plain(&last))
                .unwrap_or_default();
            self.push(Step::told(spans));
        } else if starts_callout(spans) {
            append_block(&mut self.waiting, &render::block(block));
        } else if instructs() || self.reading.generous {
            self.push(Step::told(spans));
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
                self.push(Step::told(spans));
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
        match step::checklist(items).filter(|_| checks) {
            Some(checklist) => self.push(Step {
                checklist,
                ..Step::told(spans)
            }),
            None if instructs => {
                let mut step = Step::told(spans);
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
            && let Some(checklist) = step::checklist(items)
        {
            self.push(Step {
                title: self.section.to_owned(),
                checklist,
                ..Step::default()
            });
        } else if known || are_instructions(ordered, items) || self.reading.generous {
            for item in items {
                if let Some(step) = Step::of_item(item) {
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
                code::first_line(code)
            } else {
                self.section.to_owned()
            };
            self.push(Step {
                title: Title::of(&title).text,
                ..Step::default()
            });
        }
        if let Some(step) = self.draft.steps.last_mut() {
            step.add_code(code, &std::mem::take(&mut self.lead));
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
            let first = sentences::split(spans).first().map(|first| inline::plain(first));
            first.is_some_and(|first| wording::is_order(&first))
                || wording::begins_instruction(&inline::plain(spans))
                || !code::in_text(spans).is_empty()
                || item.blocks.iter().any(|block| block.command().is_some())
        }
        Some(Content::Code(code)) => code::is_command(code),
        _ => false,
    };
    ordered.is_some()
        || items.iter().any(|item| item.task.is_some())
        || items.iter().filter(instructs).count() * 2 >= items.len()
}
