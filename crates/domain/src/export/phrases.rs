//! What the formats for people have in common: the sentences.

use super::{
    story::{Extra, Mark, Remark, Story, Visit, What},
    words,
};
use crate::run::{CustomStepSource, Outcome, Status};

/// How it ended, or how far it is.
pub(super) fn headline(story: &Story) -> &'static str {
    match (story.outcome, story.status) {
        (Some(Outcome::Resolved), _) => "Resolved",
        (Some(Outcome::Escalated), _) => "Escalated",
        (Some(Outcome::Workaround), _) => "Workaround",
        (Some(Outcome::Unresolved), _) => "Unresolved",
        (Some(Outcome::Cancelled), _) => "Cancelled",
        (None, Status::Prepared) => "Not started",
        (None, Status::InProgress) => "In progress",
        (None, Status::Completed) => "Completed",
        (None, Status::Abandoned) => "Abandoned",
    }
}

/// What there is to know at a glance, as name and value; empty values are left out.
pub(super) fn facts(story: &Story) -> Vec<(&'static str, String)> {
    let progress = story
        .progress
        .map(|progress| format!("{} of {} steps", progress.done, progress.total));
    let facts = [
        ("Outcome", headline(story).to_owned()),
        (
            "Flow",
            format!(
                "{}, version {} ({})",
                story.flow.name, story.flow.version, story.flow.kind
            ),
        ),
        ("Ticket", story.ticket_number.clone()),
        ("Client", story.client_name.clone()),
        ("By", story.people.join(", ")),
        ("Time", time(story)),
        ("Progress", progress.unwrap_or_default()),
        ("Session", story.session_id.to_string()),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// `2026-11-04 09:12–09:24 UTC (12 min 5 s, 8 min 2 s of work)`
pub(super) fn time(story: &Story) -> String {
    let Some(from) = story.started_at else {
        return String::new();
    };
    let elapsed = words::duration(story.elapsed_seconds);
    let work = match u64::from(story.active_seconds) {
        0 => String::new(),
        active if active == story.elapsed_seconds => String::new(),
        active => format!(", {} of work", words::duration(active)),
    };
    match story.completed_at {
        Some(to) => format!("{} ({elapsed}{work})", words::period(from, to)),
        None => format!("since {} ({elapsed} so far{work})", words::minute(from)),
    }
}

/// `3. ` or, of what was taken back, `-  `: what stands before a step's title in plain text.
pub(super) fn bullet(visit: &Visit) -> String {
    match visit.number {
        // Two digits push the title on rather than touch it.
        Some(number) => format!("{:<3}", format!("{number}. ")),
        None => "-  ".to_owned(),
    }
}

/// What became of a step: `→ Yes`, `done`, `not answered`.
pub(super) fn verdict(visit: &Visit) -> String {
    let verdict = match (&visit.answer, visit.result) {
        (Some(answer), _) => format!("→ {answer}"),
        (None, Some(result)) => format!("→ {}", result.as_str()),
        (None, None) if visit.left_at.is_none() => String::new(),
        (None, None) if visit.went_back => String::new(),
        (None, None) => "→ left open".to_owned(),
    };
    match (visit.went_back, verdict.is_empty()) {
        (true, true) => "(went back)".to_owned(),
        (true, false) => format!("{verdict} (went back)"),
        (false, _) => verdict,
    }
}

/// `Went back to “Is the port up?”`
pub(super) fn sentence(mark: &Mark) -> String {
    match mark.what {
        What::WentBack => format!("Went back to “{}”", mark.detail),
        What::Jumped => format!("Jumped to “{}”", mark.detail),
        What::Paused => "Paused".to_owned(),
        What::Resumed => "Resumed".to_owned(),
        What::HandedOver => format!("Handed over to {}", mark.detail),
        What::Completed => format!("Completed as {}", mark.detail),
        What::Reopened => "Reopened".to_owned(),
        What::Other => format!("Event {}", mark.detail),
    }
}

/// The words before a note: who wrote it, if that is not clear, and what it is about.
pub(super) fn note_label(story: &Story, remark: &Remark) -> String {
    let by = if story.people.len() > 1 {
        format!(" by {}", remark.by)
    } else {
        String::new()
    };
    match &remark.about {
        Some(title) => format!("Note{by} on “{title}”"),
        None => format!("Note{by}"),
    }
}

/// `Added action: Restart the router → done`, without the title.
pub(super) fn extra_label(extra: &Extra) -> String {
    let from = match extra.source {
        CustomStepSource::AdHoc | CustomStepSource::ForkedTree => "",
        CustomStepSource::StepLibrary => " from the library",
    };
    format!("Added {}{from}", extra.step_type.as_str())
}

/// ` → done` or nothing.
pub(super) fn extra_verdict(extra: &Extra) -> &'static str {
    if extra.done { " → done" } else { "" }
}
