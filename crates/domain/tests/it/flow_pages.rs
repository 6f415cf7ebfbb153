//! What somebody edits on a page or in a table is what is imported: the readable part is right, what is carried only adds to it.

use branchbook_domain::{
    flow::{
        FlowDocument, Node,
        export::{Flow, Format, export},
    },
    import::{self, ImportOptions, Imported, import},
};
use serde_json::json;

fn document() -> FlowDocument {
    let value = json!({"kind": "troubleshooting", "root": "start", "nodes": [
        {"id": "start", "type": "decision", "title": "Is the port up?", "description": "Look at the LED.", "colour": "red", "options": [
            {"id": "up", "label": "Yes", "to": "vlan"}, {"id": "down", "label": "No", "to": "reseat", "weight": 3}]},
        {"id": "reseat", "type": "action", "title": "Reseat the cable", "expected_outcome": "The LED turns green.", "est_minutes": 5.0,
            "risk": "low", "checklist": ["Pull", "Push"], "next": "start", "commands": [
                {"label": "Port state", "command": "show interface {{port}}", "command_type": "cisco", "timeout": 9}]},
        {"id": "vlan", "type": "solution", "title": "Fix the VLAN"}],
        "intake": [{"name": "port", "label": "Which port?", "type": "text", "required": true, "deferred": true}],
        "connections": [{"id": "c1", "from": "vlan", "to": "reseat", "type": "reference", "label": "see too"}],
        "canvas": {"positions": {"start": {"x": 10.0, "y": 20.0}}}});
    serde_json::from_value(value).expect("a document")
}

fn written(format: Format) -> String {
    let document = document();
    let tags = ["lan".to_owned(), "layer 2".to_owned()];
    let flow = Flow {
        name: "Switch port",
        description: "For the access layer.",
        category: Some("Network"),
        tags: &tags,
        document: &document,
    };
    export(&flow, format)
}

fn back(format: import::Format, text: &str) -> Imported {
    import(format, text, ImportOptions::default()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn node<'a>(imported: &'a Imported, id: &str) -> &'a Node {
    let found = imported.tree_structure.nodes.iter().find(|node| node.id.as_str() == id);
    found.unwrap_or_else(|| panic!("{id} in {:?}", imported.tree_structure))
}

