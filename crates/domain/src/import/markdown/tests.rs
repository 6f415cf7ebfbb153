//! Runbooks in, checklists out.

use crate::{
    flow::{
        FlowKind, Node, NodeType,
        validation::{Severity, validate},
    },
    import::{Format, ImportError, ImportOptions, Imported, import},
};

fn try_read(text: &str) -> Result<Imported, ImportError> {
    import(Format::Markdown, text, ImportOptions::default())
}

fn read(text: &str) -> Imported {
    let imported = try_read(text).unwrap_or_else(|error| panic!("{error:?} in {text}"));
    let findings = validate(&imported.tree_structure, None);
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?} in {text}");
    imported
}

/// Headings as `# title`, steps as `* title`, descriptions behind `|`, commands behind `$`, checks behind `[]`.
fn outline(imported: &Imported) -> Vec<String> {
    let nodes = imported.tree_structure.nodes.iter();
    nodes
        .filter(|node| node.node_type != NodeType::ProcedureEnd)
        .map(line)
        .collect()
}

fn line(node: &Node) -> String {
    let mark = match node.node_type {
        NodeType::SectionHeader => "#".repeat(node.extra["level"].as_u64().map_or(0, |level| level as usize)),
        _ => "*".to_owned(),
    };
    let mut line = format!("{mark} {}", node.title);
    if !node.description.is_empty() {
        line.push_str(&format!(" | {}", node.description));
    }
    for command in &node.commands {
        let label = if command.label.is_empty() {
            String::new()
        } else {
            format!("{}: ", command.label)
        };
        line.push_str(&format!(" $ {label}{} ({})", command.command, command.command_type));
    }
    for check in &node.checklist {
        line.push_str(&format!(" [] {check}"));
    }
    line
}

fn losses(imported: &Imported) -> Vec<String> {
    imported
        .losses
        .iter()
        .map(|loss| format!("{}: {}", loss.where_, loss.what))
        .collect()
}

#[test]
fn a_runbook_becomes_sections_and_steps() {
    let imported = read(
        "---\ntitle: Mail is stuck\ntags: [mail]\nweight: 3\n---\n\
         # MailStuck\n\nFor the night shift.\n\n\
         ## Meaning\n\nThe queue grows.\n\n- slowly\n\n\
         ## Diagnosis\n\nOften a full disk.\n\n\
         Check the queue:\n\n```console\n$ mailq | tail\n-- 7 Kbytes in 3 Requests.\n```\n\nA long list is bad.\n\n\
         ### Disk\n\n1. Look at `df -h /var`.\n2. Free **space**\n   - logs\n   - cores\n\n\
         ## Mitigation\n\nTODO\n",
    );
    assert_eq!(imported.name, "Mail is stuck");
    assert_eq!(
        imported.description.as_deref(),
        Some("MailStuck\n\nFor the night shift.")
    );
    assert_eq!(imported.tags, ["mail"]);
    assert_eq!(
        outline(&imported),
        [
            "# Meaning | The queue grows.\n\n- slowly",
            "# Diagnosis | Often a full disk.",
            "* Check the queue | ```\n-- 7 Kbytes in 3 Requests.\n```\n\nA long list is bad. $ mailq | tail (console)",
            "## Disk",
            "* Look at df -h /var $ df -h /var (shell)",
            "* Free space [] logs [] cores",
            "# Mitigation | TODO",
        ]
    );
    assert_eq!(losses(&imported), ["line 4: front matter: weight: 3"]);
    let end = imported.tree_structure.nodes.last().expect("nodes");
    assert_eq!((end.id.as_str(), end.node_type), ("end", NodeType::ProcedureEnd));
}

#[test]
fn ids_come_from_the_titles() {
    let imported = read("## Fix\n1. Restart it\n2. Restart it\n3. 🚀");
    let ids: Vec<_> = imported
        .tree_structure
        .nodes
        .iter()
        .map(|node| node.id.as_str())
        .collect();
    assert_eq!(ids, ["fix", "restart-it", "restart-it-2", "step", "end"]);
}

#[test]
fn a_list_that_only_enumerates_stays_with_the_text_above_it() {
    let imported = read("## Fix\nMove the data. These support it:\n\n- ceph\n- kafka\n\nThen wait.");
    assert_eq!(
        outline(&imported),
        [
            "# Fix",
            "* Move the data | These support it:\n\n- ceph\n- kafka",
            "* Then wait"
        ]
    );
    let imported = read("## Fix\nOther things to check:\n\n- read only filesystem\n- no memory");
    assert_eq!(
        outline(&imported),
        ["# Fix", "* Other things to check [] read only filesystem [] no memory"]
    );
}

