//! Whatever people write, a report keeps its form, is the same each time, and holds no secret.

use std::collections::BTreeMap;

use branchbook_domain::{
    export::{Format, Report, filename, render},
    flow::FlowDocument,
    id::{SessionId, UserId},
    run::{Event, EventKind},
};
use comrak::{Arena, Options, nodes::NodeValue, parse_document};
use proptest::prelude::*;
use uuid::Uuid;

use crate::run::{attempts, documents, log_of};

/// Texts that would like to be more than text.
fn hostile() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        prop::sample::select(vec![
            "<script>alert(1)</script>",
            "<img src=x onerror=y>",
            "</pre>",
            "-->",
            "]]>",
            "&amp;",
            "\" onload=\"x",
            "'",
            "# h",
            "\n# h\n",
            "\n---\n",
            "\n===\n",
            "\n\n    code\n",
            "```\n",
            "~~~\n",
            "[a](javascript:b)",
            "![i](x)",
            "[r]: x\n",
            "<http://a.b>",
            "* x\n",
            "\n1. x",
            "\n- x",
            "\n> x",
            "| a | b |\n|---|---|\n",
            "**",
            "_",
            "\\",
            "`",
            "\t",
            "\r\n",
            "\u{202e}",
            "\u{1b}[2J",
            "x",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::vec(fragment, 1..6).prop_map(|fragments| fragments.concat())
}

fn with_texts(mut document: FlowDocument, mut log: Vec<Event>, text: &str) -> (FlowDocument, Vec<Event>) {
    for node in &mut document.nodes {
        node.title = text.to_owned();
        for command in &mut node.commands {
            command.command = text.to_owned();
            command.label = text.to_owned();
            command.command_type = text.to_owned();
        }
        for option in &mut node.options {
            option.label = text.to_owned();
        }
    }
    for event in &mut log {
        let words = || format!("x{}", text.replace('\0', ""));
        match &mut event.kind {
            EventKind::Noted { note, .. } => *note = words(),
            EventKind::CompletedStep { note, .. } => *note = Some(words()),
            EventKind::Completed {
                outcome_notes,
                next_steps,
                ..
            } => {
                *outcome_notes = Some(words());
                *next_steps = Some(words());
            }
            _ => {}
        }
    }
    (document, log)
}

fn report_of(document: &FlowDocument, events: &[Event], text: &str, format: Format) -> String {
    let people = [1, 2, 3].map(|number| (UserId::from_uuid(Uuid::from_u128(number)), format!("{text} {number}")));
    let people = BTreeMap::from(people);
    let report = Report {
        session_id: SessionId::from_uuid(Uuid::nil()),
        tree_name: text,
        tree_version: 1,
        document,
        events,
        people: &people,
        ticket_number: text,
        client_name: text,
    };
    let name = filename(&report, format);
    assert!(
        name.len() < 90
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.'),
        "{name}"
    );
    render(&report, format)
}

/// The blocks of a Markdown text, and whether it has links, images or HTML.
fn structure(markdown: &str) -> (Vec<&'static str>, bool) {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &Options::default());
    let mut headings = vec![];
    let mut foreign = false;
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Heading(_) => headings.push("heading"),
            NodeValue::ThematicBreak => headings.push("rule"),
            NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
                foreign = true
            }
            NodeValue::List(_) => headings.push("list"),
            NodeValue::CodeBlock(_) => headings.push("code"),
            _ => {}
        }
    }
    (headings, foreign)
}

proptest! {
    #[test]
    fn what_people_write_stays_text_in_html(document in documents(), attempts in attempts(), text in hostile()) {
        let (_, log) = log_of(&document, &attempts);
        let (harmless_document, harmless_log) = with_texts(document.clone(), log.clone(), "x");
        let (hostile_document, hostile_log) = with_texts(document, log, &format!("x{text}"));
        let harmless = report_of(&harmless_document, &harmless_log, "x", Format::Html);
        let hostile = report_of(&hostile_document, &hostile_log, &format!("x{text}"), Format::Html);
        prop_assert_eq!(hostile.matches('<').count(), harmless.matches('<').count());
        prop_assert_eq!(hostile.matches('>').count(), harmless.matches('>').count());
        prop_assert_eq!(hostile.matches('"').count(), harmless.matches('"').count());
    }

    #[test]
    fn what_people_write_stays_text_in_markdown(document in documents(), attempts in attempts(), text in hostile()) {
        let (_, log) = log_of(&document, &attempts);
        let (harmless_document, harmless_log) = with_texts(document.clone(), log.clone(), "x");
        let (hostile_document, hostile_log) = with_texts(document, log, &format!("x{text}"));
        let harmless = report_of(&harmless_document, &harmless_log, "x", Format::Markdown);
        let hostile = report_of(&hostile_document, &hostile_log, &format!("x{text}"), Format::Markdown);
        let (blocks, foreign) = structure(&hostile);
        prop_assert!(!foreign, "{}", hostile);
        prop_assert_eq!(blocks, structure(&harmless).0, "{}", hostile);
    }

    #[test]
    fn the_same_session_gives_the_same_bytes_in_every_format(document in documents(), attempts in attempts()) {
        let (_, log) = log_of(&document, &attempts);
        for format in Format::ALL {
            let once = report_of(&document, &log, "Flow", format);
            prop_assert_eq!(&report_of(&document, &log, "Flow", format), &once);
            prop_assert!(once.ends_with('\n'));
            let controls = once.contains(['\r', '\u{1b}', '\u{202e}']);
            prop_assert!(!controls);
        }
    }

    #[test]
    fn json_is_json_and_its_numbered_steps_are_the_path(document in documents(), attempts in attempts()) {
        let (state, log) = log_of(&document, &attempts);
        let json: serde_json::Value = serde_json::from_str(&report_of(&document, &log, "Flow", Format::Json)).expect("valid");
        let trail = json["trail"].as_array().expect("a list");
        let numbered: Vec<_> = trail.iter().filter(|scene| scene["number"].is_u64()).map(|scene| scene["node_id"].as_str()).collect();
        let path: Vec<_> = state.path.iter().map(|entry| Some(entry.node_id.as_str())).collect();
        prop_assert_eq!(numbered, path);
        prop_assert_eq!(json["active_seconds"].as_u64(), Some(u64::from(state.active_seconds)));
        let told = trail.iter().filter_map(|scene| scene["notes"].as_array()).map(Vec::len).sum::<usize>();
        prop_assert_eq!(told + json["notes"].as_array().map_or(0, Vec::len), state.notes.len());
    }

    #[test]
    fn a_secret_that_someone_wrote_down_is_in_no_format(document in documents(), attempts in attempts(), secret in "[a-zA-Z]{8}[0-9]{4}") {
        let (_, log) = log_of(&document, &attempts);
        let text = format!("password={secret} then ghp_{secret}{secret}{secret}");
        let (document, log) = with_texts(document, log, &text);
        for format in Format::ALL {
            let rendered = report_of(&document, &log, &text, format);
            prop_assert!(!rendered.contains(&secret), "{}", rendered);
        }
    }

    #[test]
    fn a_damaged_log_is_told_as_far_as_it_goes(document in documents(), attempts in attempts(), lost in any::<prop::sample::Index>()) {
        let (_, mut log) = log_of(&document, &attempts);
        if log.is_empty() {
            return Ok(());
        }
        log.remove(lost.index(log.len()));
        for format in Format::ALL {
            prop_assert!(!report_of(&document, &log, "Flow", format).is_empty());
        }
    }
}
