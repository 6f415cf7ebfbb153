//! Markdown (CommonMark). What people wrote is escaped, so that it reads as written and cannot make headings, links,
//! images or HTML.

use super::{
    phrases,
    story::{CommandLine, Extra, Remark, Scene, Story, Visit},
    words,
};

pub(super) fn render(story: &Story) -> String {
    let mut out = format!("# {}\n\n", inline(&story.flow.name));
    for (name, value) in phrases::facts(story) {
        out.push_str(&format!("- **{name}:** {}\n", inline(&value)));
    }
    section(&mut out, "Outcome", &story.outcome_notes);
    section(&mut out, "Next steps", &story.next_steps);
    if !story.trail.is_empty() {
        out.push_str("\n## Path\n");
    }
    trail(&mut out, story);
    if !story.notes.is_empty() {
        out.push_str("\n## Notes\n");
    }
    for remark in &story.notes {
        out.push('\n');
        note(&mut out, story, remark, 0);
    }
    if !story.custom_steps.is_empty() {
        out.push_str("\n## Added steps\n");
    }
    for extra in &story.custom_steps {
        out.push('\n');
        added(&mut out, extra, 0);
    }
    if !story.variables.is_empty() {
        out.push_str("\n## Variables\n\n");
    }
    for (name, value) in &story.variables {
        out.push_str(&format!("- {}: {}\n", inline(name), inline(value)));
    }
    out
}

fn trail(out: &mut String, story: &Story) {
    let mut section = None;
    for scene in &story.trail {
        out.push('\n');
        match scene {
            Scene::Step(visit) => {
                if visit.section.is_some() && visit.section != section {
                    out.push_str(&format!(
                        "### {}\n\n",
                        inline(visit.section.as_deref().unwrap_or_default())
                    ));
                    section.clone_from(&visit.section);
                }
                step(out, story, visit);
            }
            Scene::Mark(mark) => {
                let by = if story.people.len() > 1 {
                    format!(" by {}", mark.by)
                } else {
                    String::new()
                };
                out.push_str(&format!(
                    "- {} *{}*{}\n",
                    words::clock(mark.at),
                    inline(&phrases::sentence(mark)),
                    inline(&by)
                ));
            }
        }
    }
}

fn step(out: &mut String, story: &Story, visit: &Visit) {
    let marker = visit
        .number
        .map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
    let seconds = match visit.seconds {
        0 => String::new(),
        seconds => format!(" ({})", words::duration(u64::from(seconds))),
    };
    let verdict = phrases::verdict(visit);
    let gap = if verdict.is_empty() { "" } else { " " };
    out.push_str(&format!(
        "{marker}**{}**{gap}{}{seconds}\n",
        inline(&visit.title),
        inline(&verdict)
    ));
    let indent = marker.len();
    labelled(out, indent, "Note", &visit.note);
    for remark in &visit.notes {
        out.push('\n');
        note(out, story, remark, indent);
    }
    commands(out, &visit.commands, indent);
    for extra in &visit.custom_steps {
        out.push('\n');
        added(out, extra, indent);
    }
}

fn note(out: &mut String, story: &Story, remark: &Remark, indent: usize) {
    quote(out, indent, &phrases::note_label(story, remark), &remark.text);
}

fn labelled(out: &mut String, indent: usize, label: &str, text: &str) {
    if !text.trim().is_empty() {
        out.push('\n');
        quote(out, indent, label, text);
    }
}

/// A block quote that starts with a label. Line ends stay line ends.
fn quote(out: &mut String, indent: usize, label: &str, text: &str) {
    let pad = " ".repeat(indent);
    let mut lines = text.trim().lines().map(|line| inline(line.trim()));
    out.push_str(&format!(
        "{pad}> **{}:** {}",
        inline(label),
        lines.next().unwrap_or_default()
    ));
    continued(out, &format!("{pad}> "), lines);
}

fn section(out: &mut String, title: &str, text: &str) {
    if !text.trim().is_empty() {
        let mut lines = text.trim().lines().map(|line| inline(line.trim()));
        out.push_str(&format!("\n## {title}\n\n{}", lines.next().unwrap_or_default()));
        continued(out, "", lines);
    }
}

/// The further lines of a paragraph, each with a hard break before it; an empty one starts a new paragraph.
fn continued(out: &mut String, prefix: &str, lines: impl Iterator<Item = String>) {
    let mut after_text = true;
    for line in lines {
        let has_text = !line.is_empty();
        out.push_str(if after_text && has_text { "\\\n" } else { "\n" });
        out.push_str(if has_text { prefix } else { prefix.trim_end() });
        out.push_str(&line);
        after_text = has_text;
    }
    out.push('\n');
}

fn added(out: &mut String, extra: &Extra, indent: usize) {
    let pad = " ".repeat(indent);
    let label = inline(&phrases::extra_label(extra));
    let verdict = phrases::extra_verdict(extra);
    out.push_str(&format!("{pad}- **{label}:** {}{verdict}\n", inline(&extra.title)));
    if !extra.content.trim().is_empty() {
        let pad = " ".repeat(indent + 2);
        let mut lines = extra.content.trim().lines().map(|line| inline(line.trim()));
        out.push_str(&format!("\n{pad}{}", lines.next().unwrap_or_default()));
        continued(out, &pad, lines);
    }
    commands(out, &extra.commands, indent + 2);
    labelled(out, indent + 2, "Note", &extra.notes);
}

fn commands(out: &mut String, commands: &[CommandLine], indent: usize) {
    let pad = " ".repeat(indent);
    for command in commands {
        out.push('\n');
        if !command.label.is_empty() {
            out.push_str(&format!("{pad}{}\n\n", inline(&command.label)));
        }
        let fence = fence(&command.command);
        out.push_str(&format!("{pad}{fence}{}\n", command.command_type));
        for line in command.command.lines() {
            out.push_str(format!("{pad}{line}").trim_end());
            out.push('\n');
        }
        out.push_str(&format!("{pad}{fence}\n"));
    }
}

/// Backticks enough that no run of them in `code` ends the block.
fn fence(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// `text`, one line, so that it reads as written, also at the start of a line.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut before = ' ';
    for (index, c) in text.char_indices() {
        let after = text[index + c.len_utf8()..].chars().next().unwrap_or(' ');
        let starts_block = match c {
            '#' | '-' | '+' | '=' => index == 0,
            '.' | ')' => digits > 0 && index == digits,
            _ => false,
        };
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => true,
            // Inside a word it is no emphasis, and names like `check_vlan` stay readable.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            _ => starts_block,
        };
        if escaped {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_markup_is_escaped() {
        let cases = [
            ("plain text, e-mail a@b.c 10.0.0.1", "plain text, e-mail a@b.c 10.0.0.1"),
            ("*bold* [link](x) <b>", "\\*bold\\* \\[link\\](x) \\<b\\>"),
            ("check_vlan _really_", "check_vlan \\_really\\_"),
            ("# no heading", "\\# no heading"),
            ("1. no list", "1\\. no list"),
            ("--- no rule", "\\--- no rule"),
            ("a # b - c 1. d", "a # b - c 1. d"),
        ];
        for (text, escaped) in cases {
            assert_eq!(inline(text), escaped);
        }
    }

    #[test]
    fn a_fence_is_longer_than_the_ticks_in_the_code() {
        assert_eq!(fence("echo `date`"), "```");
        assert_eq!(fence("````\nx"), "`````");
    }
}
