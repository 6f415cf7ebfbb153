//! The inside of a paragraph: text, code, links, emphasis, as plain text and as Markdown.

use comrak::nodes::{Node, NodeValue};

use crate::import::{html, losses::Losses, markup};

/// How deep marks may stand in marks; below it only their text is kept.
const MAX_DEPTH: usize = 24;

/// What a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text without marks.
    Text,
    /// `` `code` ``
    Code,
    /// Bold.
    Strong,
    /// The end of a line in the source, which wraps a paragraph.
    SoftBreak,
    /// The end of a line that is meant.
    HardBreak,
    /// Anything else: emphasis, links, images.
    Other,
}

/// A stretch of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) kind: Kind,
    /// What one reads.
    pub(super) plain: String,
    /// What one writes.
    pub(super) markdown: String,
    /// Whether the plain text lacks something: where a link leads, a picture.
    pub(super) lossy: bool,
}

/// Reads the children of a block.
pub(super) fn spans(block: Node<'_>, line: usize, losses: &mut Losses) -> Vec<Span> {
    Reader { line, losses }.children(block, 0)
}

struct Reader<'l> {
    line: usize,
    losses: &'l mut Losses,
}

impl Reader<'_> {
    fn children(&mut self, parent: Node<'_>, depth: usize) -> Vec<Span> {
        let mut spans: Vec<Span> = vec![];
        let mut anchors: Vec<Option<String>> = vec![];
        for child in parent.children() {
            let span = match &child.data().value {
                NodeValue::HtmlInline(tag) => self.tag(tag, &mut anchors),
                value => self.span(child, value, depth),
            };
            // The parser cuts text at characters that might have been marks; whether they need an escape is seen whole.
            match spans.last_mut() {
                Some(last) if last.kind == Kind::Text && span.kind == Kind::Text => last.plain.push_str(&span.plain),
                _ => spans.push(span),
            }
        }
        for span in spans.iter_mut().filter(|span| span.kind == Kind::Text) {
            markup::escape_inline(&span.plain, &mut span.markdown);
        }
        spans
    }

    fn span(&mut self, node: Node<'_>, value: &NodeValue, depth: usize) -> Span {
        let (open, close) = match value {
            NodeValue::Text(text) => return text_span(text),
            NodeValue::Code(code) => return code_span(&code.literal),
            NodeValue::SoftBreak => return break_span(Kind::SoftBreak, "\n"),
            NodeValue::LineBreak => return break_span(Kind::HardBreak, "\\\n"),
            _ if depth >= MAX_DEPTH => return text_span(&node.collect_text()),
            NodeValue::Emph => ("*", "*"),
            NodeValue::Strong => ("**", "**"),
            NodeValue::Strikethrough => ("~~", "~~"),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                let inner = self.children(node, depth + 1);
                let image = matches!(value, NodeValue::Image(_));
                self.report_relative(&link.url);
                return link_span(&inner, &link.url, &link.title, image);
            }
            _ => ("", ""),
        };
        let inner = self.children(node, depth + 1);
        let kind = if matches!(value, NodeValue::Strong) {
            Kind::Strong
        } else {
            Kind::Other
        };
        Span {
            kind,
            plain: plain(&inner),
            markdown: format!("{open}{}{close}", markdown(&inner)),
            lossy: inner.iter().any(|span| span.lossy),
        }
    }

    /// An address that counts from the place of the text leads nowhere from a flow. It stays, for its author to mend.
    fn report_relative(&mut self, address: &str) {
        let has_scheme = address
            .split_once(':')
            .is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()));
        if !has_scheme && !address.starts_with("//") {
            self.losses.line(
                self.line,
                format!("{address} is relative to where the text was: it leads nowhere from here"),
            );
        }
    }

    /// A tag that HTML has becomes what it means, one that it has not is a placeholder such as `<my-namespace>`.
    fn tag(&mut self, tag: &str, anchors: &mut Vec<Option<String>>) -> Span {
        let other = |plain: &str, markdown: String| Span {
            kind: Kind::Other,
            plain: plain.to_owned(),
            markdown,
            lossy: false,
        };
        let Some(name) = html::tag_name(tag) else {
            let html = html::read(tag, html::Written::Plain);
            for comment in html.dropped {
                self.losses.line(self.line, comment);
            }
            return text_span(&html.text);
        };
        match (name.as_str(), tag.starts_with("</")) {
            ("br", _) => break_span(Kind::HardBreak, "\\\n"),
            ("b" | "strong", _) => other("", "**".to_owned()),
            ("i" | "em", _) => other("", "*".to_owned()),
            ("del" | "s" | "strike", _) => other("", "~~".to_owned()),
            ("a", false) => {
                let address = html::attribute(tag, "href").filter(|address| !address.is_empty());
                let open = if address.is_some() { "[" } else { "" };
                anchors.push(address);
                Span {
                    lossy: true,
                    ..other("", open.to_owned())
                }
            }
            ("a", true) => match anchors.pop().flatten() {
                Some(address) => Span {
                    lossy: true,
                    ..other("", format!("]({})", destination(&address)))
                },
                None => other("", String::new()),
            },
            ("img", _) => {
                let alt = html::attribute(tag, "alt").unwrap_or_default();
                link_span(
                    &[text_span_escaped(&alt)],
                    &html::attribute(tag, "src").unwrap_or_default(),
                    "",
                    true,
                )
            }
            _ => other("", String::new()),
        }
    }
}

