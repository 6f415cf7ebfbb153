//! Documents and inputs made at random, nasty field names included.

use std::collections::BTreeMap;

use branchbook_domain::flow::{
    AnswerOption, Canvas, Command, Connection, ConnectionType, FlowDocument, FlowKind, IntakeVariable,
    LibraryVisibility, Node, NodeId, Point, Risk, VariableType, shapes,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Map, Value};

/// Field names that mean something to one shape or another, and some that mean nothing.
const NAMES: &[&str] = &[
    "x-unknown",
    "colour",
    "~/odd",
    "",
    "_extra",
    "children",
    "steps",
    "nodes",
    "root",
    "roots",
    "node_order",
    "kind",
    "tree_type",
    "schema",
    "connections",
    "edges",
    "intake",
    "canvas",
    "canvas_state",
    "position",
    "question",
    "next_node_id",
    "next",
    "to",
    "source",
    "target",
    "code",
    "language",
    "estimated_minutes",
    "title",
    "id",
    "type",
    "options",
    "commands",
    "pan",
    "x",
];

/// Any JSON, a few levels deep.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        number().prop_map(Value::from),
        text().prop_map(Value::from),
        select(NAMES).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((name(), inner), 0..5).prop_map(object)
        ]
    })
}

fn object(entries: Vec<(String, Value)>) -> Value {
    Value::Object(entries.into_iter().collect())
}

fn name() -> impl Strategy<Value = String> {
    select(NAMES).prop_map(str::to_owned)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-2_000_i32..2_000).prop_map(f64::from),
        proptest::num::f64::NORMAL | proptest::num::f64::ZERO
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        4 => "[A-Za-z ]{1,12}",
        1 => "\\PC{0,10}",
        1 => Just("on {{port}} of {{ host }}, {{.not_ours}} {{end}}".to_owned()),
        1 => Just(" \n\t".to_owned()),
        2 => hostile(),
    ]
}

/// What means something to one format or another.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = vec![
        "|",
        "\\|",
        "`",
        "```",
        "```sh\n",
        "~~~",
        "---",
        "\n---\n",
        "<!--",
        "-->",
        "<!-- branchbook: {} -->",
        "\r\n",
        "\r",
        "\n",
        "  ",
        "\t",
        "# ",
        "\n## ",
        "### x",
        "> ",
        "\n> ",
        "**Next:** [x](#n0)",
        "\n**Answers:**\n",
        "- [ ] ",
        "\n- ",
        "1. ",
        "*Decision*",
        "<a id=\"n0\"></a>",
        "[x](#n1)",
        "→ ",
        "\\",
        "]",
        "(",
        ")",
        "<!-- quoted -->",
        "<pre>",
        "=1+1",
        "'",
        "'=",
        "@",
        "+",
        "-",
        ";",
        ",",
        "\"",
        "\"\"",
        "#quot;",
        "&amp;",
        "]]",
        "{",
        "-->|x|",
        "%%",
        "end",
        "ß漢🖨",
        "\u{2028}",
        "\u{feff}",
        "x",
        "word ",
    ];
    vec(select(pieces), 1..7).prop_map(|pieces| pieces.concat())
}

/// Fields that a document does not know. Known names among them are overwritten by what the type writes.
fn extra(known: &'static [&'static str]) -> impl Strategy<Value = Map<String, Value>> {
    let entries = vec((name(), json()), 0..3);
    entries.prop_map(|entries| {
        entries
            .into_iter()
            .filter(|(name, _)| !known.contains(&name.as_str()))
            .collect()
    })
}

fn node_id(count: usize) -> impl Strategy<Value = NodeId> {
    // One more than there are nodes: some links dangle.
    (0..=count).prop_map(id)
}

fn id(number: usize) -> NodeId {
    format!("n{number}").parse().expect("is an id")
}

fn command() -> impl Strategy<Value = Command> {
    (text(), text(), text(), extra(&["command", "label", "command_type"])).prop_map(
        |(label, command, command_type, extra)| Command {
            label,
            command,
            command_type,
            extra,
        },
    )
}

fn answers(count: usize) -> impl Strategy<Value = Vec<AnswerOption>> {
    let answer = (
        text(),
        option::weighted(0.8, node_id(count)),
        extra(&["id", "to", "label"]),
    );
    vec(answer, 0..4).prop_map(|answers| {
        let option = |(index, (label, to, extra)): (usize, _)| AnswerOption {
            id: format!("o{index}"),
            label,
            to,
            extra,
        };
        answers.into_iter().enumerate().map(option).collect()
    })
}

