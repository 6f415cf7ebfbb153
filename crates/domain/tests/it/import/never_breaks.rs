//! Whatever the text, import gives a flow within the limits or an error that says why.

use branchbook_domain::{
    flow::{
        MAX_NODES, NodeType,
        export::{self, Flow, export},
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

const PAGE: &[&str] = &[
    "# x\n",
    "## ",
    "### A <a id=\"a\"></a>\n",
    "## B <a id=\"b\"></a>\n",
    "*Decision*\n",
    "*5 min*\n",
    "**Answers:**\n",
    "**Next:** [A](#a)\n",
    "**Next:** ",
    "**Command:** x\n",
    "**Checklist:**\n",
    "**Help:** ",
    "**Runs flow:** ",
    "- [ ] x\n",
    "- x → [B](#b)\n",
    "- ",
    "```\n",
    "~~~~\n",
    "<!-- quoted -->\n",
    "> x\n",
    "<!-- branchbook: {} -->\n",
    "<!-- branchbook: {\"title\":\"x\\n\",\"options\":[{\"id\":\"o\",\"label\":\"x\",\"to\":\"b\"}]} -->\n",
    "<!-- branchbook flow: {\"root\":null} -->\n",
    "## V <!-- variables -->\n",
    "## C <!-- connections -->\n",
    "| port | Port | text | yes | later | a, b |\n",
    "| [A](#a) | needs | [B](#b) | x |\n",
    "| --- |\n",
    "\\",
    "|",
    "[",
    "](#",
    ")",
    "\n",
    "\r\n",
    " ",
    "word",
    "{{host}}",
    "\u{0}",
];

/// Whatever the rows: a flow with a name, or an error on one of their lines.
fn check_table(text: &str) -> Result<(), TestCaseError> {
    match import(Format::Csv, text, ImportOptions::default()) {
        Ok(imported) => {
            prop_assert!(!imported.name.is_empty() && imported.tree_structure.nodes.len() <= MAX_NODES);
            prop_assert!(
                imported
                    .losses
                    .iter()
                    .all(|loss| !loss.where_.is_empty() && !loss.what.is_empty())
            );
        }
        Err(error) => prop_assert!(!error.message.is_empty()),
    }
    Ok(())
}

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

    #[test]
    fn any_text_as_csv(text in "(?s).{0,200}|[a-z,;\t\"\n=' ]{0,200}") {
        let _ = import(Format::Csv, &text, ImportOptions::default());
        check_table(&format!("title,yes,no,id,next,description,minutes,risk\n{text}"))?;
        check_table(&format!("row,id,type,title,next,from,command,checklist,extra\n{text}"))?;
    }

    #[test]
    fn any_pieces_of_a_page(text in jumble(PAGE), kind in prop::sample::select(vec!["troubleshooting", "procedural", "impact"])) {
        let page = format!("---\nbranchbook: 1\ntype: {kind}\n---\n{text}");
        let Ok(imported) = import(Format::Markdown, &page, ImportOptions::default()) else { return Ok(()) };
        prop_assert!(!imported.name.is_empty());
        // What was read once is a flow like any other: it goes out and comes back the same.
        let flow = Flow { name: &imported.name, description: "", category: None, tags: &[], document: &imported.tree_structure };
        let again = import(Format::Markdown, &export(&flow, export::Format::Markdown), ImportOptions::default()).expect("a page");
        prop_assert_eq!(again.tree_structure, imported.tree_structure);
    }

    #[test]
    fn any_pieces_of_a_chart_of_ours(text in jumble(MERMAID), kind in prop::sample::select(vec!["troubleshooting", "procedural", "impact"])) {
        let chart = format!("%% branchbook: {kind}\nflowchart TD\na:::objective\nb:::action --> c:::procedure_step\n{text}");
        if let Ok(imported) = import(Format::Mermaid, &chart, ImportOptions::default()) {
            prop_assert_eq!(imported.tree_structure.kind.as_str(), kind);
        }
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
