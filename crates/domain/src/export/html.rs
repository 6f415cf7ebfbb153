//! A complete HTML document, to print or to keep: no script, nothing loaded from anywhere, and a policy that says so.
//! Everything that people wrote goes through [`escaped`].

use super::{
    phrases,
    story::{CommandLine, Extra, Remark, Scene, Story, Visit},
    words,
};

const STYLE: &str = "\
body{font:15px/1.5 system-ui,sans-serif;color:#1c1f24;background:#fff;max-width:46rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5rem;margin:0 0 1rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}dt{color:#5b6470}dd{margin:0}\
ol{list-style:none;margin:0;padding:0}ol>li{margin:.6rem 0;padding-left:2rem;position:relative}\
.n{position:absolute;left:0;color:#5b6470}.v{font-weight:600}.t,.mark{color:#5b6470}.back{opacity:.65}.back b{text-decoration:line-through}\
p{margin:.3rem 0;white-space:pre-wrap}blockquote{margin:.3rem 0;padding-left:.7rem;border-left:3px solid #c9d0d8;white-space:pre-wrap}\
pre{background:#f4f6f8;padding:.5rem .7rem;margin:.3rem 0;overflow-x:auto;white-space:pre-wrap}\
.extra{margin:.4rem 0;padding-left:.7rem;border-left:3px solid #8aa9d6}\
@media print{body{margin:0;max-width:none}pre{border:1px solid #c9d0d8}}";

pub(super) fn render(story: &Story) -> String {
    let name = escaped(&story.flow.name);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{name}: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n",
        phrases::headline(story).to_lowercase()
    );
    pairs(
        &mut out,
        phrases::facts(story)
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    section(&mut out, "Outcome", &story.outcome_notes);
    section(&mut out, "Next steps", &story.next_steps);
    trail(&mut out, story);
    if !story.notes.is_empty() {
        out.push_str("<h2>Notes</h2>\n");
    }
    for remark in &story.notes {
        note(&mut out, story, remark);
    }
    if !story.custom_steps.is_empty() {
        out.push_str("<h2>Added steps</h2>\n");
    }
    for extra in &story.custom_steps {
        added(&mut out, extra);
    }
    if !story.variables.is_empty() {
        out.push_str("<h2>Variables</h2>\n");
        pairs(
            &mut out,
            story
                .variables
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn pairs<'a>(out: &mut String, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
    out.push_str("<dl>\n");
    for (name, value) in pairs {
        out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(value)));
    }
    out.push_str("</dl>\n");
}

fn section(out: &mut String, title: &str, text: &str) {
    if !text.trim().is_empty() {
        out.push_str(&format!("<h2>{title}</h2>\n<p>{}</p>\n", escaped(text)));
    }
}

fn trail(out: &mut String, story: &Story) {
    if story.trail.is_empty() {
        return;
    }
    out.push_str("<h2>Path</h2>\n<ol>\n");
    let mut section = None;
    for scene in &story.trail {
        match scene {
            Scene::Step(visit) => {
                if visit.section.is_some() && visit.section != section {
                    let title = escaped(visit.section.as_deref().unwrap_or_default());
                    out.push_str(&format!("</ol>\n<h3>{title}</h3>\n<ol>\n"));
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
                let sentence = escaped(&format!("{}{by}", phrases::sentence(mark)));
                out.push_str(&format!(
                    "<li class=\"mark\">{} {sentence}</li>\n",
                    words::clock(mark.at)
                ));
            }
        }
    }
    out.push_str("</ol>\n");
}

fn step(out: &mut String, story: &Story, visit: &Visit) {
    let class = if visit.went_back { " class=\"back\"" } else { "" };
    let number = visit
        .number
        .map_or_else(|| "–".to_owned(), |number| format!("{number}."));
    let verdict = phrases::verdict(visit);
    out.push_str(&format!(
        "<li{class}><span class=\"n\">{number}</span><b>{}</b>",
        escaped(&visit.title)
    ));
    if !verdict.is_empty() {
        out.push_str(&format!(" <span class=\"v\">{}</span>", escaped(&verdict)));
    }
    out.push_str(&format!(" <span class=\"t\">{}", words::clock(visit.entered_at)));
    if visit.seconds > 0 {
        out.push_str(&format!(", {}", words::duration(u64::from(visit.seconds))));
    }
    out.push_str("</span>\n");
    quote(out, "Note", &visit.note);
    for remark in &visit.notes {
        note(out, story, remark);
    }
    commands(out, &visit.commands);
    for extra in &visit.custom_steps {
        added(out, extra);
    }
    out.push_str("</li>\n");
}

fn note(out: &mut String, story: &Story, remark: &Remark) {
    quote(out, &phrases::note_label(story, remark), &remark.text);
}

fn quote(out: &mut String, label: &str, text: &str) {
    if !text.trim().is_empty() {
        out.push_str(&format!(
            "<blockquote>{}: {}</blockquote>\n",
            escaped(label),
            escaped(text)
        ));
    }
}

fn added(out: &mut String, extra: &Extra) {
    let (label, verdict) = (escaped(&phrases::extra_label(extra)), phrases::extra_verdict(extra));
    out.push_str(&format!(
        "<div class=\"extra\">{label}: <b>{}</b>{verdict}\n",
        escaped(&extra.title)
    ));
    if !extra.content.trim().is_empty() {
        out.push_str(&format!("<p>{}</p>\n", escaped(&extra.content)));
    }
    commands(out, &extra.commands);
    quote(out, "Note", &extra.notes);
    out.push_str("</div>\n");
}

fn commands(out: &mut String, commands: &[CommandLine]) {
    for command in commands {
        if !command.label.is_empty() {
            out.push_str(&format!("<p>{}</p>\n", escaped(&command.label)));
        }
        out.push_str(&format!("<pre><code>{}</code></pre>\n", escaped(&command.command)));
    }
}

/// Text that can stand in an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