#[test]
fn a_page_reads_as_a_person_would_write_it() {
    assert_eq!(
        written(Format::Markdown),
        r#"---
branchbook: 1
type: troubleshooting
category: Network
tags: [lan, layer 2]
---

# Switch port

For the access layer.

## Variables <!-- variables -->

| Name | Question | Type | Required | Asked | Choices |
| --- | --- | --- | --- | --- | --- |
| port | Which port? | text | yes | when needed |  |

## Is the port up? <a id="start"></a>

*Decision*

Look at the LED.

**Answers:**

- Yes → [Fix the VLAN](#vlan)
- No → [Reseat the cable](#reseat)

<!-- branchbook: {"options":[{"id":"up","label":"Yes","to":"vlan"},{"id":"down","label":"No","to":"reseat","weight":3}],"colour":"red"} -->

## Reseat the cable <a id="reseat"></a>

*Action · 5 min · low risk*

**Expected outcome:** The LED turns green.

**Checklist:**

- [ ] Pull
- [ ] Push

**Command:** Port state

```cisco
show interface {{port}}
```

**Next:** [Is the port up?](#start)

<!-- branchbook: {"commands":[{"label":"Port state","command":"show interface {{port}}","command_type":"cisco","timeout":9}]} -->

## Fix the VLAN <a id="vlan"></a>

*Solution*

## Connections <!-- connections -->

| From | Relation | To | Label |
| --- | --- | --- | --- |
| [Fix the VLAN](#vlan) | see also | [Reseat the cable](#reseat) | see too |

<!-- branchbook flow: {"connections":[{"id":"c1","from":"vlan","to":"reseat","type":"reference","label":"see too"}],"canvas":{"positions":{"start":{"x":10.0,"y":20.0}}}} -->
"#
    );
}

#[test]
fn texts_that_are_edited_on_a_page_change_and_what_is_carried_stays() {
    let page = written(Format::Markdown)
        .replace("## Is the port up?", "## Is the port *really* up?")
        .replace("- No →", "- No, dark →")
        .replace("show interface {{port}}\n```", "show interface {{port}} status\n```")
        .replace("*Action · 5 min · low risk*", "*Action · about 10 min · high risk*")
        .replace("- [ ] Push", "- [x] Push\n- Wait")
        .replace('\n', "\r\n");
    let imported = back(import::Format::Markdown, &page);
    let start = node(&imported, "start");
    assert_eq!(start.title, "Is the port *really* up?");
    assert_eq!(start.extra["colour"], "red");
    let answers: Vec<_> = start
        .options
        .iter()
        .map(|option| (option.id.as_str(), option.label.as_str()))
        .collect();
    assert_eq!(answers, [("up", "Yes"), ("down", "No, dark")]);
    assert_eq!(start.options[1].extra["weight"], 3);
    let reseat = node(&imported, "reseat");
    assert_eq!((reseat.est_minutes, json!(reseat.risk)), (Some(10.0), json!("high")));
    assert_eq!(reseat.checklist, ["Pull", "Push", "Wait"]);
    assert_eq!(reseat.commands[0].command, "show interface {{port}} status");
    assert_eq!(imported.tree_structure.canvas, document().canvas);
    assert_eq!(imported.losses, vec![]);
}

#[test]
fn a_step_that_is_added_on_a_page_by_hand_is_found_by_its_heading() {
    let page = written(Format::Markdown).replace(
        "- Yes → [Fix the VLAN](#vlan)",
        "- Yes → [Ask the desk](#ask-the-desk)\n- Later → [Fix the VLAN](#vlan)",
    ) + "\n## Ask the desk\n\nThey know.\n\n```sh\n## no heading\n```\n\n**Next:** [Fix the VLAN](#vlan)\n";
    let imported = back(import::Format::Markdown, &page);
    let added = node(&imported, "ask-the-desk");
    assert_eq!(added.node_type.as_str(), "action");
    assert_eq!(added.description, "They know.\n\n```sh\n## no heading\n```");
    let leads: Vec<_> = node(&imported, "start")
        .options
        .iter()
        .map(|option| option.to.clone().map(String::from))
        .collect();
    assert_eq!(leads, ["ask-the-desk", "vlan", "reseat"].map(|id| Some(id.to_owned())));
}

#[test]
fn what_a_page_says_that_nobody_understands_is_listed_with_its_line() {
    let page = "---\nbranchbook: 1\ntype: procedural\nowner: me\n---\n# Patch\n## Before\n### Stop <a id=\"s\"></a>\n**Next:** see below\n**Command:** Look\n### Stop again <a id=\"s\"></a>\n<!-- branchbook: {broken -->\n";
    let imported = back(import::Format::Markdown, page);
    let losses: Vec<_> = imported
        .losses
        .iter()
        .map(|loss| format!("{}: {}", loss.where_, loss.what))
        .collect();
    assert_eq!(
        losses,
        [
            "line 4: front matter: owner: me",
            "line 9: no link to a step to go on to: see below",
            "line 10: a command without a code block: Look",
            "line 11: the anchor \"s\" is taken or no id; this step is now s-2",
            "line 12: what was carried here belongs to no step or is broken: {broken",
        ]
    );
    let types: Vec<_> = imported
        .tree_structure
        .nodes
        .iter()
        .map(|node| node.node_type.as_str())
        .collect();
    assert_eq!(types, ["section_header", "procedure_step", "procedure_step"]);
}

#[test]
fn cells_that_are_edited_in_a_table_change_and_rows_may_be_added() {
    let table = written(Format::Csv)
        .replace("Reseat the cable", "Reseat it")
        .replace(
            "step,vlan,solution",
            "step,,,Ask the desk,,,vlan,,,,,,,,\r\nstep,vlan,solution",
        )
        .replace("answer,down,,No,,,reseat", "answer,down,,No,,,Ask the desk");
    let imported = back(import::Format::Csv, &saved_elsewhere(&table));
    assert_eq!(node(&imported, "reseat").title, "Reseat it");
    let added = node(&imported, "ask-the-desk");
    assert_eq!(
        (added.node_type.as_str(), added.next.as_ref().map(|id| id.as_str())),
        ("action", Some("vlan"))
    );
    assert_eq!(node(&imported, "start").options[1].to, Some(added.id.clone()));
    assert_eq!((imported.name.as_str(), imported.tags.len()), ("Switch port", 2));
}

/// As a spreadsheet of a country that writes 1,5 saves it.
fn saved_elsewhere(table: &str) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
    for record in reader.records() {
        writer.write_record(&record.expect("a row")).expect("room");
    }
    String::from_utf8(writer.into_inner().expect("all of it")).expect("text")
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let mut document = document();
    document.nodes[0].title = "=HYPERLINK(\"http://x\")".to_owned();
    document.nodes[1].commands[0].command = "-la @x".to_owned();
    let flow = Flow {
        name: "+1",
        description: "\t=1",
        category: None,
        tags: &[],
        document: &document,
    };
    let table = export(&flow, Format::Csv);
    for cell in ["'=HYPERLINK", "'-la @x", "'+1", "'\t=1"] {
        assert!(table.contains(cell), "{cell} in {table}");
    }
    assert_eq!(back(import::Format::Csv, &table).tree_structure, document);
}
