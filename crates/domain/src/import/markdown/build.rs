//! Sections and steps as the nodes of a checklist.

use serde_json::Value;

use super::{
    block::{Block, Content},
    draft::{self, Draft, Reading},
    front_matter::FrontMatter,
    inline::Kind,
    sections::{Outline, Section},
    sentences,
    step::Step,
    wording::{self, Heading},
};
use crate::{
    flow::{FlowDocument, FlowKind, MAX_NODES, Node, NodeType},
    import::{
        ImportError, Imported,
        ids::Ids,
        losses::Losses,
        markup,
        text::{Title, append_block},
    },
};

/// The name of a flow whose text says nothing that could be one.
const NAMELESS: &str = "Imported runbook";

/// Makes the flow. Its losses are in `losses`, not in the result.
pub(super) fn build(
    kind: FlowKind,
    name: Option<String>,
    front_matter: FrontMatter,
    outline: &Outline,
    losses: &mut Losses,
) -> Result<Imported, ImportError> {
    report_ticks(outline, losses);
    let (preamble, drafts) = drafts(outline);
    let (name, mut about) = self::name(name, front_matter.title, outline);
    if let Some(main) = &outline.main
        && let Some(heading) = heading_unless(&name, main)
    {
        append_block(&mut about, &heading);
    }
    append_block(&mut about, &front_matter.description.unwrap_or_default());
    append_block(&mut about, &preamble.prose);

    let mut builder = Builder {
        document: FlowDocument::empty(kind),
        ids: Ids::default(),
    };
    builder.steps(preamble.steps)?;
    for (section, draft) in outline.sections.iter().zip(drafts) {
        builder.section(section, &draft.prose)?;
        builder.steps(draft.steps)?;
    }
    builder.finish(losses)?;
    Ok(Imported {
        name,
        description: Some(about).filter(|about| !about.is_empty()),
        category: front_matter.category,
        tags: front_matter.tags,
        tree_structure: builder.document,
        losses: vec![],
    })
}

/// What stands above the sections, and each section, as steps and prose. A text in which nothing reads like a step is
/// read again with every paragraph and item as one; so is one in a language whose instructions we do not know.
fn drafts(outline: &Outline) -> (Draft, Vec<Draft>) {
    let read = |generous: bool| {
        let has_subsections = !outline.sections.is_empty();
        let reading = Reading {
            heading: Heading::Unknown,
            has_subsections,
            generous: generous && !has_subsections,
        };
        let preamble = draft::draft("", &outline.preamble, reading);
        let sections = headings(&outline.sections)
            .into_iter()
            .zip(&outline.sections)
            .enumerate();
        let sections = sections.map(|(at, (heading, section))| {
            let next = outline.sections.get(at + 1);
            let has_subsections = next.is_some_and(|next| next.level > section.level);
            draft::draft(
                &section.title.text,
                &section.blocks,
                Reading {
                    heading,
                    has_subsections,
                    generous,
                },
            )
        });
        (preamble, sections.collect::<Vec<_>>())
    };
    if wording::is_foreign(&prose(outline)) {
        return read(true);
    }
    let found = read(false);
    let has_steps = !found.0.steps.is_empty() || found.1.iter().any(|draft| !draft.steps.is_empty());
    if has_steps { found } else { read(true) }
}

/// The words of all paragraphs and items.
fn prose(outline: &Outline) -> String {
    let mut prose = String::new();
    for block in outline
        .preamble
        .iter()
        .chain(outline.sections.iter().flat_map(|section| &section.blocks))
    {
        let lists = match &block.content {
            Content::List { items, .. } => items.iter().flat_map(|item| &item.blocks).collect(),
            _ => vec![block],
        };
        for spans in lists.into_iter().filter_map(Block::paragraph) {
            for span in spans.iter().filter(|span| span.kind != Kind::Code) {
                prose.push_str(&span.plain);
            }
            prose.push(' ');
        }
    }
    prose
}

/// What each heading announces. One that announces nothing is like the one above it.
fn headings(sections: &[Section]) -> Vec<Heading> {
    let mut above: Vec<(usize, Heading)> = vec![];
    let mut headings = vec![];
    for section in sections {
        above.retain(|(level, _)| *level < section.level);
        let own = wording::heading(&section.title.text);
        let heading = match (own, above.last()) {
            (Heading::Unknown, Some((_, inherited))) => *inherited,
            _ => own,
        };
        above.push((section.level, heading));
        headings.push(heading);
    }
    headings
}

