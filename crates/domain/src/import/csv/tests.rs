//! Lists of other making.

use crate::{
    flow::{FlowKind, Node, NodeType},
    import::{Format, ImportOptions, Imported, import},
};

fn read(text: &str) -> Imported {
    import(Format::Csv, text, ImportOptions::default()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn losses(imported: &Imported) -> Vec<String> {
    imported
        .losses
        .iter()
        .map(|loss| format!("{}: {}", loss.where_, loss.what))
        .collect()
}

fn titles(imported: &Imported) -> Vec<(&str, &str)> {
    imported
        .tree_structure
        .nodes
        .iter()
        .map(|node| (node.node_type.as_str(), node.title.as_str()))
        .collect()
}

#[test]
fn titles_and_descriptions_are_a_checklist() {
    let imported = read("title,description\nStop the service,\"systemctl\nstop x\"\nPatch,\n");
    assert_eq!(imported.tree_structure.kind, FlowKind::Procedural);
    assert_eq!(
        titles(&imported),
        [
            ("procedure_step", "Stop the service"),
            ("procedure_step", "Patch"),
            ("procedure_end", "Done")
        ]
    );
    assert_eq!(imported.tree_structure.nodes[0].description, "systemctl\nstop x");
    assert_eq!(losses(&imported), [""; 0]);
}

#[test]
fn columns_are_known_by_other_names_and_the_rest_is_listed_with_its_line() {
    let imported = read(
        "No;Phase;Step;Instructions;Cmd;Duration;Risk;Owner\n1;Before;Tell people;By mail;;5 min;low;Ann\n2;Before;Back up;;pg_dump {{db}};soon;none;\n3;After;Look;;;;;\n",
    );
    assert_eq!(
        titles(&imported),
        [
            ("section_header", "Before"),
            ("procedure_step", "Tell people"),
            ("procedure_step", "Back up"),
            ("section_header", "After"),
            ("procedure_step", "Look"),
            ("procedure_end", "Done"),
        ]
    );
    let nodes = &imported.tree_structure.nodes;
    assert_eq!(
        (nodes[1].est_minutes, nodes[2].commands[0].command.as_str()),
        (Some(5.0), "pg_dump {{db}}")
    );
    assert_eq!(
        losses(&imported),
        [
            "line 2: the column \"Owner\" is none that is known: Ann",
            "line 3: no number of minutes: soon",
            "line 3: a risk is low, medium or high, not none",
            "{{db}}: added: this variable is asked for at the first step that uses it",
        ]
    );
}

#[test]
fn yes_and_no_make_a_troubleshooting_flow() {
    let imported = read("id,question,yes,no\n1,Is it on?,2,Switch it on\n2,Is the LED green?,Done,step 1\n");
    let nodes = &imported.tree_structure.nodes;
    let leads = |node: &Node| {
        node.options
            .iter()
            .map(|option| option.to.clone().map(String::from))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        titles(&imported),
        [
            ("decision", "Is it on?"),
            ("decision", "Is the LED green?"),
            ("solution", "Switch it on"),
            ("solution", "Done"),
        ]
    );
    assert_eq!(
        leads(&nodes[0]),
        [Some("is-the-led-green".to_owned()), Some("switch-it-on".to_owned())]
    );
    assert_eq!(leads(&nodes[1]), [Some("done".to_owned()), Some("is-it-on".to_owned())]);
    assert_eq!(imported.tree_structure.root.as_ref(), Some(&nodes[0].id));
    assert_eq!(nodes[0].node_type, NodeType::Decision);
    assert_eq!(losses(&imported).len(), 2, "{:?}", losses(&imported));
}

#[test]
fn a_table_without_a_title_says_which_columns_it_needs() {
    let error = import(Format::Csv, "\nhost;ip\na;b\n", ImportOptions::default()).expect_err("no steps");
    assert_eq!(error.line, Some(2));
    assert!(
        error.message.contains("\"title\"") && error.message.contains("host, ip"),
        "{}",
        error.message
    );
    assert!(import(Format::Csv, "", ImportOptions::default()).is_err());
    assert!(import(Format::Csv, "title\n", ImportOptions::default()).is_err());
}
