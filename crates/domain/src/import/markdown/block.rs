//! A runbook as blocks that own their text: headings, paragraphs, lists, code, and the rest as Markdown.

use comrak::nodes::{AlertType, ListType, Node, NodeCodeBlock, NodeValue, TableAlignment};

use super::{
    code,
    inline::{self, Span},
    leftovers, render,
};
use crate::import::{
    html::{self, Written},
    losses::Losses,
};

/// How deep blocks may stand in blocks; below it only their text is kept.
const MAX_DEPTH: usize = 12;

/// A block and the line where it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) line: usize,
    pub(super) content: Content,
}

impl Block {
    /// The inside of a paragraph.
    pub(super) fn paragraph(&self) -> Option<&[Span]> {
        match &self.content {
            Content::Paragraph(spans) => Some(spans),
            _ => None,
        }
    }

    /// A code block that is to be typed.
    pub(super) fn command(&self) -> Option<&Code> {
        match &self.content {
            Content::Code(code) if code::is_command(code) => Some(code),
            _ => None,
        }
    }
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Heading {
        level: u8,
        text: Vec<Span>,
    },
    Paragraph(Vec<Span>),
    List {
        ordered: Option<usize>,
        items: Vec<Item>,
    },
    Code(Code),
    /// `> text`; of an alert such as `> [!WARNING]` also its kind.
    Quote {
        alert: Option<&'static str>,
        blocks: Vec<Block>,
    },
    /// Tables and HTML, as Markdown.
    Other(String),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// `[ ]` or `[x]`
    pub(super) task: Option<bool>,
    pub(super) blocks: Vec<Block>,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// The language after the fence.
    pub(super) language: String,
    pub(super) text: String,
}

/// Reads the blocks of a document, parsed from `source`. `lines_above` is what was taken from its top.
pub(super) fn blocks(document: Node<'_>, source: &str, lines_above: usize, losses: &mut Losses) -> Vec<Block> {
    let source: Vec<&str> = source.lines().collect();
    leftovers::definitions(document, &source, lines_above, losses);
    Reader {
        source,
        lines_above,
        losses,
    }
    .children(document, 0)
}

struct Reader<'s, 'l> {
    source: Vec<&'s str>,
    lines_above: usize,
    losses: &'l mut Losses,
}

impl Reader<'_, '_> {
    fn children(&mut self, parent: Node<'_>, depth: usize) -> Vec<Block> {
        parent.children().filter_map(|child| self.block(child, depth)).collect()
    }

    fn block(&mut self, node: Node<'_>, depth: usize) -> Option<Block> {
        let ast = node.data();
        let line = ast.sourcepos.start.line + self.lines_above;
        let content = match &ast.value {
            NodeValue::ThematicBreak => return None,
            NodeValue::Heading(heading) => Content::Heading {
                level: heading.level,
                text: inline::spans(node, line, self.losses),
            },
            NodeValue::Paragraph => Content::Paragraph(inline::spans(node, line, self.losses)),
            NodeValue::CodeBlock(code) => Content::Code(self.code(code, line)),
            NodeValue::HtmlBlock(html) => Content::Other(self.html(&html.literal, line)),
            _ if depth >= MAX_DEPTH => Content::Other(text_below(node)),
            NodeValue::List(list) => Content::List {
                ordered: (list.list_type == ListType::Ordered).then_some(list.start),
                items: node.children().map(|item| self.item(item, depth + 1)).collect(),
            },
            NodeValue::BlockQuote => Content::Quote {
                alert: None,
                blocks: self.children(node, depth + 1),
            },
            NodeValue::Alert(alert) => {
                let mut blocks = self.children(node, depth + 1);
                if let Some(title) = &alert.title {
                    blocks.insert(
                        0,
                        Block {
                            line,
                            content: Content::Other(format!("**{title}**")),
                        },
                    );
                }
                Content::Quote {
                    alert: Some(alert_name(alert.alert_type)),
                    blocks,
                }
            }
            NodeValue::Table(table) => Content::Other(self.table(node, &table.alignments)),
            _ => Content::Other(text_below(node)),
        };
        let is_empty = matches!(&content, Content::Other(text) if text.trim().is_empty());
        (!is_empty).then_some(Block { line, content })
    }

    fn item(&mut self, node: Node<'_>, depth: usize) -> Item {
        let task = match &node.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => None,
        };
        Item {
            task,
            blocks: self.children(node, depth),
        }
    }

    fn code(&mut self, code: &NodeCodeBlock, line: usize) -> Code {
        let info = code.info.trim();
        let (language, attributes) = info.split_once([' ', '\t', '{', ',']).unwrap_or((info, ""));
        if !attributes.trim().is_empty() {
            self.losses
                .line(line, format!("attributes of a code block: {}", attributes.trim()));
        }
        Code {
            language: language.to_lowercase(),
            text: code.literal.trim_end_matches('\n').to_owned(),
        }
    }

    fn html(&mut self, html: &str, line: usize) -> String {
        let html = html::read(html, Written::Markdown);
        for what in html.dropped {
            self.losses.line(line, what);
        }
        html.text.trim().to_owned()
    }

    fn table(&mut self, node: Node<'_>, alignments: &[TableAlignment]) -> String {
        let mut rows = vec![];
        for row in node.children() {
            let number = row.data().sourcepos.start.line;
            let line = number + self.lines_above;
            let cells: Vec<_> = row
                .children()
                .map(|cell| inline::spans(cell, line, self.losses))
                .collect();
            let source = number
                .checked_sub(1)
                .and_then(|at| self.source.get(at))
                .copied()
                .unwrap_or_default();
            let shown: String = cells
                .iter()
                .map(|cell| format!("{} ", inline::markdown(cell)))
                .collect();
            leftovers::cells(source, &shown, line, self.losses);
            let cell = |cell: &Vec<Span>| inline::markdown(cell).replace('\n', " ").replace('|', "\\|");
            rows.push(cells.iter().map(cell).collect::<Vec<_>>());
        }
        render::table(&rows, alignments)
    }
}

fn alert_name(alert: AlertType) -> &'static str {
    match alert {
        AlertType::Note => "NOTE",
        AlertType::Tip => "TIP",
        AlertType::Important => "IMPORTANT",
        AlertType::Warning => "WARNING",
        AlertType::Caution => "CAUTION",
    }
}

/// The text of everything below, block by block, however deep.
fn text_below(node: Node<'_>) -> String {
    let mut text = String::new();
    for below in node.descendants() {
        match &below.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(code) => text.push_str(&code.literal),
            NodeValue::HtmlBlock(html) => text.push_str(&html.literal),
            NodeValue::HtmlInline(html) => text.push_str(html),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableRow(_) => text.push_str("\n\n"),
            NodeValue::TableCell => text.push(' '),
            _ => {}
        }
    }
    crate::import::markup::escape(text.trim())
}