/// The caller's name, the title of the front matter, the main heading, or the first thing that is said; and all of it
/// if it is too long for a name.
fn name(name: Option<String>, title: Option<String>, outline: &Outline) -> (String, String) {
    let heading = |section: &Section| section.heading.clone();
    let names = [
        name,
        title,
        outline.main.as_ref().map(heading),
        outline.sections.first().map(heading),
    ];
    let mut names = names.into_iter().flatten().filter(|name| !name.trim().is_empty());
    let Some(name) = names.next() else {
        return (NAMELESS.to_owned(), String::new());
    };
    let title = Title::of(sentences::trimmed(&name));
    (
        title.text,
        if title.whole {
            String::new()
        } else {
            markup::escape(&name)
        },
    )
}

/// A heading as Markdown, unless a title says the same.
fn heading_unless(title: &str, section: &Section) -> Option<String> {
    let same = section.title.text == title && section.markdown.is_none();
    (!same).then(|| {
        section
            .markdown
            .clone()
            .unwrap_or_else(|| markup::escape(&section.heading))
    })
}

/// Boxes that are ticked already: every run starts with empty ones.
fn report_ticks(outline: &Outline, losses: &mut Losses) {
    let mut lines = vec![];
    let mut ahead: Vec<&Block> = outline.preamble.iter().collect();
    ahead.extend(outline.sections.iter().flat_map(|section| &section.blocks));
    while let Some(block) = ahead.pop() {
        match &block.content {
            Content::List { items, .. } => {
                for item in items {
                    let line = item.blocks.first().map_or(block.line, |block| block.line);
                    lines.extend((item.task == Some(true)).then_some(line));
                    ahead.extend(&item.blocks);
                }
            }
            Content::Quote { blocks, .. } => ahead.extend(blocks),
            _ => {}
        }
    }
    lines.sort_unstable();
    losses.lines(&lines, "the tick in a box: a run starts with empty ones");
}

struct Builder {
    document: FlowDocument,
    ids: Ids,
}

impl Builder {
    fn section(&mut self, section: &Section, prose: &str) -> Result<(), ImportError> {
        let title = if section.title.text.is_empty() {
            "Untitled section"
        } else {
            &section.title.text
        };
        let mut node = Node::new(self.ids.slug(title, "section"), NodeType::SectionHeader, title);
        if !section.title.whole || section.markdown.is_some() {
            append_block(&mut node.description, &heading_unless("", section).unwrap_or_default());
        }
        append_block(&mut node.description, prose);
        node.extra.insert("level".to_owned(), Value::from(section.level));
        self.push(node)
    }

    fn steps(&mut self, steps: Vec<Step>) -> Result<(), ImportError> {
        for step in steps {
            let title = if step.title.is_empty() {
                "Untitled step".to_owned()
            } else {
                step.title
            };
            let mut node = Node::new(self.ids.slug(&title, "step"), NodeType::ProcedureStep, title);
            node.description = step.description;
            node.commands = step.commands;
            node.checklist = step.checklist;
            self.push(node)?;
        }
        Ok(())
    }

    fn finish(&mut self, losses: &mut Losses) -> Result<(), ImportError> {
        if !self
            .document
            .nodes
            .iter()
            .any(|node| node.node_type == NodeType::ProcedureStep)
        {
            let id = self.ids.slug("Write the first step", "step");
            losses.at(
                format!("node {id}"),
                "added: the text has nothing to do in it, and a checklist needs a step",
            );
            let mut node = Node::new(id, NodeType::ProcedureStep, "Write the first step");
            node.description =
                "The imported text says nothing that could be done. Replace this by the first step.".to_owned();
            self.push(node)?;
        }
        let id = self.ids.slug("End", "end");
        self.push(Node::new(id, NodeType::ProcedureEnd, "Done"))
    }

    fn push(&mut self, node: Node) -> Result<(), ImportError> {
        if self.document.nodes.len() == MAX_NODES {
            return Err(ImportError::over_limit(format!(
                "a flow has at most {MAX_NODES} nodes; this text makes more"
            )));
        }
        self.document.nodes.push(node);
        Ok(())
    }
}
