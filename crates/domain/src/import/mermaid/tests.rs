//! Charts in, flows out.

use crate::{
    flow::{
        FlowDocument, FlowKind, Node, NodeType,
        validation::{Severity, validate},
    },
    import::{Format, ImportError, ImportOptions, Imported, import},
};

fn read(chart: &str) -> Imported {
    import(Format::Mermaid, chart, ImportOptions::default()).unwrap_or_else(|error| panic!("{error:?} in {chart}"))
}

fn error(chart: &str) -> ImportError {
    import(Format::Mermaid, chart, ImportOptions::default()).expect_err(chart)
}

/// The flow in one line per node.
fn outline(flow: &FlowDocument) -> Vec<String> {
    let line = |node: &Node| {
        let answers = node.options.iter().map(|option| {
            let to = option.to.as_ref().map_or("nowhere", |to| to.as_str());
            format!("[{}] {to}", option.label)
        });
        let next = node.next.iter().map(ToString::to_string);
        let leads: Vec<String> = answers.chain(next).collect();
        format!(
            "{} {} {:?}: {}",
            node.id,
            node.node_type.as_str(),
            node.title,
            leads.join(", ")
        )
    };
    flow.nodes.iter().map(line).collect()
}

fn losses(imported: &Imported) -> Vec<String> {
    imported
        .losses
        .iter()
        .map(|loss| format!("{}: {}", loss.where_, loss.what))
        .collect()
}

fn node<'a>(imported: &'a Imported, id: &str) -> &'a Node {
    imported
        .tree_structure
        .nodes
        .iter()
        .find(|node| node.id.as_str() == id)
        .expect(id)
}

