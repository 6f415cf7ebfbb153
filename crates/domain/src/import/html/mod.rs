//! HTML in labels and runbooks, as text. Only tags that HTML has are tags: `<my-namespace>` is a placeholder and stays.

mod entities;

pub(super) use entities::decode_entities;

/// What a piece of HTML says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Html {
    /// The text, with line breaks where the tags made them.
    pub(super) text: String,
    /// Where `<a href>` leads, with its text.
    pub(super) links: Vec<(String, String)>,
    /// What is not in the text: comments, image addresses, scripts.
    pub(super) dropped: Vec<String>,
}

/// How the text of the HTML is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Characters that stand for themselves.
    Plain,
    /// Markdown, where links, images, bold and code stay what they are.
    Markdown,
}

/// Tags that only change how their content looks.
const INLINE: &str = "a abbr b bdi bdo big center cite code del dfn em font i img ins kbd label mark nobr q s samp small span \
    strike strong sub sup time tt u var wbr input button picture source svg path g";
/// Tags whose content stands on lines of its own.
const BLOCK: &str = "address article aside blockquote body br caption col colgroup dd details div dl dt figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 head header hr html iframe li link main meta nav ol p pre section summary table tbody \
    td tfoot th thead title tr ul video";
/// Tags whose content is not for reading.
const UNREAD: &str = "script style template noscript";

/// Whether `name` is in a list of names.
fn is_in(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == name)
}

/// Whether HTML has a tag of this name (lower case).
pub(super) fn is_tag(name: &str) -> bool {
    [INLINE, BLOCK, UNREAD].iter().any(|list| is_in(list, name))
}

/// The name, in lower case, of the HTML tag that the text starts with (`<br/>`, `</b>`), if it is one that HTML has.
pub(super) fn tag_name(tag: &str) -> Option<String> {
    let name: String = tag
        .strip_prefix('<')?
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    is_tag(&name).then_some(name)
}

/// Reads a piece of HTML. Takes one pass.
pub(super) fn read(html: &str, written: Written) -> Html {
    Reader {
        rest: html,
        out: Html::default(),
        written,
        anchors: vec![],
        closes: true,
    }
    .read()
}

struct Reader<'a> {
    rest: &'a str,
    out: Html,
    written: Written,
    /// The open `<a>`: address and where its text starts.
    anchors: Vec<(String, usize)>,
    /// Whether a `>` can still come; saves looking for it again and again.
    closes: bool,
}

