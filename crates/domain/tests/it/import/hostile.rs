//! Texts made to take long. A reader that takes more than linear time over one of them does not end within the patience of
//! whoever runs the tests, so nothing here looks at a clock.

use branchbook_domain::import::{Format, ImportOptions, import};

/// Large enough for a square of it to be felt, small enough for an unoptimized build.
const SIZE: usize = 48 * 1024;

fn fill(head: &str, piece: &str, tail: &str) -> String {
    format!("{head}{}{tail}", piece.repeat((SIZE / piece.len()).max(1)))
}

#[test]
fn hostile_charts_end_soon() {
    for piece in [
        "A-->B\n",
        "A-->B-->",
        "A & ",
        "A[",
        "A[x] ",
        "A[[x] A[[x]\n",
        "A[\"x",
        "A{{",
        "A-- ",
        "A-- x -- ",
        "A-.",
        "A-->|",
        "%%\n",
        "%%{",
        "%% ",
        "subgraph x\n",
        "subgraph x\nend\n",
        "style A b\n",
        "click A \"https://a\"\n",
        "&",
        "\n",
        ";",
        " ",
        "<",
        "<b",
        "<x ",
        "#",
        "&lt;",
        "\\n",
        "`",
        "\"",
        "A@{",
        "A@{ a: b }\n",
        ":::",
        "A:::b\n",
        "🚨",
        "e1@",
        "-",
        "=",
        "~",
        "fa:fa-x ",
        "- ",
        "A[\"",
        ".",
        "A.",
        "A.->",
    ] {
        let _ = import(
            Format::Mermaid,
            &fill("graph TD\n", piece, ""),
            ImportOptions::default(),
        );
        let _ = import(
            Format::Mermaid,
            &fill("graph TD\nA[\"", piece, "\"]"),
            ImportOptions::default(),
        );
        let _ = import(
            Format::Mermaid,
            &fill("graph TD\nA --> B\nA -->|\"", piece, "\"| C"),
            ImportOptions::default(),
        );
    }
}

#[test]
fn charts_with_many_groups_end_soon() {
    let nested: String = (0..50).map(|n| format!("subgraph g{n}\nn{n} --> m{n}\n")).collect();
    let ends = "end\n".repeat(50);
    let lines: String = (0..5_000)
        .map(|n| format!("g{} --> g{}\n", n % 50, (n * 7) % 50))
        .collect();
    let _ = import(
        Format::Mermaid,
        &format!("graph TD\n{nested}{ends}{lines}"),
        ImportOptions::default(),
    );
    let same = "A -->|yes| B\nA -->|yes| C\n".repeat(2_000);
    assert!(import(Format::Mermaid, &format!("graph TD\n{same}"), ImportOptions::default()).is_ok());
    let fan: String = (0..4_000).map(|n| format!("A -->|yes| n{n}\n")).collect();
    assert!(import(Format::Mermaid, &format!("graph TD\n{fan}"), ImportOptions::default()).is_ok());
}

#[test]
fn hostile_runbooks_end_soon() {
    for piece in [
        "a\n",
        "a. ",
        "A. B ",
        "a.\nB\n",
        "> ",
        ">",
        "- ",
        "1. ",
        "* a\n",
        "\n",
        "[",
        "]",
        "[a](",
        "![",
        "[a]: b\n",
        "[a][b]",
        "*",
        "**a",
        "_a ",
        "~~",
        "`",
        "`` ` ",
        "<",
        "<b",
        "<b>",
        "<x ",
        "<!--",
        "<a href=x>",
        "</a>",
        "&",
        "&amp;",
        "|",
        "|a",
        "a|b\n-|-\n",
        "|a|\n",
        "# a\n",
        "#",
        "===\n",
        "---\n",
        "```\n",
        "$ a\n",
        "**a**\n\n",
        "- [ ] a\n",
        "if a, b, ",
        "you can you can ",
        "{{a}}",
        "{{",
        "}}",
        "\\",
        "\\\n",
        "  \n",
        "\t",
        "\u{0}",
        "https://a.b ",
        "www.a ",
        "a@b.c ",
        "🚨",
        "**a**: b\n\n",
        "a:\n\n- b\n\n",
        "> [!NOTE]\n",
        "<details>\n",
        "    a\n",
    ] {
        let _ = import(Format::Markdown, &fill("", piece, ""), ImportOptions::default());
        let _ = import(
            Format::Markdown,
            &fill("## Fix\n\n- a\n  - b\n\n", piece, "\n\nx"),
            ImportOptions::default(),
        );
        let _ = import(
            Format::Markdown,
            &fill("| a | b |\n|---|---|\n| ", piece, " |"),
            ImportOptions::default(),
        );
    }
}

#[test]
fn deep_nesting_ends_soon() {
    for (open, close) in [
        ("- ", ""),
        ("> ", ""),
        ("*a ", " b*"),
        ("[", "](x)"),
        ("**", "**"),
        ("<b>", "</b>"),
        ("1. ", ""),
    ] {
        for depth in [100, 5_000] {
            let text = format!(
                "{}x{}\n{}",
                open.repeat(depth),
                close.repeat(depth),
                "\n".repeat(20_000)
            );
            let _ = import(Format::Markdown, &text, ImportOptions::default());
        }
    }
    let ladder: String = (0..400).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    let _ = import(
        Format::Markdown,
        &format!("{ladder}{}", "\n".repeat(5_000)),
        ImportOptions::default(),
    );
    let _ = import(Format::Json, &"[".repeat(SIZE), ImportOptions::default());
    let _ = import(Format::Json, &"{\"a\":".repeat(SIZE / 5), ImportOptions::default());
}