#[test]
fn what_must_be_had_first_is_a_checklist() {
    let imported = read("# T\n## Prerequisites\n- SSH access\n- The admin password\n## Steps\n1. Go");
    assert_eq!(
        outline(&imported)[..2],
        ["# Prerequisites", "* Prerequisites [] SSH access [] The admin password"]
    );
}

#[test]
fn task_lists_are_steps_and_ticks_are_listed() {
    let imported = read("# Night\n- [ ] Stop mail\n- [x] Tell *everyone*\n");
    assert_eq!(outline(&imported), ["* Stop mail", "* Tell everyone"]);
    assert_eq!(
        losses(&imported),
        ["line 3: the tick in a box: a run starts with empty ones"]
    );
}

#[test]
fn code_in_a_list_belongs_to_its_item() {
    let imported = read(
        "## Steps\n1. Stop it:\n\n   ```bash title=\"stop\"\n   systemctl stop x\n   ```\n\n   It takes long.\n2. Then\n   - check it\n     ```\n     systemctl status x\n     ```\n   - wait\n3. ```sql\n   select 1\n   ```\n",
    );
    assert_eq!(
        outline(&imported)[1..],
        [
            "* Stop it | It takes long. $ systemctl stop x (bash)",
            "* Then $ check it: systemctl status x () [] check it [] wait",
            "* select 1 $ select 1 (sql)",
        ]
    );
    assert_eq!(
        losses(&imported),
        ["line 4: attributes of a code block: title=\"stop\""]
    );
}

#[test]
fn the_line_right_above_a_command_is_its_label_unless_it_is_the_title() {
    let imported = read("## Fix\nLog in. Look at the node:\n\n```sh\n$ a\n$ b\n```\n\nRestart it:\n\n```sh\nc\n```");
    assert_eq!(
        outline(&imported)[1..],
        [
            "* Log in | Look at the node: $ Look at the node: a (sh) $ b (sh)",
            "* Restart it $ c (sh)"
        ]
    );
}

#[test]
fn a_list_in_a_step_that_is_no_checklist_is_read_and_its_code_still_copied() {
    let imported =
        read("## Steps\n1. Do\n   - see [a](https://a.b)\n     ```sh\n     x\n     ```\n   - deep\n     - er");
    assert_eq!(
        outline(&imported)[1..],
        ["* Do | - see [a](https://a.b)\n- deep\n  - er $ see a: x (sh)"]
    );
}

#[test]
fn code_right_below_a_heading_is_a_step_called_like_it() {
    let imported = read("## Slow writes\n```promql\nrate(x[5m])\n```\n```txt\nnode = a\n```");
    assert_eq!(
        outline(&imported),
        [
            "# Slow writes",
            "* Slow writes | ```txt\nnode = a\n``` $ rate(x[5m]) (promql)"
        ]
    );
}

#[test]
fn a_warning_is_read_with_the_step_below_it() {
    let imported =
        read("## Fix\nStop it.\n\n**Warning**: this deletes data.\n\nWipe the disk.\n\n> [!CAUTION]\n> Slow.\n");
    assert_eq!(
        outline(&imported)[1..],
        [
            "* Stop it",
            "* Wipe the disk | **Warning**: this deletes data.\n\n> [!CAUTION]\n> Slow."
        ]
    );
}

#[test]
fn prose_under_a_heading_that_announces_steps_is_a_step() {
    let imported = read("## Diagnosis\nUsually the disk.\n\nSee [docs](https://a.b).\n\n## Mitigation\nNone.");
    assert_eq!(
        outline(&imported),
        [
            "# Diagnosis",
            "* Usually the disk | See [docs](https://a.b).",
            "# Mitigation | None."
        ]
    );
}

#[test]
fn tables_html_links_and_images_stay_as_markdown() {
    let imported = read(
        "## Meaning\n| a | b |\n|:-:|---|\n| `x\\|y` | *z* | too *much* |\n\n<details><summary>More</summary>\n\nInside.\n\n</details>\n\n\
         ![port](https://a.b/p.png) <kbd>F1</kbd> <my-host> ~~no~~ <https://c.d> https://e.f\n\n<!-- secret -->\n\n## Fix\n1. Go",
    );
    assert_eq!(
        outline(&imported)[0],
        "# Meaning | | a | b |\n|:-:|---|\n| `x\\|y` | *z* |\n\n**More**\n\nInside.\n\n\
         ![port](https://a.b/p.png) F1 \\<my-host> ~~no~~ https://c.d https://e.f"
    );
    assert_eq!(
        losses(&imported),
        [
            "line 4: beyond the columns of the table: too much",
            "line 14: comment: secret"
        ]
    );
}

