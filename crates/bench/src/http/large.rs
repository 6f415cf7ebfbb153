//! What is asked of an account with thousands of flows: every order of the list, every filter, every kind of search.

use super::{
    measure::{Call, Question},
    scene::SUBJECTS,
};

/// Those that write come last: they change what the others read.
pub(crate) fn calls() -> Vec<Call> {
    QUESTIONS
        .iter()
        .map(Call::Ask)
        .chain([Call::Create, Call::Save])
        .collect()
}

fn subject(turn: usize) -> &'static str {
    SUBJECTS[turn % SUBJECTS.len()]
}

const QUESTIONS: &[Question] = &[
    Question {
        name: "list, last changed",
        path: |_| "trees?limit=50".to_owned(),
    },
    Question {
        name: "list by name",
        path: |_| "trees?limit=50&sort=name".to_owned(),
    },
    Question {
        name: "list, most used",
        path: |_| "trees?limit=50&sort=-usage_count".to_owned(),
    },
    Question {
        name: "list of a category (1 in 50)",
        path: |turn| format!("trees?limit=50&category=Area%20{}", turn % 50),
    },
    Question {
        name: "list of a category by name",
        path: |turn| format!("trees?limit=50&sort=name&category=Area%20{}", turn % 50),
    },
    Question {
        name: "list of a tag (1 in 8)",
        path: |turn| format!("trees?limit=50&tag={}", subject(turn)),
    },
    Question {
        name: "list of a tag (1 in 500)",
        path: |turn| format!("trees?limit=50&tag=site-{}", turn % 500),
    },
    Question {
        name: "list of a tag and a category",
        path: |turn| format!("trees?limit=50&category=Area%20{}&tag=site-{}", turn % 50, turn % 500),
    },
    Question {
        name: "tags within a category",
        path: |turn| format!("trees/tags?category=Area%20{}", turn % 50),
    },
    Question {
        name: "categories within a tag",
        path: |turn| format!("trees/categories?tag={}", subject(turn)),
    },
    Question {
        name: "list of a type that is not there",
        path: |_| "trees?limit=50&type=impact".to_owned(),
    },
    Question {
        name: "list of a status that is not there",
        path: |_| "trees?limit=50&status=archived&default=false".to_owned(),
    },
    Question {
        name: "list of mine",
        path: |_| "trees?limit=50&mine=true".to_owned(),
    },
    Question {
        name: "list of private flows (none)",
        path: |_| "trees?limit=50&visibility=private".to_owned(),
    },
    Question {
        name: "list of forks (none)",
        path: |_| "trees?limit=50&forks=true".to_owned(),
    },
    Question {
        name: "search for a word of every flow",
        path: |_| "trees/search?q=lamp&limit=50".to_owned(),
    },
    Question {
        name: "search for a subject (1 in 8)",
        path: |turn| format!("trees/search?q={}&limit=50", subject(turn)),
    },
    Question {
        name: "search for a number (1 flow)",
        path: |turn| format!("trees/search?q=case%20{}&limit=50", turn * 7 % 10_000),
    },
    Question {
        name: "search for a beginning",
        path: |turn| format!("trees/search?q={}&limit=50", &subject(turn)[..4]),
    },
    Question {
        name: "search for two words",
        path: |turn| format!("trees/search?q={}%20button&limit=50", subject(turn)),
    },
    Question {
        name: "search for a mistyped word",
        path: |turn| format!("trees/search?q=x{}&limit=50", subject(turn)),
    },
    Question {
        name: "search, narrowed to a category",
        path: |turn| format!("trees/search?q=lamp&category=Area%20{}&limit=50", turn % 50),
    },
    Question {
        name: "search, narrowed to a tag",
        path: |turn| format!("trees/search?q=lamp&tag=site-{}&limit=50", turn % 500),
    },
    Question {
        name: "search, narrowed to published",
        path: |_| "trees/search?q=lamp&status=published&limit=50".to_owned(),
    },
    Question {
        name: "categories",
        path: |_| "trees/categories".to_owned(),
    },
    Question {
        name: "tags (500)",
        path: |_| "trees/tags".to_owned(),
    },
];
