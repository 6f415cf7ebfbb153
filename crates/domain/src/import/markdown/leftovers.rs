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

/// The address of a line `[name]: address`.
fn definition(line: &str) -> Option<&str> {
    let (name, rest) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    let address = rest.split_whitespace().next()?;
    let address = address
        .strip_prefix('<')
        .and_then(|address| address.strip_suffix('>'))
        .unwrap_or(address);
    (!name.contains(['[', ']'])).then_some(address)
}