fn errors(imported: &Imported) -> Vec<String> {
    validate(&imported.tree_structure, None)
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn decisions_actions_and_solutions_are_told_apart_by_the_lines_that_leave_them() {
    let imported = read(
        "flowchart TD
    A([No picture 📺]) --> B{Is the LED on?}
    B -->|Yes| C[Reseat the cable]
    B -- No --> D[(Replace the power supply)]
    C ==> B
    C -.-> E((Call the vendor))",
    );
    assert_eq!(
        outline(&imported.tree_structure),
        [
            "A action \"No picture 📺\": B",
            "B decision \"Is the LED on?\": [Yes] C, [No] D",
            "C decision \"Reseat the cable\": [Is the LED on?] B, [Call the vendor] E",
            "D solution \"Replace the power supply\": ",
            "E solution \"Call the vendor\": ",
        ]
    );
    assert_eq!(imported.name, "No picture 📺");
    assert_eq!(imported.tree_structure.kind, FlowKind::Troubleshooting);
    assert_eq!(
        imported.tree_structure.root.as_ref().map(|root| root.as_str()),
        Some("A")
    );
    assert_eq!(errors(&imported), [""; 0]);
    assert_eq!(
        losses(&imported),
        [
            "line 1: direction TD: the map of a flow is laid out by itself",
            "line 5: the look of a line: thick",
            "lines 5, 6: answers of \"Reseat the cable\" without a text are named after where they lead",
            "line 6: the look of a line: dotted",
        ]
        .map(str::to_owned)
    );
}

#[test]
fn a_diamond_with_one_line_stays_a_decision_for_its_author_to_mend() {
    let imported = read("graph TD\nA{Up?} -->|Yes| B[Done]\nA2[Start] --> A");
    assert_eq!(node(&imported, "A").node_type, NodeType::Decision);
    assert_eq!(errors(&imported).len(), 1);
}

#[test]
fn chains_and_ampersands_draw_several_lines() {
    let imported = read("graph LR; A --> B & C --> D; E[x]-->A;A-->|no|D");
    assert_eq!(
        outline(&imported.tree_structure),
        [
            "A decision \"A\": [B] B, [C] C, [no] D",
            "B action \"B\": D",
            "C action \"C\": D",
            "D solution \"D\": ",
            "E action \"x\": A"
        ]
    );
}

#[test]
fn a_chain_goes_on_over_line_ends() {
    let imported =
        read("graph TD\nA[One]\n  --> B[Two]\n  %% a comment between\n  --> C[Three] %% and behind\nC -->\nD");
    let lines = [
        "A action \"One\": B",
        "B action \"Two\": C",
        "C action \"Three\": D",
        "D solution \"D\": ",
    ];
    assert_eq!(outline(&imported.tree_structure), lines);
    assert_eq!(
        losses(&imported)[1..],
        ["line 4: comment: a comment between", "line 5: comment: and behind"]
    );
}

#[test]
fn every_shape_is_read_and_only_diamonds_are_questions() {
    for (shape, text) in [
        ("[t]", "t"),
        ("(t)", "t"),
        ("([t])", "t"),
        ("[[t]]", "t"),
        ("[(t)]", "t"),
        ("((t))", "t"),
        ("(((t)))", "t"),
        (">t]", "t"),
        ("{{t}}", "t"),
        ("[/t/]", "t"),
        ("[\\t\\]", "t"),
        ("[/t\\]", "t"),
        ("[\\t/]", "t"),
        ("(-t-)", "t"),
        ("[\"t (a] b\"]", "t (a] b"),
        ("[\"`**t**`\"]", "t"),
        ("[see (1) or [2]]", "see (1) or [2]"),
        (" [t]", "t"),
        ("((a) b)", "(a) b"),
        ("[/var/log is full]", "/var/log is full"),
        ("(a (b))", "a (b)"),
        ("[say \"x\" now]", "say \"x\" now"),
        ("@{ shape: rounded, label: \"t\" }", "t"),
        ("[\"t\nu\"]", "t u"),
        ("[t]:::hot", "t"),
        ("[\"a --> b\"]", "a --> b"),
    ] {
        let imported = read(&format!("graph TD\nA{shape} --> B"));
        assert_eq!(
            outline(&imported.tree_structure)[0],
            format!("A action {text:?}: B"),
            "{shape}"
        );
    }
    for shape in [
        "{t}",
        "{\"t\"}",
        "@{ shape: diamond, label: 't' }",
        "[t]@{shape: decision}",
    ] {
        assert_eq!(
            node(&read(&format!("graph TD\nA{shape}-->B")), "A").node_type,
            NodeType::Decision,
            "{shape}"
        );
    }
}

#[test]
fn a_text_ends_on_its_line_when_it_can() {
    let imported = read("graph TD\nA-->B[/up\\];\nA-->C[\\down/];\nA.->D[x (y]");
    let titles: Vec<_> = imported
        .tree_structure
        .nodes
        .iter()
        .map(|node| node.title.as_str())
        .collect();
    assert_eq!(titles, ["A", "up", "down", "x (y"]);
}

#[test]
fn ids_are_kept_when_valid_and_made_valid_when_not() {
    let imported = read("graph TD\nstep-1.a --> Größe --> 重启[Restart] --> end-2 --> A/B");
    let ids: Vec<_> = imported
        .tree_structure
        .nodes
        .iter()
        .map(|node| node.id.as_str())
        .collect();
    assert_eq!(ids, ["step-1.a", "Groesse", "node", "end-2", "A_B"]);
    assert_eq!(node(&imported, "Groesse").title, "Größe");
    assert_eq!(losses(&imported)[1], "line 2: the id Größe became Groesse");
}

#[test]
fn a_chart_that_begins_in_several_places_asks_where() {
    let imported = read(
        "graph LR
    subgraph \"Symptoms\"
        S1[Nothing works]
        S2[Mail is slow]
    end
    S1 --> A1[Restart]
    S2 --> A2[Check the queue]",
    );
    assert_eq!(
        outline(&imported.tree_structure)[0],
        "start decision \"Symptoms: which applies?\": [Nothing works] S1, [Mail is slow] S2"
    );
    assert_eq!(imported.name, "Symptoms");
    assert_eq!(node(&imported, "S1").extra["section"], "Symptoms");
    assert_eq!(errors(&imported), [""; 0]);
    assert!(losses(&imported)[1].starts_with("node start: added: the chart begins in 2 places"));
}

#[test]
fn a_circle_begins_at_its_first_box() {
    let imported = read("graph TD\nB[Try] --> C{Works?}\nC -->|No| B\nC -->|Yes| D[Done]");
    assert_eq!(
        imported.tree_structure.root.as_ref().map(|root| root.as_str()),
        Some("B")
    );
}

#[test]
fn a_text_on_the_only_line_of_an_action_goes_into_its_description() {
    let imported = read("graph LR\nA[Observe] -->|Gather data| B[Think]");
    assert_eq!(node(&imported, "A").description, "Gather data");
    assert_eq!(node(&imported, "A").next.as_ref().map(|next| next.as_str()), Some("B"));
}

#[test]
fn answers_of_the_same_text_are_made_distinct() {
    let imported = read("graph TD\nA{Up?} -->|Yes| B[Wait]\nA -->|yes| C[Go]\nA -->|Yes| B");
    assert_eq!(
        outline(&imported.tree_structure)[0],
        "A decision \"Up?\": [Yes] B, [yes (Go)] C"
    );
    assert_eq!(
        losses(&imported)[1..],
        [
            "line 3: a second answer \"yes\" of \"Up?\" was named \"yes (Go)\"",
            "line 4: the same line is drawn again"
        ]
    );
}

#[test]
fn lines_to_and_from_groups_go_to_their_first_and_last_boxes() {
    let imported = read(
        "flowchart TD
    start --> checks
    subgraph checks [Checks first]
        direction LR
        a --> b
    end
    subgraph empty
    end
    checks -->|then| fix",
    );
    assert_eq!(
        outline(&imported.tree_structure),
        [
            "start action \"start\": a",
            "a action \"a\": b",
            "b action \"b\": fix",
            "fix solution \"fix\": "
        ]
    );
    assert_eq!(node(&imported, "a").extra["section"], "Checks first");
    assert_eq!(node(&imported, "b").description, "then");
    assert_eq!(
        losses(&imported)[1..],
        [
            "line 2: the line to the subgraph checks was drawn to a",
            "line 4: direction LR",
            "line 7: subgraph empty",
            "line 9: the line from the subgraph checks was drawn from b"
        ]
    );
}

#[test]
fn a_title_in_quotes_may_go_over_lines() {
    let imported = read("graph TD\nsubgraph G[\"Wi-Fi\nupstairs\"]\nA --> B\nend\nG@{ view: collapsed } --> C");
    assert_eq!(node(&imported, "A").extra["section"], "Wi-Fi upstairs");
    assert_eq!(node(&imported, "B").next.as_ref().map(|next| next.as_str()), Some("C"));
    assert_eq!(
        node(&read("graph TD\nA@{\n label: |\n  one\n  two\n shape: diam\n}"), "A").title,
        "one two"
    );
}

#[test]
fn nested_groups_give_a_path() {
    let imported = read("graph TD\nsubgraph one [Net]\nsubgraph two[\"Wi-Fi 📶\"]\nA --> B\nend\nend");
    assert_eq!(node(&imported, "A").extra["section"], "Net / Wi-Fi 📶");
}

#[test]
fn looks_are_listed_and_links_are_kept() {
    let imported = read(
        "graph TD
    A[Open the wiki]:::hot --> B
    classDef hot fill:#f00;
    style A fill:#ff6b6b
    class B hot
    linkStyle 0 stroke:red
    click A \"https://example.org/wiki;1\" \"The wiki\" _blank
    click B href \"https://example.org/b\"
    click B callback \"tip\"
    e1@{ animate: true }
    A ~~~ B",
    );
    assert_eq!(
        node(&imported, "A").links,
        [serde_json::json!({"url": "https://example.org/wiki;1", "label": "The wiki"})]
    );
    assert_eq!(
        node(&imported, "B").links,
        [serde_json::json!({"url": "https://example.org/b"})]
    );
    assert_eq!(
        losses(&imported)[1..],
        [
            "line 2: class hot of A",
            "line 3: classDef hot fill:#f00",
            "line 4: style A fill:#ff6b6b",
            "line 5: class B hot",
            "line 6: linkStyle 0 stroke:red",
            "line 9: click B callback \"tip\"",
            "line 10: e1@{animate: true}",
            "line 11: the look of a line: only places boxes (~~~)"
        ]
    );
}

#[test]
fn a_line_with_two_arrows_leads_on_and_refers_back() {
    let imported = read("graph TD\nA <-->|sync| B");
    assert_eq!(
        outline(&imported.tree_structure),
        ["A action \"A\": B", "B solution \"B\": "]
    );
    let back = &imported.tree_structure.connections[0];
    assert_eq!(
        (back.from.as_str(), back.to.as_str(), back.label.as_str()),
        ("B", "A", "sync")
    );
}

#[test]
fn titles_come_from_the_caller_the_front_matter_or_the_accessible_title() {
    let chart = "---\ntitle: From above\n---\ngraph TD\naccTitle: For readers\naccDescr {\n  What it\n is }\nA-->B";
    let imported = read(chart);
    assert_eq!(imported.name, "From above");
    assert_eq!(imported.description.as_deref(), Some("What it\n is"));
    assert_eq!(losses(&imported)[1], "accTitle: For readers");
    let options = ImportOptions {
        name: Some("Mine".into()),
        kind: None,
    };
    assert_eq!(import(Format::Mermaid, chart, options).expect("read").name, "Mine");
}

#[test]
fn variables_in_labels_are_asked_for() {
    let imported = read("graph TD\nA[\"Ping {{host}}\"] --> B");
    assert_eq!(imported.tree_structure.intake[0].name, "host");
    assert_eq!(errors(&imported), [""; 0]);
}

#[test]
fn words_of_the_language_may_be_ids() {
    let imported = read("graph TD\nstyle --> class\nclass --> ending[x]");
    assert_eq!(imported.tree_structure.nodes.len(), 3);
}

#[test]
fn what_is_no_flowchart_is_refused_with_its_line() {
    let refused = error("\nsequenceDiagram\nA->>B: hi");
    assert_eq!(refused.line, Some(2));
    assert!(refused.message.contains("only flowcharts"), "{refused}");
    assert_eq!(error("").line, None);
    assert_eq!(error("graph TD").message, "this flowchart has no boxes");
    let options = ImportOptions {
        name: None,
        kind: Some(FlowKind::Procedural),
    };
    assert!(import(Format::Mermaid, "graph TD\nA-->B", options).is_err());
}

#[test]
fn mistakes_are_told_with_their_line() {
    for (chart, line) in [
        ("graph TD\nA --> ", 2),
        ("graph TD\nA[never closed --> B", 2),
        ("graph TD\nA\nB C", 3),
        ("graph TD\nend", 2),
        ("graph TD\nA -->|x B", 2),
        ("graph TD\nA -- text\nB", 2),
        ("graph TD\nA@{ shape: diamond", 2),
    ] {
        assert_eq!(error(chart).line, Some(line), "{chart}: {}", error(chart));
    }
}

#[test]
fn a_chart_over_the_limits_is_refused() {
    let chart: String = (0..5_001).map(|n| format!("n{n}\n")).collect();
    assert!(error(&format!("graph TD\n{chart}")).too_large);
    let all = (0..300).map(|n| format!("n{n}")).collect::<Vec<_>>().join(" & ");
    assert!(error(&format!("graph TD\n{all} --> {all}")).too_large);
    assert!(error(&format!("graph TD\n{}", "subgraph x\n".repeat(51))).too_large);
}
