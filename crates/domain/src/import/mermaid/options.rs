//! The answers of a decision: one for each line that leaves it, each with a label of its own.

use std::collections::{HashMap, HashSet};

use serde_json::Map;

use super::{chart::Edge, label};
use crate::{
    flow::{AnswerOption, NodeId},
    import::{ids, losses::Losses, text::MAX_TITLE},
};

/// Where a line leads: the node and its title.
pub(super) struct Target<'a> {
    pub(super) id: &'a NodeId,
    pub(super) title: &'a str,
}

/// The answers of the decision called `title`, in the order of its lines.
pub(super) fn answers<'a>(
    title: &str,
    edges: &[&Edge],
    target: impl Fn(usize) -> Target<'a>,
    losses: &mut Losses,
) -> Vec<AnswerOption> {
    let mut names = Names::default();
    let mut unlabelled = vec![];
    let answers = edges
        .iter()
        .map(|edge| {
            let target = target(edge.to);
            let mut wanted = target.title.to_owned();
            if let Some(label) = &edge.label {
                let reading = label::answer(label);
                if !reading.description.is_empty() {
                    losses.line(
                        edge.line,
                        format!("an answer has at most {MAX_TITLE} characters: {}", label.text),
                    );
                }
                for what in reading.dropped {
                    losses.line(edge.line, what);
                }
                for (address, _) in reading.links {
                    losses.line(edge.line, format!("link {address} of the answer {}", reading.title));
                }
                wanted = reading.title;
            } else {
                unlabelled.push(edge.line);
            }
            let given = names.label(&wanted, target.title);
            if given != wanted {
                losses.line(
                    edge.line,
                    format!("a second answer {wanted:?} of {title:?} was named {given:?}"),
                );
            }
            AnswerOption {
                id: names.id(&given),
                label: given,
                to: Some(target.id.clone()),
                extra: Map::new(),
            }
        })
        .collect();
    unlabelled.dedup();
    losses.lines(
        &unlabelled,
        format!("answers of {title:?} without a text are named after where they lead"),
    );
    answers
}

/// The labels and ids that are taken in one decision.
#[derive(Default)]
pub(super) struct Names {
    labels: HashSet<String>,
    ids: HashSet<String>,
    /// The last number given to a label or an id, so that a thousand equal ones take a thousand tries.
    numbers: HashMap<String, usize>,
}

impl Names {
    /// `wanted`, or made distinct by where the answer leads, or by a number.
    pub(super) fn label(&mut self, wanted: &str, target: &str) -> String {
        let wanted = if wanted.is_empty() { target } else { wanted };
        let mut free = |label: &str| label.chars().count() <= MAX_TITLE && self.labels.insert(label.to_lowercase());
        if free(wanted) {
            return wanted.to_owned();
        }
        let with_target = format!("{wanted} ({target})");
        if wanted != target && free(&with_target) {
            return with_target;
        }
        let short: String = wanted.chars().take(MAX_TITLE - 10).collect();
        let number = self.numbers.entry(short.to_lowercase()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{} ({number})", short.trim_end());
            if free(&numbered) {
                return numbered;
            }
        }
    }

    /// An id made of a label.
    pub(super) fn id(&mut self, label: &str) -> String {
        let slug = ids::slug(label);
        let base = if slug.is_empty() { "answer".to_owned() } else { slug };
        let mut id = base.clone();
        // Ids and labels do not share numbers.
        let number = self.numbers.entry(format!("id:{base}")).or_insert(1);
        while !self.ids.insert(id.clone()) {
            *number += 1;
            id = format!("{base}-{number}");
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_one_decision_are_distinct() {
        let mut names = Names::default();
        let given: Vec<_> = (0..4).map(|_| names.label("Yes", "Reboot")).collect();
        assert_eq!(given, ["Yes", "Yes (Reboot)", "Yes (2)", "Yes (3)"]);
        assert_eq!(names.label("yes", "Call"), "yes (Call)");
        assert_eq!(names.label("", "Wait"), "Wait");
    }

    #[test]
    fn ids_of_one_decision_are_distinct() {
        let mut names = Names::default();
        assert_eq!(
            [names.id("Yes!"), names.id("yes?"), names.id("✅")],
            ["yes", "yes-2", "answer"]
        );
    }
}
