//! Text that GitHub's Markdown does not show, and the parser therefore does not give: cells beyond the columns of a table,
//! definitions of links that nothing uses. It is listed as left out.

use std::collections::HashSet;

use comrak::nodes::{Node, NodeValue};

use crate::import::losses::Losses;

/// Lists the words of a table row's source that are in none of its cells.
pub(super) fn cells(source: &str, cells: &str, line: usize, losses: &mut Losses) {
    let shown: HashSet<&str> = words(cells).collect();
    let left: Vec<&str> = words(source).filter(|word| !shown.contains(word)).collect();
    if !left.is_empty() {
        losses.line(line, format!("beyond the columns of the table: {}", left.join(" ")));
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Lists the definitions `[name]: address` that no link uses.
pub(super) fn definitions(document: Node<'_>, source: &[&str], lines_above: usize, losses: &mut Losses) {
    let mut used = HashSet::new();
    let mut is_code = vec![false; source.len()];
    for node in document.descendants() {
        let ast = node.data();
        match &ast.value {
            NodeValue::Link(link) | NodeValue::Image(link) => {
                used.insert(link.url.clone());
            }
            NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) => {
                let (start, end) = (ast.sourcepos.start.line, ast.sourcepos.end.line.min(source.len()));
                is_code
                    .iter_mut()
                    .take(end)
                    .skip(start.saturating_sub(1))
                    .for_each(|line| *line = true);
            }
            _ => {}
        }
    }
    for (at, line) in source.iter().enumerate().filter(|(at, _)| !is_code[*at]) {
        if definition(line).is_some_and(|address| !used.contains(address)) {
            losses.line(
                at + 1 + lines_above,
                format!("a link that nothing uses: {}", line.trim()),
            );
        }
    }
}

/// The address of a line `[name]: address "title"`.
fn definition(line: &str) -> Option<&str> {
    let (name, rest) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    let rest = rest.trim();
    let (address, title) = match rest.strip_prefix('<') {
        Some(rest) => rest.split_once('>')?,
        None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
    };
    let is_title = title.is_empty() || title.trim_start().starts_with(['"', '\'', '(']);
    (!name.contains(['[', ']']) && !address.is_empty() && is_title).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_told_from_text_in_brackets() {
        assert_eq!(definition("  [a b]: <https://a.b/c d> 'x'"), Some("https://a.b/c d"));
        assert_eq!(definition("[a]: https://a.b"), Some("https://a.b"));
        assert_eq!(definition("[^1]: Everything but the volumes."), None);
        assert_eq!(definition("[a](b)"), None);
    }
}
