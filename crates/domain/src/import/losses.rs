//! The list of what an import left out or added.

use super::Loss;

/// The most entries that are listed one by one; the rest is counted.
const MOST: usize = 1_000;

/// Collects losses in any order; [`Losses::finish`] puts them in the order of the lines.
#[derive(Debug, Default)]
pub(crate) struct Losses {
    entries: Vec<(usize, Loss)>,
    more: usize,
}

impl Losses {
    /// Something on one line, counted from 1.
    pub(crate) fn line(&mut self, line: usize, what: impl Into<String>) {
        self.push(line, format!("line {line}"), what.into());
    }

    /// The same thing on several lines.
    pub(crate) fn lines(&mut self, lines: &[usize], what: impl Into<String>) {
        match lines {
            [] => {}
            [line] => self.line(*line, what),
            [first, ..] => {
                let list: Vec<String> = lines.iter().take(20).map(ToString::to_string).collect();
                let rest = if lines.len() > 20 {
                    format!(" and {} more", lines.len() - 20)
                } else {
                    String::new()
                };
                self.push(*first, format!("lines {}{rest}", list.join(", ")), what.into());
            }
        }
    }

    /// Something that has no line of its own. Listed after what has.
    pub(crate) fn at(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.push(usize::MAX, place.into(), what.into());
    }

    fn push(&mut self, order: usize, where_: String, what: String) {
        if self.entries.len() < MOST {
            self.entries.push((order, Loss { where_, what }));
        } else {
            self.more += 1;
        }
    }

    /// The losses in the order of the lines.
    pub(crate) fn finish(mut self) -> Vec<Loss> {
        self.entries.sort_by_key(|(order, _)| *order);
        let mut losses: Vec<Loss> = self.entries.into_iter().map(|(_, loss)| loss).collect();
        if self.more > 0 {
            losses.push(Loss {
                where_: "the rest of the text".to_owned(),
                what: format!("{} more of this kind, not listed", self.more),
            });
        }
        losses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_in_the_order_of_the_lines_and_what_has_no_line_comes_last() {
        let mut losses = Losses::default();
        losses.at("node A", "c");
        losses.line(9, "b");
        losses.lines(&[2, 3], "a");
        let found: Vec<_> = losses
            .finish()
            .into_iter()
            .map(|loss| (loss.where_, loss.what))
            .collect();
        let expected = [("lines 2, 3", "a"), ("line 9", "b"), ("node A", "c")];
        assert_eq!(found, expected.map(|(place, what)| (place.to_owned(), what.to_owned())));
    }

    #[test]
    fn a_flood_of_losses_is_counted_instead_of_listed() {
        let mut losses = Losses::default();
        for line in 0..5_000 {
            losses.line(line, "comment");
        }
        let losses = losses.finish();
        assert_eq!(losses.len(), MOST + 1);
        assert_eq!(losses[MOST].what, "4000 more of this kind, not listed");
    }
}
