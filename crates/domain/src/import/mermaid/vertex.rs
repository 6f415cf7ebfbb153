//! The boxes: `A`, `A[text]`, `A{text}`, `A@{ shape: diamond, label: "text" }`, `A:::class`.

use super::{
    chart::{Chart, Label},
    cursor::Cursor,
    link, quoted,
};
use crate::{
    flow::NodeType,
    import::{ImportError, losses::Losses, text::excerpt},
};

/// Opening mark → closing marks. The longer ones come first.
const SHAPES: &[(&str, &[&str])] = &[
    ("(((", &[")))"]),
    ("((", &["))"]),
    ("([", &["])"]),
    ("(-", &["-)"]),
    ("(", &[")"]),
    ("[[", &["]]"]),
    ("[(", &[")]"]),
    ("[/", &["/]", "\\]"]),
    ("[\\", &["\\]", "/]"]),
    ("[", &["]"]),
    ("{{", &["}}"]),
    ("{", &["}"]),
    (">", &["]"]),
];
/// The names that Mermaid gives the diamond in `@{ shape: … }`.
const DIAMONDS: &[&str] = &["diam", "diamond", "decision", "question"];
/// The most bytes of a text without quotes.
const MAX_TEXT: usize = 4_000;

/// Reads a box and gives its index.
pub(super) fn vertex(
    cursor: &mut Cursor<'_>,
    chart: &mut Chart,
    group: Option<usize>,
    losses: &mut Losses,
) -> Result<usize, ImportError> {
    let id = id(cursor);
    if id.is_empty() {
        let found = excerpt(cursor.rest_of_line());
        return Err(cursor.error(if found.is_empty() {
            "a box is missing at the end of the line".to_owned()
        } else {
            format!("a box such as A or A[text] is missing before \"{found}\"")
        }));
    }
    let line = cursor.line();
    let index = chart.vertex(id, group, cursor)?;
    if let Some((label, diamond)) = shape(cursor)? {
        set(chart, index, Some(label), diamond, line, losses);
    }
    loop {
        if cursor.rest().starts_with("@{") {
            let data = data(cursor)?;
            let diamond = data.shape.as_deref().map(|shape| DIAMONDS.contains(&shape));
            let kept = chart.vertices[index].diamond;
            set(chart, index, data.label, diamond.unwrap_or(kept), line, losses);
            for other in data.others {
                losses.line(line, format!("{id}@{{{other}}}"));
            }
        } else if cursor.eat(":::") {
            let class = cursor.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ','));
            match NodeType::ALL.into_iter().find(|node_type| node_type.as_str() == class) {
                Some(node_type) if chart.own.is_some_and(|kind| kind.node_types().contains(&node_type)) => {
                    chart.vertices[index].node_type = Some(node_type);
                }
                _ => losses.line(line, format!("class {class} of {id}")),
            }
        } else {
            return Ok(index);
        }
    }
}

fn set(chart: &mut Chart, index: usize, label: Option<Label>, diamond: bool, line: usize, losses: &mut Losses) {
    let vertex = &mut chart.vertices[index];
    vertex.diamond = diamond;
    let Some(label) = label else { return };
    if let Some(old) = vertex
        .label
        .replace(label)
        .filter(|old| Some(old) != vertex.label.as_ref())
    {
        losses.line(
            line,
            format!(
                "the text of {} is given again; the earlier one was: {}",
                vertex.id, old.text
            ),
        );
    }
}

/// Whether `id@{` names an edge whose look is given: its data is read away.
pub(super) fn edge_data(cursor: &mut Cursor<'_>, chart: &Chart, losses: &mut Losses) -> Result<bool, ImportError> {
    let mut ahead = *cursor;
    let id = id(&mut ahead);
    if id.is_empty() || !ahead.rest().starts_with("@{") || chart.find(id).is_some() {
        return Ok(false);
    }
    let line = ahead.line();
    let data = data(&mut ahead)?;
    ahead.skip_spaces();
    let ends = ahead.at_end() || ahead.rest().starts_with(['\n', ';']);
    let of_an_edge = data.label.is_none() && data.shape.is_none() && ends;
    if of_an_edge {
        *cursor = ahead;
        losses.line(line, format!("{id}@{{{}}}", data.others.join(", ")));
    }
    Ok(of_an_edge)
}

fn id<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    let rest = cursor.rest();
    let mut end = rest.len();
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let part_of_id = match c {
            '-' => !matches!(next, Some('-' | '>' | '.') | None),
            '=' => !matches!(next, Some('=' | '>')),
            '&' => at > 0,
            // `A.->B` is a dotted line.
            '.' => next != Some('-'),
            '!' | '#' | '$' | '%' | '\'' | '*' | '+' | '`' | '?' | '\\' | '_' | '/' => true,
            _ => c.is_ascii_alphanumeric() || (!c.is_ascii() && !c.is_whitespace()),
        };
        if !part_of_id {
            end = at;
            break;
        }
    }
    cursor.take(end)
}

