//! Whatever the text, import gives a flow within the limits or an error that says why.

use branchbook_domain::{
    flow::{
        MAX_NODES, NodeType,
        validation::{FindingCode, Severity, validate},
    },
    import::{Format, ImportOptions, import},
};
use proptest::prelude::*;

/// Imports and checks what must hold for any text.
fn check(format: Format, text: &str) -> Result<(), TestCaseError> {
    let imported = match import(format, text, ImportOptions::default()) {
        Ok(imported) => imported,
        Err(error) => {
            prop_assert!(!error.message.is_empty());
            prop_assert!(
                error
                    .line
                    .is_none_or(|line| line >= 1 && line <= text.lines().count() + 1),
                "{error:?}"
            );
            return Ok(());
        }
    };
    let flow = &imported.tree_structure;
    prop_assert!(!imported.name.is_empty() && imported.name.chars().count() <= 200);
    prop_assert!(!flow.nodes.is_empty() && flow.nodes.len() <= MAX_NODES);
    for node in &flow.nodes {
        prop_assert!(
            !node.title.trim().is_empty() && node.title.chars().count() <= 200,
            "{node:?}"
        );
        prop_assert!(!node.title.contains(['\n', '\r']), "{node:?}");
        for option in &node.options {
            prop_assert!(!option.label.is_empty() && option.label.chars().count() <= 200 && option.to.is_some());
        }
    }
    for finding in validate(flow, None)
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
    {
        // What a chart leaves open only its author can answer; a runbook leaves nothing open.
        let open = matches!(
            finding.code,
            FindingCode::DecisionNeedsTwoOptions
                | FindingCode::DeadEnd
                | FindingCode::NoReachableSolution
                | FindingCode::UnreachableNode
        );
        prop_assert!(format == Format::Mermaid && open, "{finding:?}");
    }
    prop_assert!(
        imported
            .losses
            .iter()
            .all(|loss| !loss.where_.is_empty() && !loss.what.is_empty())
    );
    prop_assert!(flow.kind.is_ordered() == flow.nodes.iter().any(|node| node.node_type == NodeType::ProcedureEnd));
    Ok(())
}

/// Pieces of a grammar in any order.
fn jumble(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(pieces).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "[ \t\n]{1,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const MERMAID: &[&str] = &[
    "A",
    "B",
    "Größe",
    "x1",
    " ",
    "\n",
    ";",
    " --> ",
    "-->",
    "---",
    "-.->",
    "==>",
    "--x",
    "--o",
    "<-->",
    "~~~",
    " -- ",
    "==",
    "-.",
    ".-",
    "|",
    "\"",
    "`",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "[[",
    "]]",
    "{{",
    "}}",
    "((",
    "))",
    "[/",
    "/]",
    "\\]",
    ">",
    "<",
    "&",
    " & ",
    ":::",
    "@",
    "@{",
    "shape: diamond",
    "label: \"x\"",
    ",",
    "%%",
    "%%{",
    "}%%",
    "subgraph ",
    "subgraph A [t]\n",
    "end",
    "\nend\n",
    "direction LR",
    "style A fill:#f",
    "classDef x",
    "click A \"https://a.b\"",
    "click A call f()",
    "linkStyle 0",
    "accTitle: x",
    "accDescr {",
    "<br/>",
    "<b>",
    "</b>",
    "#quot;",
    "&lt;",
    "#9829;",
    "fa:fa-bell ",
    "\\n",
    "text",
    "🚨",
    "---\n",
    "title: x\n",
    "```",
    "e1@-->",
    "graph TD\n",
];

const MARKDOWN: &[&str] = &[
    "# ",
    "## ",
    "###### ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "   ",
    "\t",
    "\n",
    "\n\n",
    "> ",
    "> [!WARNING]\n",
    "```",
    "~~~",
    "```sh\n",
    "$ ",
    "`",
    "``",
    "**",
    "*",
    "_",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "<",
    ">",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<details>",
    "<summary>",
    "</a>",
    "<a href=\"x\">",
    "<my-ns>",
    "<br>",
    "<script>",
    "| a | b |\n",
    "|---|---|\n",
    "| c | d | e |\n",
    "---\n",
    "+++\n",
    "===\n",
    "title: x\n",
    "[x] ",
    "[ ] ",
    "[a]: https://b.c\n",
    "[^1]",
    "https://a.b/c",
    "{{host}}",
    "{{range .x}}",
    "{{<",
    "\\",
    "\\\n",
    "  \n",
    "&amp;",
    "&#0;",
    "Check it",
    "Then run:",
    "If so, restart",
    "TODO",
    "Meaning\n",
    "Diagnosis\n",
    "**Warning**: ",
    "**Bold**\n",
    "kubectl get pods",
    "word",
    "Wort",
    "🚨",
    "\u{0}",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_as_mermaid(text in "\\PC{0,200}", header in any::<bool>()) {
        check(Format::Mermaid, &if header { format!("graph TD\n{text}") } else { text })?;
    }

    #[test]
    fn any_text_as_markdown(text in "(?s).{0,300}") {
        check(Format::Markdown, &text)?;
    }

    #[test]
    fn any_pieces_of_mermaid(text in jumble(MERMAID)) {
        check(Format::Mermaid, &format!("flowchart LR\n{text}"))?;
    }

    #[test]
    fn any_pieces_of_markdown(text in jumble(MARKDOWN)) {
        check(Format::Markdown, &text)?;
    }

    #[test]
    fn any_text_as_json(text in "\\PC{0,100}|[\\[\\]{}\":,0-9a-z ]{0,200}") {
        let _ = import(Format::Json, &text, ImportOptions::default());
    }

    /// A chart written the way people write them, with known boxes and lines.
    #[test]
    fn a_chart_keeps_its_boxes_and_lines(
        lines in prop::collection::vec((0..12_usize, 0..12_usize, prop::option::of("[A-Za-z]{1,8}")), 1..40),
        diamonds in prop::collection::vec(any::<bool>(), 12),
    ) {
        let mut chart = "graph TD\n".to_owned();
        for (from, to, label) in &lines {
            let label = label.as_ref().map(|label| format!("|{label}|")).unwrap_or_default();
            chart.push_str(&format!("n{from} -->{label} n{to}\n"));
        }
        for (at, _) in diamonds.iter().enumerate().filter(|(_, diamond)| **diamond) {
            chart.push_str(&format!("n{at}{{Box {at}?}}\n"));
        }
        check(Format::Mermaid, &chart)?;
        let flow = import(Format::Mermaid, &chart, ImportOptions::default()).unwrap().tree_structure;
        for (from, to, label) in &lines {
            let (from, to) = (format!("n{from}"), format!("n{to}"));
            let node = flow.nodes.iter().find(|node| node.id.as_str() == from).unwrap();
            let leads = node.next.iter().chain(node.options.iter().filter_map(|option| option.to.as_ref()));
            prop_assert!(leads.into_iter().any(|target| target.as_str() == to), "{chart}");
            let told = serde_json::to_string(node).unwrap();
            prop_assert!(label.as_ref().is_none_or(|label| told.contains(label.as_str())), "{chart}");
        }
    }
}
