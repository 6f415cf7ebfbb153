//! Plain text with everything in it, for mail and terminals.

use super::{
    phrases,
    story::{CommandLine, Extra, Remark, Scene, Story, Visit},
    words,
};

pub(super) fn render(story: &Story) -> String {
    let mut page = Page::default();
    page.title(&story.flow.name, '=');
    for (name, value) in phrases::facts(story) {
        page.line(0, &format!("{:<10}{value}", format!("{name}:")));
    }
    page.section("Outcome", &story.outcome_notes);
    page.section("Next steps", &story.next_steps);
    if !story.trail.is_empty() {
        page.heading("Path");
    }
    trail(&mut page, story);
    if !story.notes.is_empty() {
        page.heading("Notes");
    }
    for remark in &story.notes {
        note(&mut page, story, remark, 0);
    }
    if !story.custom_steps.is_empty() {
        page.heading("Added steps");
    }
    for extra in &story.custom_steps {
        added(&mut page, extra, 0);
    }
    if !story.variables.is_empty() {
        page.heading("Variables");
    }
    for (name, value) in &story.variables {
        page.line(0, &format!("{name} = {value}"));
    }
    page.text
}

fn trail(page: &mut Page, story: &Story) {
    let mut section = None;
    for scene in &story.trail {
        match scene {
            Scene::Step(visit) => {
                if visit.section.is_some() && visit.section != section {
                    page.line(0, &format!("[{}]", visit.section.as_deref().unwrap_or_default()));
                    section.clone_from(&visit.section);
                }
                step(page, story, visit);
            }
            Scene::Mark(mark) => {
                let by = if story.people.len() > 1 {
                    format!(" by {}", mark.by)
                } else {
                    String::new()
                };
                page.line(
                    0,
                    &format!("*  {} {}{by}", words::clock(mark.at), phrases::sentence(mark)),
                );
            }
        }
    }
}

fn step(page: &mut Page, story: &Story, visit: &Visit) {
    let seconds = match visit.seconds {
        0 => String::new(),
        seconds => format!(" [{}]", words::duration(u64::from(seconds))),
    };
    let verdict = phrases::verdict(visit);
    let gap = if verdict.is_empty() { "" } else { " " };
    page.line(
        0,
        &format!("{}{}{gap}{verdict}{seconds}", phrases::bullet(visit), visit.title),
    );
    page.labelled(3, "Note", &visit.note);
    for remark in &visit.notes {
        note(page, story, remark, 3);
    }
    commands(page, &visit.commands, 3);
    for extra in &visit.custom_steps {
        added(page, extra, 3);
    }
}

pub(super) fn note(page: &mut Page, story: &Story, remark: &Remark, indent: usize) {
    page.labelled(indent, &phrases::note_label(story, remark), &remark.text);
}

pub(super) fn added(page: &mut Page, extra: &Extra, indent: usize) {
    let verdict = phrases::extra_verdict(extra);
    page.line(
        indent,
        &format!("+ {}: {}{verdict}", phrases::extra_label(extra), extra.title),
    );
    page.block(indent + 2, &extra.content);
    commands(page, &extra.commands, indent + 2);
    page.labelled(indent + 2, "Note", &extra.notes);
}

pub(super) fn commands(page: &mut Page, commands: &[CommandLine], indent: usize) {
    for command in commands {
        if !command.label.is_empty() {
            page.line(indent, &format!("{}:", command.label));
        }
        let mut lines = command.command.lines();
        page.line(indent, &format!("$ {}", lines.next().unwrap_or_default()));
        for line in lines {
            page.line(indent, &format!("  {line}"));
        }
    }
}

/// Lines with indentation, without spaces at their ends.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
}

impl Page {
    pub(super) fn line(&mut self, indent: usize, line: &str) {
        if !line.trim().is_empty() {
            self.text.extend(std::iter::repeat_n(' ', indent));
            self.text.push_str(line.trim_end());
        }
        self.text.push('\n');
    }

    pub(super) fn block(&mut self, indent: usize, text: &str) {
        for line in text.lines() {
            self.line(indent, line);
        }
    }

    /// `Note: one` with the lines that follow under the first one's words.
    pub(super) fn labelled(&mut self, indent: usize, label: &str, text: &str) {
        let mut lines = text.trim_start().lines();
        let Some(first) = lines.next() else { return };
        self.line(indent, &format!("{label}: {first}"));
        for line in lines {
            self.line(indent + 2, line);
        }
    }

    pub(super) fn title(&mut self, title: &str, underline: char) {
        self.line(0, title);
        self.text
            .extend(std::iter::repeat_n(underline, title.chars().count().clamp(3, 100)));
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, title: &str) {
        self.text.push('\n');
        self.title(title, '-');
    }

    pub(super) fn section(&mut self, title: &str, text: &str) {
        if !text.trim().is_empty() {
            self.heading(title);
            self.block(0, text);
        }
    }
}