/// The text in the box's marks, and whether they are a diamond's.
fn shape(cursor: &mut Cursor<'_>) -> Result<Option<(Label, bool)>, ImportError> {
    let mut ahead = *cursor;
    ahead.skip_spaces();
    if !matches!(ahead.peek(), Some('[' | '(' | '{')) && !cursor.rest().starts_with('>') {
        return Ok(None);
    }
    // The stricter ways to find the end are tried on all shapes before the next: `[/var/log]` is no `[/text/]`.
    for end in [in_quotes, balanced, on_the_line, over_lines] {
        for (open, closes) in SHAPES {
            let Some(inner) = ahead.rest().strip_prefix(open) else {
                continue;
            };
            let found = closes
                .iter()
                .filter_map(|close| Some((end(inner, open, close)?, close.len())));
            if let Some((length, close)) = found.min() {
                ahead.take(open.len() + length + close);
                *cursor = ahead;
                return Ok(Some((quoted(&inner[..length]), *open == "{")));
            }
        }
    }
    let opening: String = ahead.peek().into_iter().collect();
    Err(ahead.error(format!(
        "the text that starts with \"{opening}\" is never closed: {}",
        excerpt(ahead.rest_of_line())
    )))
}

/// Where the text ends that is in quotes right before `close`.
fn in_quotes(inner: &str, _: &str, close: &str) -> Option<usize> {
    let text = inner.trim_start().strip_prefix('"')?;
    let (_, behind) = text.split_once('"')?;
    let behind = behind.trim_start();
    behind.starts_with(close).then(|| inner.len() - behind.len())
}

/// The first `close` that leaves no bracket inside open, so that `A(see (2))` is one text.
fn balanced(inner: &str, open: &str, close: &str) -> Option<usize> {
    let line = window(inner).split('\n').next()?;
    let opening = open.chars().find(|c| matches!(c, '(' | '[' | '{')).unwrap_or('[');
    let closing = close.chars().rfind(|c| matches!(c, ')' | ']' | '}'))?;
    let mut depth = 0_usize;
    for (at, c) in line.char_indices() {
        if depth == 0 && line[at..].starts_with(close) {
            return Some(at);
        }
        if c == opening {
            depth += 1;
        } else if c == closing {
            depth = depth.checked_sub(1)?;
        }
    }
    None
}

fn on_the_line(inner: &str, _: &str, close: &str) -> Option<usize> {
    window(inner).split('\n').next()?.find(close)
}

fn over_lines(inner: &str, _: &str, close: &str) -> Option<usize> {
    window(inner).find(close)
}

/// As much of the text as one without quotes may have.
fn window(inner: &str) -> &str {
    let mut end = inner.len().min(MAX_TEXT);
    while !inner.is_char_boundary(end) {
        end -= 1;
    }
    &inner[..end]
}

/// What stands between `@{` and `}`.
#[derive(Default)]
struct Data {
    label: Option<Label>,
    shape: Option<String>,
    others: Vec<String>,
}

fn data(cursor: &mut Cursor<'_>) -> Result<Data, ImportError> {
    let start = *cursor;
    cursor.eat("@{");
    let mut data = Data::default();
    loop {
        cursor.take_while(|c| c.is_whitespace() || c == ',');
        if cursor.eat("}") {
            return Ok(data);
        }
        let key = cursor
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
            .to_ascii_lowercase();
        cursor.skip_white();
        if key.is_empty() || !cursor.eat(":") {
            return Err(start.error("\"@{\" is followed by key: value pairs and \"}\""));
        }
        cursor.skip_spaces();
        let value = match cursor.peek() {
            Some(quote @ ('"' | '\'')) => {
                cursor.take(1);
                let text = cursor.take_while(|c| c != quote);
                cursor.take(usize::from(!cursor.at_end()));
                text
            }
            Some('|' | '>') => block_text(cursor),
            _ => cursor.take_while(|c| !matches!(c, ',' | '}' | '\n')).trim(),
        };
        match key.as_str() {
            "label" => data.label = Some(quoted(value)),
            "shape" => data.shape = Some(value.to_ascii_lowercase()),
            _ => data.others.push(format!("{key}: {value}")),
        }
        if cursor.at_end() {
            return Err(start.error("\"@{\" is never closed by \"}\""));
        }
    }
}

/// The text below `label: |`: lines up to the next key or the closing brace.
fn block_text<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    cursor.take_while(|c| c != '\n');
    let rest = cursor.rest();
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        let text = line.trim();
        let is_key = text
            .split_once(':')
            .is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric()));
        if text.starts_with('}') || is_key {
            break;
        }
        end += line.len();
    }
    cursor.take(end).trim()
}

/// Reads `A & B`: the boxes on one end of a line.
pub(super) fn vertices(
    cursor: &mut Cursor<'_>,
    chart: &mut Chart,
    group: Option<usize>,
    losses: &mut Losses,
) -> Result<Vec<usize>, ImportError> {
    let mut all = vec![vertex(cursor, chart, group, losses)?];
    loop {
        let mut ahead = *cursor;
        ahead.skip_white();
        if !ahead.eat("&") {
            return Ok(all);
        }
        ahead.skip_white();
        *cursor = ahead;
        all.push(vertex(cursor, chart, group, losses)?);
    }
}

/// Whether a line goes on from here, on this or a later line of the text.
pub(super) fn goes_on(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.skip_white();
    let found = link::is_next(&ahead);
    if found {
        *cursor = ahead;
    }
    found
}
