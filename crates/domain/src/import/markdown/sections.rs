//! A document cut at its headings.

use super::{
    block::{Block, Content},
    inline, sentences,
};
use crate::import::text::{Title, one_line};

/// A heading and what stands under it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Without marks, cut if it is too long.
    pub(super) title: Title,
    /// All of it, without marks.
    pub(super) heading: String,
    /// The heading as Markdown, when its plain text lacks something.
    pub(super) markdown: Option<String>,
    /// 1 for the topmost headings of the document.
    pub(super) level: usize,
    pub(super) line: usize,
    pub(super) blocks: Vec<Block>,
}

/// A document: its main heading, what stands above its sections, its sections.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outline {
    /// The first heading when it stands above all others, without what is under it.
    pub(super) main: Option<Section>,
    pub(super) preamble: Vec<Block>,
    pub(super) sections: Vec<Section>,
}

/// Cuts a document at its headings, and at bold lines that stand for one. A document that `has_title` elsewhere has a
/// main heading only if it is of the first level.
pub(super) fn outline(blocks: Vec<Block>, has_title: bool) -> Outline {
    let mut preamble = vec![];
    let mut sections: Vec<Section> = vec![];
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let heads_something = blocks
            .peek()
            .is_some_and(|next| !matches!(next.content, Content::Heading { .. }));
        match (block.content, sections.last_mut()) {
            (Content::Heading { level, text }, _) => {
                let lossy = text.iter().any(|span| span.lossy);
                let markdown = lossy.then(|| inline::markdown(&text));
                sections.push(section(&inline::plain(&text), markdown, usize::from(level), block.line));
            }
            (Content::Paragraph(spans), Some(above)) if heads_something && sentences::is_bold_line(&spans) => {
                // Deeper than any real heading, so that two bold lines in a row are siblings.
                let level = if above.level > DEEPEST {
                    above.level
                } else {
                    above.level + DEEPEST
                };
                sections.push(section(&inline::plain(&spans), None, level, block.line));
            }
            (content, Some(section)) => section.blocks.push(Block {
                line: block.line,
                content,
            }),
            (content, None) => preamble.push(Block {
                line: block.line,
                content,
            }),
        }
    }
    let mut main = take_main(&mut sections, has_title);
    if let Some(main) = &mut main {
        preamble.append(&mut main.blocks);
    }
    level(&mut sections);
    Outline {
        main,
        preamble,
        sections,
    }
}

/// The deepest level of a real heading.
const DEEPEST: usize = 6;

/// Numbers the levels from 1; a bold line is one below the heading above it.
fn level(sections: &mut [Section]) {
    let top = sections.iter().map(|section| section.level).min().unwrap_or(1);
    let mut above = 0;
    for section in sections {
        if section.level > DEEPEST {
            section.level = above + 1;
        } else {
            section.level -= top - 1;
            above = section.level;
        }
    }
}

fn section(title: &str, markdown: Option<String>, level: usize, line: usize) -> Section {
    let heading = one_line(title);
    let title = Title::of(sentences::trimmed(&heading));
    Section {
        title,
        heading,
        markdown,
        level,
        line,
        blocks: vec![],
    }
}

/// The first heading is the document's own when no other is as high, or when it stands alone above sections of its level.
fn take_main(sections: &mut Vec<Section>, has_title: bool) -> Option<Section> {
    let (first, rest) = sections.split_first()?;
    let is_first_level = first.level == 1;
    let is_above = rest.iter().all(|section| section.level > first.level) && (is_first_level || !rest.is_empty());
    let is_alone = is_first_level && first.blocks.is_empty();
    ((is_above || is_alone) && (is_first_level || !has_title)).then(|| sections.remove(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markdown::testing::blocks;

    fn levels(text: &str) -> (Option<String>, Vec<(usize, String)>) {
        let outline = outline(blocks(text), false);
        let sections = outline
            .sections
            .into_iter()
            .map(|section| (section.level, section.title.text))
            .collect();
        (outline.main.map(|main| main.title.text), sections)
    }

    fn expected(main: Option<&str>, sections: &[(usize, &str)]) -> (Option<String>, Vec<(usize, String)>) {
        (
            main.map(str::to_owned),
            sections
                .iter()
                .map(|(level, title)| (*level, (*title).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn the_first_heading_is_the_title_when_it_stands_above_the_others() {
        assert_eq!(
            levels("# T\n## A\n### B\n## C"),
            expected(Some("T"), &[(1, "A"), (2, "B"), (1, "C")])
        );
        assert_eq!(levels("## T\n### A"), expected(Some("T"), &[(1, "A")]));
        assert_eq!(levels("## A\nx\n## B"), expected(None, &[(1, "A"), (1, "B")]));
        assert_eq!(
            levels("# A\nx\n# B\n## C"),
            expected(None, &[(1, "A"), (1, "B"), (2, "C")])
        );
        assert_eq!(levels("# T"), expected(Some("T"), &[]));
    }

    #[test]
    fn a_document_with_a_title_keeps_its_second_level_headings() {
        let outline = outline(blocks("## Diagnosis\n### Logs"), true);
        assert_eq!((outline.main, outline.sections.len()), (None, 2));
    }

    #[test]
    fn a_bold_line_over_something_is_a_heading() {
        let sections = [(1, "A"), (2, "When mixed"), (2, "Else"), (1, "C")];
        assert_eq!(
            levels("# T\n## A\n**When mixed**:\n\nx\n\n**Else**\n\ny\n## C"),
            expected(Some("T"), &sections)
        );
        assert_eq!(levels("# T\n## A\n**Notice**:\n\nx\n\n**Last**").1.len(), 1);
    }
}
