//! What the columns of somebody else's list mean, by their names.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Title,
    Description,
    Yes,
    No,
    Next,
    Id,
    Type,
    Section,
    Expected,
    Help,
    Command,
    CommandType,
    Checklist,
    Minutes,
    Risk,
}

/// The names of each, the surest first.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Title,
        &[
            "title",
            "question",
            "task",
            "action",
            "step",
            "step name",
            "name",
            "item",
            "summary",
            "to do",
            "todo",
        ],
    ),
    (
        Column::Description,
        &[
            "description",
            "instructions",
            "instruction",
            "details",
            "how",
            "how to",
            "body",
            "text",
            "notes",
            "note",
        ],
    ),
    (Column::Yes, &["yes", "if yes", "ja"]),
    (Column::No, &["no", "if no", "nein"]),
    (Column::Next, &["next", "next step", "go to", "goto", "then"]),
    (
        Column::Id,
        &[
            "id",
            "step id",
            "number",
            "step number",
            "#",
            "nr",
            "no.",
            "key",
            "step",
            "no",
        ],
    ),
    (Column::Type, &["type", "step type"]),
    (
        Column::Section,
        &["section", "phase", "stage", "chapter", "group", "category"],
    ),
    (
        Column::Expected,
        &[
            "expected outcome",
            "expected result",
            "expected",
            "outcome",
            "result",
            "verification",
        ],
    ),
    (Column::Help, &["help text", "help", "hint", "tip"]),
    (Column::Command, &["command", "commands", "cmd", "script", "code"]),
    (Column::CommandType, &["command type", "shell", "language"]),
    (Column::Checklist, &["checklist", "checks"]),
    (
        Column::Minutes,
        &[
            "est minutes",
            "estimated minutes",
            "minutes",
            "min",
            "duration",
            "estimate",
            "time",
        ],
    ),
    (Column::Risk, &["risk"]),
];

/// What each column of a header holds; nothing where its name says nothing.
pub(super) fn of(header: &[String]) -> Vec<Option<Column>> {
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let mut found = vec![None; header.len()];
    let asks = names.iter().any(|name| {
        NAMES
            .iter()
            .any(|(column, known)| *column == Column::Yes && known.contains(&name.as_str()))
    });
    for (column, known) in NAMES {
        // "No" is an answer beside "Yes", else a number.
        if *column == Column::No && !asks {
            continue;
        }
        let free = |name: &&&str| {
            names
                .iter()
                .zip(&found)
                .any(|(own, taken)| own == *name && taken.is_none())
        };
        if let Some(name) = known.iter().find(|name| free(name)) {
            let at = names
                .iter()
                .zip(&found)
                .position(|(own, taken)| own == name && taken.is_none());
            if let Some(at) = at {
                found[at] = Some(*column);
            }
        }
    }
    found
}

/// A name without what tells spellings apart.
fn plain(name: &str) -> String {
    let spaced: String = name
        .chars()
        .map(|c| if matches!(c, '_' | '-') { ' ' } else { c })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").trim_end_matches([':', '?']).to_lowercase()
}
