//! The words of a document, for full-text search and for whoever cannot show Markdown.

use std::borrow::Cow;

use comrak::{
    Arena, Options,
    arena_tree::NodeEdge,
    nodes::{AstNode, NodeValue},
    parse_document,
};

use super::document::{FlowDocument, Node, NodeId};

/// The words of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeText {
    /// The node.
    pub node_id: NodeId,
    /// Its title.
    pub title: String,
    /// Everything else a reader sees of it, as plain text: description, help, outcome, answers, checklist, commands.
    pub body: String,
}

/// The words of every node, in the order of the document.
#[must_use]
pub fn search_text(document: &FlowDocument) -> Vec<NodeText> {
    let text = |node: &Node| NodeText {
        node_id: node.id.clone(),
        title: node.title.trim().to_owned(),
        body: body(node),
    };
    document.nodes.iter().map(text).collect()
}

fn body(node: &Node) -> String {
    let prose = [&node.description, &node.help_text, &node.expected_outcome]
        .into_iter()
        .map(|text| plain_text(text));
    let answers = node.options.iter().map(|option| &option.label);
    let commands = node
        .commands
        .iter()
        .flat_map(|command| [&command.label, &command.command]);
    let verbatim = answers
        .chain(&node.checklist)
        .chain(commands)
        .map(|text| Cow::Borrowed(text.as_str()));
    let mut body = String::new();
    for text in prose.chain(verbatim) {
        let text = text.trim();
        if !text.is_empty() {
            if !body.is_empty() {
                body.push('\n');
            }
            body.push_str(text);
        }
    }
    body
}

/// Markdown without its marks: one line for each paragraph, heading, item and cell; code as it is; HTML tags left out.
#[must_use]
pub fn plain_text(markdown: &str) -> Cow<'_, str> {
    // Most texts in a flow are a plain sentence, and parsing is what costs here.
    const MARKS: [char; 13] = ['*', '_', '`', '[', '<', '>', '&', '\\', '~', '#', '|', '=', '\t'];
    if !markdown.contains(MARKS) {
        return Cow::Borrowed(markdown.trim());
    }
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    let arena = Arena::new();
    let mut plain = String::new();
    for edge in parse_document(&arena, markdown, &options).traverse() {
        match edge {
            NodeEdge::Start(node) => push_words(&mut plain, node),
            NodeEdge::End(node) => {
                if node.data.borrow().value.block() && !plain.is_empty() && !plain.ends_with('\n') {
                    plain.push('\n');
                }
            }
        }
    }
    plain.truncate(plain.trim_end().len());
    Cow::Owned(plain)
}

fn push_words<'a>(plain: &mut String, node: &'a AstNode<'a>) {
    match &node.data.borrow().value {
        NodeValue::Text(text) => plain.push_str(text),
        NodeValue::Code(code) => plain.push_str(&code.literal),
        NodeValue::CodeBlock(code) => plain.push_str(&code.literal),
        NodeValue::SoftBreak => plain.push(' '),
        NodeValue::LineBreak => plain.push('\n'),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::flow::shapes;

    #[test]
    fn the_marks_go_and_the_words_stay() {
        let markdown = "## Check *the* `LED`\n\nIt is **green**,\nsee [the manual](https://example.com/m).\n\n- one\n- two\n\n```sh\nip a\n```\n";
        assert_eq!(
            plain_text(markdown),
            "Check the LED\nIt is green, see the manual.\none\ntwo\nip a"
        );
    }

    #[test]
    fn tables_and_html_keep_their_words_only() {
        assert_eq!(plain_text("| a | b |\n|---|---|\n| 1 | 2 |"), "a\nb\n1\n2");
        assert_eq!(plain_text("<b>bold</b> move"), "bold move");
    }

    #[test]
    fn a_plain_sentence_is_not_copied() {
        assert!(matches!(
            plain_text(" Look at the LED. "),
            Cow::Borrowed("Look at the LED.")
        ));
    }

    #[test]
    fn a_node_s_words_are_all_that_a_reader_sees_of_it() {
        let document = shapes::parse(
            None,
            json!({"kind": "troubleshooting", "nodes": [{"id": "a", "type": "decision", "title": " On? ",
                "description": "Look **closely**", "help_text": "At the LED", "options": ["Yes", "No"],
                "checklist": ["Glasses on"], "commands": [{"label": "State", "command": "show int"}]}]}),
        );
        let words = search_text(&document.unwrap());
        assert_eq!(words[0].title, "On?");
        assert_eq!(
            words[0].body,
            "Look closely\nAt the LED\nYes\nNo\nGlasses on\nState\nshow int"
        );
    }
}