fn text_span(text: &str) -> Span {
    Span {
        kind: Kind::Text,
        plain: text.to_owned(),
        markdown: String::new(),
        lossy: false,
    }
}

fn text_span_escaped(text: &str) -> Span {
    let mut span = text_span(text);
    markup::escape_inline(text, &mut span.markdown);
    span
}

fn break_span(kind: Kind, markdown: &str) -> Span {
    Span {
        kind,
        plain: " ".to_owned(),
        markdown: markdown.to_owned(),
        lossy: false,
    }
}

fn code_span(code: &str) -> Span {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') || code.trim().is_empty() {
        " "
    } else {
        ""
    };
    Span {
        kind: Kind::Code,
        plain: code.to_owned(),
        markdown: format!("{fence}{pad}{code}{pad}{fence}"),
        lossy: false,
    }
}

fn link_span(inner: &[Span], address: &str, title: &str, image: bool) -> Span {
    let text = plain(inner);
    let is_bare = !image && title.is_empty() && text == address;
    if is_bare {
        return Span {
            kind: Kind::Other,
            plain: text,
            markdown: address.to_owned(),
            lossy: false,
        };
    }
    let title = if title.is_empty() {
        String::new()
    } else {
        format!(" \"{}\"", title.replace('"', "\\\""))
    };
    let mark = if image { "!" } else { "" };
    let markdown = format!("{mark}[{}]({}{title})", markdown(inner), destination(address));
    Span {
        kind: Kind::Other,
        plain: text,
        markdown,
        lossy: true,
    }
}

/// An address as Markdown has it.
fn destination(address: &str) -> String {
    if address.contains([' ', '(', ')', '<', '>']) {
        format!(
            "<{}>",
            address.replace('<', "%3C").replace('>', "%3E").replace('\n', "%0A")
        )
    } else {
        address.to_owned()
    }
}

/// What one reads of the spans, on one line.
pub(super) fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.plain.as_str()).collect()
}

/// The spans as Markdown.
pub(super) fn markdown(spans: &[Span]) -> String {
    let mut markdown = String::new();
    for span in spans {
        if markdown.ends_with('!') && span.markdown.starts_with('[') {
            // Else the link would be an image.
            markdown.pop();
            markdown.push_str("\\!");
        }
        markdown.push_str(&span.markdown);
    }
    markdown
}