fn node(kind: FlowKind, number: usize, count: usize) -> impl Strategy<Value = Node> {
    let texts = (text(), text(), text(), text());
    let links = (
        answers(count),
        option::weighted(0.6, node_id(count)),
        option::of(any::<u128>()),
    );
    let lists = (
        vec(command(), 0..3),
        vec(text(), 0..3),
        vec(json(), 0..2),
        vec(json(), 0..2),
    );
    let rest = (
        option::of(0.0..600.0_f64),
        option::of(select(vec![Risk::Low, Risk::Medium, Risk::High])),
        option::of(select(vec![LibraryVisibility::Team, LibraryVisibility::Public])),
        vec((name(), json()), 0..2),
        extra(NODE_FIELDS),
    );
    (select(kind.node_types()), texts, links, lists, rest).prop_map(
        move |(
            node_type,
            texts,
            (options, next, tree_id),
            lists,
            (est_minutes, risk, library_visibility, data, extra),
        )| Node {
            id: id(number),
            node_type,
            title: texts.0,
            description: texts.1,
            help_text: texts.2,
            expected_outcome: texts.3,
            options,
            next,
            tree_id: tree_id.map(uuid::Uuid::from_u128),
            commands: lists.0,
            checklist: lists.1,
            attachments: lists.2,
            links: lists.3,
            est_minutes,
            risk,
            library_visibility,
            template_data: data.into_iter().collect(),
            extra,
        },
    )
}

const NODE_FIELDS: &[&str] = &["id", "type", "title", "options", "next", "commands"];

fn connections(count: usize) -> impl Strategy<Value = Vec<Connection>> {
    let types = vec![
        ConnectionType::ParentChild,
        ConnectionType::Dependency,
        ConnectionType::Reference,
    ];
    let connection = (
        node_id(count),
        node_id(count),
        select(types),
        text(),
        extra(&["id", "type", "label", "from", "to"]),
    );
    vec(connection, 0..6).prop_map(|connections| {
        let connection = |(index, (from, to, connection_type, label, extra)): (usize, _)| Connection {
            id: format!("c{index}"),
            from,
            to,
            connection_type,
            label,
            extra,
        };
        connections.into_iter().enumerate().map(connection).collect()
    })
}

fn intake() -> impl Strategy<Value = Vec<IntakeVariable>> {
    let types = vec![
        VariableType::Text,
        VariableType::Number,
        VariableType::Choice,
        VariableType::Secret,
    ];
    let variable = (
        text(),
        select(types),
        any::<bool>(),
        any::<bool>(),
        vec(text(), 0..3),
        extra(&["type", "label", "name", "id"]),
    );
    vec(variable, 0..3).prop_map(|variables| {
        let variable =
            |(index, (label, variable_type, required, deferred, choices, extra)): (usize, _)| IntakeVariable {
                name: ["port", "host", "_x1"][index].to_owned(),
                label,
                variable_type,
                required,
                deferred,
                choices,
                extra,
            };
        variables.into_iter().enumerate().map(variable).collect()
    })
}

fn point() -> impl Strategy<Value = Point> {
    (number(), number(), extra(&["x", "y"])).prop_map(|(x, y, extra)| Point { x, y, extra })
}

fn canvas(count: usize) -> impl Strategy<Value = Canvas> {
    let positions = vec((node_id(count), point()), 0..4).prop_map(BTreeMap::from_iter);
    (
        option::of(number()),
        option::of(point()),
        positions,
        extra(&["zoom", "pan", "positions"]),
    )
        .prop_map(|(zoom, pan, positions, extra)| Canvas {
            zoom,
            pan,
            positions,
            extra,
        })
}

/// A document of any kind, as it is after it was read once: what another name of a field said is under its own name.
pub(crate) fn document() -> impl Strategy<Value = FlowDocument> {
    select(&FlowKind::ALL[..]).prop_flat_map(document_of)
}

/// The same, of one kind.
pub(crate) fn document_of(kind: FlowKind) -> impl Strategy<Value = FlowDocument> {
    let raw = (0..9_usize).prop_flat_map(move |count| {
        let nodes: Vec<_> = (0..count).map(|number| node(kind, number, count)).collect();
        let root = option::weighted(0.7, node_id(count));
        let known = &["schema", "kind", "root", "nodes", "connections", "intake", "canvas"];
        (
            nodes,
            root,
            connections(count),
            intake(),
            option::of(canvas(count)),
            extra(known),
        )
            .prop_map(move |(nodes, root, connections, intake, canvas, extra)| FlowDocument {
                root,
                nodes,
                connections,
                intake,
                canvas,
                extra,
                ..FlowDocument::empty(kind)
            })
    });
    let shuffled = raw.prop_flat_map(|document| {
        (Just(document.nodes.clone()).prop_shuffle(), Just(document))
            .prop_map(|(nodes, document)| FlowDocument { nodes, ..document })
    });
    shuffled.prop_filter_map("another name of a field holds a value of the wrong type", |document| {
        shapes::parse(None, serde_json::to_value(document).expect("is JSON")).ok()
    })
}
