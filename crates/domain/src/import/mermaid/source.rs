//! What surrounds a chart: Markdown fences, front matter, directives, comments. They are blanked out, so that lines keep
//! their numbers.

use super::own::Own;
use crate::import::losses::Losses;

/// The chart alone.
pub(super) struct Source {
    pub(super) chart: String,
    /// The `title` of the front matter.
    pub(super) title: Option<String>,
    /// What a chart of ours says in its comments.
    pub(super) own: Own,
}

/// Parts the chart from what surrounds it.
pub(super) fn prepare(text: &str, losses: &mut Losses) -> Source {
    let mut lines: Vec<&str> = text.split('\n').collect();
    unwrap_fence(&mut lines, losses);
    let title = take_front_matter(&mut lines, losses);
    let mut own = Own::default();
    blank_comments(&mut lines, &mut own, losses);
    Source {
        chart: lines.join("\n"),
        title,
        own,
    }
}

/// Keeps what is inside the first ```` ```mermaid ```` block, if there is one.
fn unwrap_fence(lines: &mut [&str], losses: &mut Losses) {
    let Some((start, fence)) = lines.iter().enumerate().find_map(|(at, line)| Some((at, fence(line)?))) else {
        return;
    };
    let inside = &lines[start + 1..];
    let length = inside
        .iter()
        .position(|line| line.trim().starts_with(fence))
        .unwrap_or(inside.len());
    for (at, line) in lines.iter_mut().enumerate() {
        if at > start && at <= start + length {
            continue;
        }
        if !(line.trim().is_empty() || at == start || at == start + length + 1) {
            losses.line(at + 1, format!("outside the chart: {}", line.trim()));
        }
        *line = "";
    }
}

fn fence(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let fence = ["```", "~~~", ":::"]
        .into_iter()
        .find(|fence| line.starts_with(fence))?;
    let info = line.trim_start_matches(['`', '~', ':', '{', ' ']);
    info.to_ascii_lowercase().starts_with("mermaid").then_some(fence)
}

/// Reads and blanks `---` … `---` at the start.
fn take_front_matter(lines: &mut [&str], losses: &mut Losses) -> Option<String> {
    let start = lines.iter().position(|line| !line.trim().is_empty())?;
    if lines[start].trim() != "---" {
        return None;
    }
    let end = start + 1 + lines[start + 1..].iter().position(|line| line.trim() == "---")?;
    let mut title = None;
    for (at, line) in lines.iter_mut().enumerate().take(end + 1).skip(start) {
        match line.strip_prefix("title:") {
            Some(text) => title = Some(unquoted(text.trim())),
            None if matches!(line.trim(), "" | "---") => {}
            None => losses.line(at + 1, format!("front matter: {}", line.trim())),
        }
        *line = "";
    }
    title.filter(|title| !title.is_empty())
}

/// A value of YAML without its quotes.
fn unquoted(value: &str) -> String {
    let exact = serde_json::from_str(value).ok().filter(|_| value.starts_with('"'));
    exact.unwrap_or_else(|| value.trim_matches(['"', '\'']).to_owned())
}

/// Blanks `%% comments` and `%%{ directives }%%` that begin a line.
fn blank_comments(lines: &mut [&str], own: &mut Own, losses: &mut Losses) {
    let mut in_directive = false;
    for (at, line) in lines.iter_mut().enumerate() {
        let trimmed = line.trim_start();
        let starts = trimmed.starts_with("%%{");
        if in_directive || starts {
            let text = trimmed.trim_start_matches("%%");
            let (directive, after) = text
                .split_once("%%")
                .map_or((text, None), |(directive, after)| (directive, Some(after)));
            if !directive.trim().is_empty() {
                losses.line(at + 1, format!("directive: {}", directive.trim()));
            }
            in_directive = after.is_none();
            *line = after.unwrap_or("");
        } else if let Some(comment) = trimmed.strip_prefix("%%") {
            if !comment.trim().is_empty() && !own.take(comment) {
                losses.line(at + 1, format!("comment: {}", comment.trim()));
            }
            *line = "";
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str) -> (String, Option<String>, Vec<String>) {
        let mut losses = Losses::default();
        let source = prepare(text, &mut losses);
        let losses = losses
            .finish()
            .into_iter()
            .map(|loss| format!("{}: {}", loss.where_, loss.what))
            .collect();
        (source.chart, source.title, losses)
    }

    #[test]
    fn lines_keep_their_numbers_when_what_surrounds_the_chart_goes() {
        let text = "---\ntitle: \"No mail\"\nconfig:\n  theme: dark\n---\n%%{init: {\n'x': 1}}%%\ngraph TD\n  %% why\n  A --> B";
        let (chart, title, losses) = prepared(text);
        assert_eq!(chart, "\n\n\n\n\n\n\ngraph TD\n\n  A --> B");
        assert_eq!(title.as_deref(), Some("No mail"));
        assert_eq!(
            losses,
            [
                "line 3: front matter: config:",
                "line 4: front matter: theme: dark",
                "line 6: directive: {init: {",
                "line 7: directive: 'x': 1}}",
                "line 9: comment: why"
            ]
        );
    }

    #[test]
    fn a_chart_in_a_markdown_fence_is_found_and_the_text_around_it_listed() {
        let (chart, _, losses) = prepared("# Mail\n\n```mermaid\ngraph TD\nA-->B\n```\nBye");
        assert_eq!(chart, "\n\n\ngraph TD\nA-->B\n\n");
        assert_eq!(
            losses,
            ["line 1: outside the chart: # Mail", "line 7: outside the chart: Bye"]
        );
    }
}