impl Reader<'_> {
    fn read(mut self) -> Html {
        while let Some(at) = self.rest.find('<') {
            self.out.text.push_str(&self.rest[..at]);
            self.rest = &self.rest[at..];
            if !(self.comment() || self.tag()) {
                self.out.text.push('<');
                self.rest = &self.rest[1..];
            }
        }
        self.out.text.push_str(self.rest);
        self.out
    }

    fn comment(&mut self) -> bool {
        let Some(inner) = self.rest.strip_prefix("<!--") else {
            return false;
        };
        let (comment, rest) = inner.split_once("-->").unwrap_or((inner, ""));
        if !comment.trim().is_empty() {
            self.out.dropped.push(format!("comment: {}", comment.trim()));
        }
        self.rest = rest;
        true
    }

    fn tag(&mut self) -> bool {
        if !self.closes {
            return false;
        }
        let Some(name) = tag_name(self.rest) else { return false };
        let Some(end) = self.rest.find('>') else {
            self.closes = false;
            return false;
        };
        let tag = &self.rest[..=end];
        let closing = tag.starts_with("</");
        self.rest = &self.rest[end + 1..];
        if is_in(UNREAD, &name) && !closing {
            self.unread(&name);
        } else {
            self.apply(&name, closing, tag);
        }
        true
    }

    fn unread(&mut self, name: &str) {
        let close = format!("</{name}");
        let end = find_ignoring_case(self.rest, &close).unwrap_or(self.rest.len());
        self.out.dropped.push(format!("<{name}>: {}", self.rest[..end].trim()));
        self.rest = &self.rest[end..];
    }

    fn apply(&mut self, name: &str, closing: bool, tag: &str) {
        let mark = |plain: &'static str, markdown: &'static str| match self.written {
            Written::Plain => plain,
            Written::Markdown => markdown,
        };
        let text = match (name, closing) {
            ("a", false) => {
                let address = attribute(tag, "href").unwrap_or_default();
                self.anchors.push((address, self.out.text.len()));
                return;
            }
            ("a", true) => return self.close_anchor(),
            ("img", _) => return self.image(tag),
            ("li", false) => "\n- ",
            ("td" | "th", true) => " ",
            ("b" | "strong" | "summary", _) => mark("", "**"),
            ("i" | "em", _) => mark("", "*"),
            ("code" | "kbd" | "samp" | "tt", _) => mark("", "`"),
            ("td" | "th", false) => "",
            ("br", _) => mark("\n", "  \n"),
            ("p" | "div" | "tr" | "details" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => {
                mark("\n", "\n\n")
            }
            _ if is_in(BLOCK, name) => "\n",
            _ => "",
        };
        self.out.text.push_str(text);
        if name == "summary" && closing {
            self.out.text.push_str("\n\n");
        }
    }

    fn close_anchor(&mut self) {
        let Some((address, start)) = self.anchors.pop() else {
            return;
        };
        if address.is_empty() {
            return;
        }
        let text = self.out.text.split_off(start);
        if self.written == Written::Markdown {
            self.out.text.push_str(&format!("[{text}]({address})"));
        } else {
            self.out.text.push_str(&text);
        }
        self.out.links.push((address, text));
    }

    fn image(&mut self, tag: &str) {
        let alt = attribute(tag, "alt").unwrap_or_default();
        let address = attribute(tag, "src").unwrap_or_default();
        match self.written {
            Written::Markdown if !address.is_empty() => self.out.text.push_str(&format!("![{alt}]({address})")),
            _ => {
                self.out.text.push_str(&alt);
                self.out.dropped.push(format!("image {address}"));
            }
        }
    }
}

/// The value of an attribute of a tag, entities decoded.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = find_ignoring_case(tag, &format!("{name}="))?;
    let value = &tag[at + name.len() + 1..];
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([' ', '\t', '\n', '>']).next()?,
    };
    Some(decode_entities(value.trim(), '&'))
}

/// Where an ASCII needle is in a text, whatever its case.
fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes()
        .windows(needle.len())
        .position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(html: &str) -> String {
        read(html, Written::Plain).text
    }

    #[test]
    fn tags_become_text_and_line_breaks() {
        assert_eq!(
            plain("<b>Check</b> DNS<br/>then <i class='x'>ping</i>"),
            "Check DNS\nthen ping"
        );
        assert_eq!(read("<b>a</b> <code>b</code>", Written::Markdown).text, "**a** `b`");
    }

    #[test]
    fn placeholders_and_comparisons_are_not_tags() {
        for text in [
            "kubectl -n <my-namespace> get",
            "age < 3h and > 1h",
            "<",
            "a <b",
            "<<EOF",
            "<user@host>",
        ] {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn what_is_not_in_the_text_is_listed() {
        let html = read(
            "a<!-- hidden -->b<script>x()</script><img src='p.png' alt='port'>",
            Written::Plain,
        );
        assert_eq!(html.text, "abport");
        assert_eq!(html.dropped, ["comment: hidden", "<script>: x()", "image p.png"]);
    }

    #[test]
    fn links_keep_their_address() {
        let html = read(
            "see <a href=\"https://example.org/?a&amp;b\">the <b>wiki</b></a>",
            Written::Plain,
        );
        assert_eq!(html.text, "see the wiki");
        assert_eq!(
            html.links,
            [("https://example.org/?a&b".to_owned(), "the wiki".to_owned())]
        );
        assert_eq!(read("<a href=x>y</a>", Written::Markdown).text, "[y](x)");
    }
}