#[test]
fn reference_links_keep_their_address_and_relative_ones_are_listed() {
    let imported = read(
        "## Meaning\nSee [docs][d] and [that](../x.md).\n\n[d]: https://a.b \"The docs\"\n[e]: https://unused\n\n## Fix\n1. Go",
    );
    assert_eq!(
        outline(&imported)[0],
        "# Meaning | See [docs](https://a.b \"The docs\") and [that](../x.md)."
    );
    assert_eq!(
        losses(&imported),
        [
            "line 2: ../x.md is relative to where the text was: it leads nowhere from here",
            "line 5: a link that nothing uses: [e]: https://unused"
        ]
    );
}

#[test]
fn placeholders_and_shortcodes_stay_and_variables_are_asked_for() {
    let imported = read(
        "## Fix\n{{% notice %}} {{< hint >}}\n\nPing {{host}} in <namespace>:\n\n```sh\nping {{host}} -n <namespace>\n```",
    );
    assert_eq!(
        outline(&imported),
        [
            "# Fix | {{% notice %}} {{< hint >}}",
            "* Ping {{host}} in <namespace> $ ping {{host}} -n <namespace> (sh)"
        ]
    );
    assert_eq!(imported.tree_structure.intake.len(), 1);
    assert_eq!(
        losses(&imported),
        ["{{host}}: added: this variable is asked for at the first step that uses it"]
    );
}

#[test]
fn a_template_of_another_language_is_not_taken_for_variables() {
    let command = "kubectl get no -o template --template='{{range .items}}{{.metadata.name}}{{end}}'";
    let imported = read(&format!("## Fix\nRun it:\n```\n{command}\n```"));
    assert_eq!(imported.tree_structure.nodes[1].commands[0].command, command);
    assert!(imported.tree_structure.intake.is_empty());
}

#[test]
fn without_headings_there_are_only_steps() {
    let imported = read("Restart the printer.\n\n1. Off\n2. On\n");
    assert_eq!(imported.name, "Imported runbook");
    assert_eq!(outline(&imported), ["* Restart the printer", "* Off", "* On"]);
}

#[test]
fn in_a_language_we_do_not_know_every_paragraph_and_item_is_a_step() {
    let imported = read("# Drucker\n## Vorgehen\nDen Drucker ausschalten.\n\n- Warten\n- Einschalten\n");
    assert_eq!(
        outline(&imported),
        ["# Vorgehen", "* Den Drucker ausschalten", "* Warten", "* Einschalten"]
    );
}

#[test]
fn a_text_with_nothing_to_do_says_so() {
    for text in [
        "",
        "# Only a title",
        "## Meaning\nx",
        "---\ntitle: x\n---\n",
        "![](https://a.b)",
    ] {
        let imported = read(text);
        let steps: Vec<_> = imported
            .tree_structure
            .nodes
            .iter()
            .filter(|node| node.node_type == NodeType::ProcedureStep)
            .collect();
        assert_eq!(steps[0].title, "Write the first step", "{text}");
        assert!(
            losses(&imported)
                .iter()
                .any(|loss| loss.starts_with("node write-the-first-step: added")),
            "{text}"
        );
    }
}

#[test]
fn titles_are_never_empty_nor_too_long() {
    let long = "very ".repeat(60);
    let imported = read(&format!(
        "# {long}\n## \n## {long}\n1. {long}\n2. ![](https://a.b)\n3. - [ ]\n4. >\n"
    ));
    for node in &imported.tree_structure.nodes {
        assert!(!node.title.is_empty() && node.title.chars().count() <= 200, "{node:?}");
    }
    assert!(imported.description.expect("the whole heading").contains(long.trim()));
    assert!(imported.tree_structure.nodes[1].description.contains(long.trim()));
}

#[test]
fn the_caller_names_the_flow_and_chooses_the_kind() {
    let options = |kind| ImportOptions {
        name: Some("Mine".to_owned()),
        kind: Some(kind),
    };
    let imported = import(Format::Markdown, "# T\n1. Go", options(FlowKind::Maintenance)).expect("read");
    assert_eq!(
        (imported.name.as_str(), imported.tree_structure.kind),
        ("Mine", FlowKind::Maintenance)
    );
    assert_eq!(imported.description.as_deref(), Some("T"));
    assert!(import(Format::Markdown, "# T", options(FlowKind::Troubleshooting)).is_err());
}

#[test]
fn a_runbook_over_the_limits_is_refused() {
    assert!(try_read(&"1. x\n".repeat(5_001)).expect_err("too many").too_large);
    let quotes = format!("## Fix\n\n{}", "\"\" ".repeat(600_000));
    assert!(try_read(&quotes).expect_err("too large as JSON").too_large);
    assert!(
        try_read(&"x".repeat(2 * 1024 * 1024 + 1))
            .expect_err("too long")
            .too_large
    );
}
