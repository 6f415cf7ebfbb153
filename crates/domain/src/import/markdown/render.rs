//! Blocks as Markdown again, for descriptions.

use comrak::nodes::TableAlignment;

use super::{
    block::{Block, Code, Content, Item},
    inline,
};
use crate::import::{markup, text::append_block};

/// Blocks one below another.
pub(super) fn blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    for each in blocks {
        append_block(&mut text, &block(each));
    }
    text
}

/// One block.
pub(super) fn block(block: &Block) -> String {
    match &block.content {
        Content::Heading { level, text } => format!("{} {}", "#".repeat(usize::from(*level)), inline::markdown(text)),
        Content::Paragraph(spans) => paragraph(&inline::markdown(spans)),
        Content::List { ordered, items } => list(*ordered, items),
        Content::Code(code) => fenced(code),
        Content::Quote { alert, blocks } => quote(*alert, blocks),
        Content::Other(markdown) => markdown.clone(),
    }
}

/// A paragraph; a line whose first characters would make it another block gets an escape.
pub(super) fn paragraph(markdown: &str) -> String {
    let lines = markdown
        .lines()
        .map(str::trim)
        .map(|line| match markup::block_mark(line) {
            Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// A code block between fences that are longer than any inside.
pub(super) fn fenced(code: &Code) -> String {
    let longest = code
        .text
        .lines()
        .map(|line| line.trim_start().bytes().take_while(|&b| b == b'`').count())
        .max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{}\n{}\n{fence}", code.language, code.text)
}

fn list(ordered: Option<usize>, items: &[Item]) -> String {
    let is_loose = items.iter().any(|item| {
        item.blocks.len() > 1
            && !item.blocks[1..]
                .iter()
                .all(|block| matches!(block.content, Content::List { .. }))
    });
    let items: Vec<String> = items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let marker = ordered.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start.saturating_add(at)));
            let task = match item.task {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            let indent = " ".repeat(marker.len());
            let inner = item_text(item);
            let mut lines = inner.lines();
            let mut text = format!("{marker}{task}{}", lines.next().unwrap_or_default());
            for line in lines {
                text.push('\n');
                if !line.is_empty() {
                    text.push_str(&indent);
                    text.push_str(line);
                }
            }
            text
        })
        .collect();
    items.join(if is_loose { "\n\n" } else { "\n" })
}

/// The inside of an item: a list right below its first line stays right below.
fn item_text(item: &Item) -> String {
    let mut text = String::new();
    for each in &item.blocks {
        let inner = block(each);
        if matches!(each.content, Content::List { .. }) && !text.is_empty() && !text.contains("\n\n") {
            text.push('\n');
            text.push_str(&inner);
        } else {
            append_block(&mut text, &inner);
        }
    }
    text
}

fn quote(alert: Option<&str>, inner: &[Block]) -> String {
    let mut text = alert.map(|alert| format!("[!{alert}]\n")).unwrap_or_default();
    text.push_str(&blocks(inner));
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            if line.is_empty() {
                ">".to_owned()
            } else {
                format!("> {line}")
            }
        })
        .collect();
    lines.join("\n")
}

/// A table; the first row is its head.
pub(super) fn table(rows: &[Vec<String>], alignments: &[TableAlignment]) -> String {
    let rules: Vec<&str> = alignments
        .iter()
        .map(|alignment| match alignment {
            TableAlignment::None => "---",
            TableAlignment::Left => ":--",
            TableAlignment::Center => ":-:",
            TableAlignment::Right => "--:",
        })
        .collect();
    let mut lines: Vec<String> = rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
    if !lines.is_empty() {
        lines.insert(1, format!("|{}|", rules.join("|")));
    }
    lines.join("\n")
}
