//! An imported flow as lines that a person can check against the text.

use branchbook_domain::{
    flow::{
        Node,
        validation::{Severity, validate},
    },
    import::Imported,
};

/// Name, description, nodes, losses, findings that block publishing.
pub(super) fn outline(imported: &Imported) -> String {
    let mut lines = vec![imported.name.clone()];
    for (what, text) in [("description", &imported.description), ("category", &imported.category)] {
        lines.extend(text.as_ref().map(|text| block(&format!("{what}: "), text)));
    }
    if !imported.tags.is_empty() {
        lines.push(format!("tags: {}", imported.tags.join(", ")));
    }
    lines.extend(imported.tree_structure.nodes.iter().flat_map(node_lines));
    for connection in &imported.tree_structure.connections {
        lines.push(format!(
            "\n{} refers to {} {:?}",
            connection.from, connection.to, connection.label
        ));
    }
    lines.push("\nleft out or added".to_owned());
    lines.extend(
        imported
            .losses
            .iter()
            .map(|loss| format!("- {}: {}", loss.where_, loss.what)),
    );
    let findings = validate(&imported.tree_structure, None);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    lines.extend(errors.map(|finding| format!("to mend: {}", finding.message)));
    lines.join("\n") + "\n"
}

fn node_lines(node: &Node) -> Vec<String> {
    let mut lines = vec![format!("\n{} {}: {}", node.node_type.as_str(), node.id, node.title)];
    lines.extend(node.extra.iter().map(|(key, value)| format!("    {key} = {value}")));
    if !node.description.is_empty() {
        lines.push(block("    | ", &node.description));
    }
    for command in &node.commands {
        let label = if command.label.is_empty() {
            String::new()
        } else {
            format!("{}: ", command.label)
        };
        lines.push(block(
            &format!("    $ ({}) ", command.command_type),
            &format!("{label}{}", command.command),
        ));
    }
    lines.extend(node.checklist.iter().map(|check| format!("    [ ] {check}")));
    lines.extend(node.links.iter().map(|link| format!("    link {link}")));
    for option in &node.options {
        let to = option.to.as_ref().map_or("", |to| to.as_str());
        lines.push(format!("    {}: {} -> {to}", option.id, option.label));
    }
    lines.extend(node.next.iter().map(|next| format!("    -> {next}")));
    lines
}

/// A text whose further lines are indented like the first.
fn block(head: &str, text: &str) -> String {
    let indent = format!("\n{}", " ".repeat(head.len().min(6)));
    let text = format!("{head}{}", text.replace('\n', &indent));
    // An editor that trims the ends of lines must not break the comparison.
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
