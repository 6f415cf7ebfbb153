//! What stands in the document or was typed during the run, made presentable: clean, filled, masked.

use std::collections::BTreeMap;

use super::{
    Report,
    story::{CommandLine, Extra},
    words,
};
use crate::{
    flow::Command,
    redact::{MASK, is_secret_name, mask_secrets},
    run::{self, CustomStep, RunState},
};

/// Makes texts presentable: clean, filled, masked.
pub(super) struct Texts {
    /// What variables are filled with, and what the report lists: secret ones masked.
    pub(super) values: BTreeMap<String, String>,
}

impl Texts {
    /// Variables are filled with what they are in the end: a title reads the same wherever it stands.
    pub(super) fn of(report: &Report<'_>) -> Self {
        let mut state = RunState::default();
        for event in report.events {
            if run::apply(report.document, &mut state, event).is_err() {
                state.seq = event.seq;
            }
        }
        let shown = |(name, value): (&String, &String)| {
            let secret = is_secret_name(name) && !value.is_empty();
            let value = if secret {
                MASK.to_owned()
            } else {
                mask_secrets(&words::line(value)).into_owned()
            };
            (name.clone(), value)
        };
        Self {
            values: state.variables.iter().map(shown).collect(),
        }
    }

    /// The author's text, on one line.
    pub(super) fn line(&self, text: &str) -> String {
        mask_secrets(&words::line(&run::fill(text, &self.values))).into_owned()
    }

    /// The author's text.
    pub(super) fn block(&self, text: &str) -> String {
        mask_secrets(&words::clean(&run::fill(text, &self.values))).into_owned()
    }

    /// What a person wrote during the run: braces in it are theirs.
    pub(super) fn said(&self, text: &str) -> String {
        mask_secrets(&words::clean(text)).into_owned()
    }

    pub(super) fn said_line(&self, text: &str) -> String {
        mask_secrets(&words::line(text)).into_owned()
    }

    pub(super) fn commands(&self, commands: &[Command]) -> Vec<CommandLine> {
        let shown = |command: &Command| CommandLine {
            label: self.line(&command.label),
            command: self.block(&command.command),
            command_type: words::slug(&mask_secrets(&command.command_type), 30),
        };
        commands
            .iter()
            .map(shown)
            .filter(|command| !command.command.is_empty())
            .collect()
    }

    pub(super) fn extra(&self, step: &CustomStep) -> Extra {
        let content = self.block(step.content.text());
        // Without a title, the first line of the content stands for it and is not said twice.
        let (title, content) = match step.title.as_deref().map(|title| self.line(title)) {
            Some(title) if !title.is_empty() => (title, content),
            _ => {
                let (first, rest) = content
                    .trim_start()
                    .split_once('\n')
                    .unwrap_or((content.trim_start(), ""));
                (
                    or_else(first.trim(), step.step_type.as_str()).to_owned(),
                    rest.to_owned(),
                )
            }
        };
        Extra {
            step_type: step.step_type,
            source: step.source,
            title,
            content,
            commands: self.commands(step.content.commands()),
            notes: self.said(&step.notes),
            done: step.done,
            at: step.inserted_at,
        }
    }
}

pub(super) fn or_else<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.trim().is_empty() { otherwise } else { text }
}
