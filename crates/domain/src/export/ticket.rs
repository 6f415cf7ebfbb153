//! Short plain text for a ticket: what it was, how it ended, the path with notes and commands, what remains.

use super::{
    phrases,
    story::{Scene, Story, Visit, What},
    text::{self, Page},
};

pub(super) fn render(story: &Story) -> String {
    let mut page = Page::default();
    page.line(
        0,
        &format!(
            "{} (version {}): {}",
            story.flow.name,
            story.flow.version,
            phrases::headline(story).to_lowercase()
        ),
    );
    let labelled = [
        ("Ticket", &story.ticket_number),
        ("Client", &story.client_name),
        ("By", &story.people.join(", ")),
    ];
    let known: Vec<_> = (labelled.iter().filter(|(_, value)| !value.is_empty()))
        .map(|(label, value)| format!("{label} {value}"))
        .collect();
    for line in [known.join(" · "), phrases::time(story)] {
        if !line.is_empty() {
            page.line(0, &line);
        }
    }
    paragraph(&mut page, "Outcome", &story.outcome_notes);
    if !story.trail.is_empty() {
        page.text.push_str("\nSteps taken:\n");
    }
    trail(&mut page, story);
    if !story.notes.is_empty() || !story.custom_steps.is_empty() {
        page.text.push('\n');
    }
    for remark in &story.notes {
        text::note(&mut page, story, remark, 0);
    }
    for extra in &story.custom_steps {
        text::added(&mut page, extra, 0);
    }
    paragraph(&mut page, "Next steps", &story.next_steps);
    page.text
}

fn trail(page: &mut Page, story: &Story) {
    let mut section = None;
    for scene in &story.trail {
        match scene {
            Scene::Step(visit) => {
                if visit.section.is_some() && visit.section != section {
                    page.line(0, &format!("{}:", visit.section.as_deref().unwrap_or_default()));
                    section.clone_from(&visit.section);
                }
                step(page, story, visit);
            }
            // Steps that were undone say so themselves, and a pause is nobody's business.
            Scene::Mark(mark) if matches!(mark.what, What::HandedOver | What::Reopened) => {
                page.line(0, &format!("-  {}", phrases::sentence(mark)));
            }
            Scene::Mark(_) => {}
        }
    }
}

fn step(page: &mut Page, story: &Story, visit: &Visit) {
    let verdict = phrases::verdict(visit);
    let gap = if verdict.is_empty() { "" } else { " " };
    page.line(0, &format!("{}{}{gap}{verdict}", phrases::bullet(visit), visit.title));
    page.labelled(3, "Note", &visit.note);
    for remark in &visit.notes {
        text::note(page, story, remark, 3);
    }
    if !visit.went_back {
        text::commands(page, &visit.commands, 3);
    }
    for extra in &visit.custom_steps {
        text::added(page, extra, 3);
    }
}

fn paragraph(page: &mut Page, title: &str, text: &str) {
    if !text.trim().is_empty() {
        page.text.push('\n');
        page.line(0, &format!("{title}:"));
        page.block(0, text);
    }
}
