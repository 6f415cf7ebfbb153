//! Every word of a text is in the flow or among the losses.

use std::collections::HashSet;

use branchbook_domain::import::{Format, Imported};

use super::{read, texts};

/// Words of Mermaid's grammar, which say nothing themselves.
const MERMAID: &[&str] = &[
    "graph",
    "flowchart",
    "td",
    "lr",
    "tb",
    "subgraph",
    "end",
    "click",
    "blank",
    "acctitle",
    "accdescr",
    "shape",
    "diamond",
    "label",
    "br",
    "title",
    "o",
    "x",
];
/// Words of Markdown, HTML and front matter that say nothing themselves; `dir` and `hb` only name the addresses of links.
const MARKDOWN: &[&str] = &[
    "x",
    "dir",
    "hb",
    "title",
    "description",
    "tags",
    "categories",
    "details",
    "summary",
    "kbd",
    "br",
    "ps",
    "c",
    "users",
    "ops",
    "1",
    "2",
    "3",
];

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

/// Everything that a reader of the flow, or of the report about its import, can see.
fn told(imported: &Imported) -> HashSet<String> {
    let document = serde_json::to_string(&imported.tree_structure).expect("JSON");
    // In JSON a line break is `\n`, which would stick to the next word.
    let document = document.replace("\\n", " ").replace("\\t", " ").replace("\\\"", " ");
    let mut told: HashSet<String> = words(&document).collect();
    let about = [
        Some(&imported.name),
        imported.description.as_ref(),
        imported.category.as_ref(),
    ];
    for text in about.into_iter().flatten().chain(&imported.tags) {
        told.extend(words(text));
    }
    for loss in &imported.losses {
        told.extend(words(&loss.what));
    }
    told
}

fn lost(format: Format, text: &str) -> Vec<String> {
    let told = told(&read(format, text));
    let grammar = if format == Format::Mermaid { MERMAID } else { MARKDOWN };
    words(text)
        .filter(|word| !told.contains(word) && !grammar.contains(&word.as_str()))
        .collect()
}

#[test]
fn every_word_of_the_texts_is_in_the_flow_or_the_losses() {
    for (path, format, text) in texts() {
        // Entities and escapes stand for characters, not for words.
        let text = text.replace("#quot;", " ").replace("&amp;", " ").replace("\\n", " ");
        assert_eq!(lost(format, &text), [""; 0], "{}", path.display());
    }
}

#[test]
fn every_word_of_a_runbook_in_pieces_is_kept() {
    let pieces = [
        "# Eins",
        "## Zwei",
        "### Drei",
        "Plain text. More of it!",
        "**Bold**: then",
        "**Alone**",
        "- item one\n- item two",
        "1. first\n   - inner\n2. second\n\n   below",
        "> quoted\n> twice",
        "> [!NOTE]\n> alert",
        "```sh\n$ echo hi\nout\n```",
        "```yaml\nkey: value\n```",
        "    indented code",
        "| a | b |\n|---|---|\n| c | d | e |",
        "<p>html <b>bold</b></p>",
        "<!-- comment -->",
        "[text](https://link.example \"tip\")",
        "![alt](https://pic.example)",
        "[ref]: https://unused.example",
        "Check it:",
        "TODO",
        "- [x] ticked",
        "See also `kubectl get pods`.",
        "line one\\\nline two",
        "* * *",
        "Setext\n======",
    ];
    for (at, piece) in pieces.iter().enumerate() {
        for other in &pieces[at..] {
            for text in [
                format!("{piece}\n\n{other}"),
                format!("## Diagnosis\n\n{other}\n\n{piece}\n\n## Impact\n\n{piece}"),
            ] {
                let lost: Vec<String> = lost(Format::Markdown, &text)
                    .into_iter()
                    .filter(|word| !matches!(word.as_str(), "p" | "b"))
                    .collect();
                assert_eq!(lost, [""; 0], "{text}");
            }
        }
    }
}
