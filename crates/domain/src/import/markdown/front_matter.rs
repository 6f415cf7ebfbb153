//! What stands above a document between `---` (YAML) or `+++` (TOML): title, description, tags, category. Of YAML and TOML
//! only what front matter is made of is read: `key: value`, lists of words. Everything else is listed as left out.

use crate::import::losses::Losses;

/// What is said about the document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) category: Option<String>,
    pub(super) tags: Vec<String>,
}

/// Parts front matter from the text below it, and says how many lines it took.
pub(super) fn take<'a>(text: &'a str, losses: &mut Losses) -> (FrontMatter, &'a str, usize) {
    let nothing = (FrontMatter::default(), text, 0);
    let Some(mark) = ["---", "+++"]
        .into_iter()
        .find(|mark| text.lines().next().is_some_and(|line| line.trim_end() == *mark))
    else {
        return nothing;
    };
    let mut taken = 0;
    let mut lines = vec![];
    for (number, line) in text.split_inclusive('\n').enumerate() {
        taken += line.len();
        if number > 0 && (line.trim_end() == mark || (mark == "---" && line.trim_end() == "...")) {
            let front_matter = read(&lines, losses);
            return front_matter.map_or(nothing, |front_matter| (front_matter, &text[taken..], number + 1));
        }
        if number > 0 {
            lines.push(line.trim_end());
        }
    }
    nothing
}

/// Reads the lines between the marks. `None` if they are no front matter but text between two rules.
fn read(lines: &[&str], losses: &mut Losses) -> Option<FrontMatter> {
    let mut entries: Vec<(usize, &str, Vec<&str>)> = vec![];
    for (at, line) in lines.iter().enumerate() {
        let number = at + 2;
        let is_inner = line.starts_with([' ', '\t', '-', '#', '}', ']']) || line.trim().is_empty();
        match (key(line), entries.last_mut()) {
            (Some((key, value)), _) if !is_inner => entries.push((number, key, vec![value])),
            (_, Some((_, _, values))) if is_inner || !values.is_empty() => values.push(line.trim()),
            (None, None) if line.trim().is_empty() || line.starts_with('#') => {}
            _ => return None,
        }
    }
    let mut front_matter = FrontMatter::default();
    for (number, key, values) in entries {
        let rest = set(&mut front_matter, key, &values);
        for value in rest {
            losses.line(number, format!("front matter: {key}: {value}"));
        }
    }
    Some(front_matter)
}

/// `key: value` or `key = value`.
fn key(line: &str) -> Option<(&str, &str)> {
    let end = line.find([':', '='])?;
    let (key, value) = (line[..end].trim(), line[end + 1..].trim());
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    is_key.then_some((key, value))
}

/// Puts a value where it belongs; gives back what has no place.
fn set(front_matter: &mut FrontMatter, key: &str, values: &[&str]) -> Vec<String> {
    let mut words = words(values);
    let place = match key.to_lowercase().as_str() {
        "title" | "name" => &mut front_matter.title,
        "description" | "summary" => &mut front_matter.description,
        "category" | "categories" => &mut front_matter.category,
        "tags" | "tag" | "keywords" | "labels" => {
            front_matter.tags.append(&mut words);
            return vec![];
        }
        _ => {
            return if words.is_empty() {
                vec![String::new()]
            } else {
                vec![words.join(", ")]
            };
        }
    };
    if key.to_lowercase() == "description" || key.to_lowercase() == "summary" {
        words = vec![words.join(" ")];
    }
    words.retain(|word| !word.is_empty());
    if place.is_none() && !words.is_empty() {
        *place = Some(words.remove(0));
    }
    words
}

/// The words of `value`, `[a, b]`, or of the lines `- a`, `- b`.
fn words(values: &[&str]) -> Vec<String> {
    let mut words = vec![];
    for value in values {
        let value = value.strip_prefix("- ").unwrap_or(value).trim();
        if matches!(value, "" | "|" | ">" | "-" | "[" | "]" | "|-" | ">-") {
            continue;
        }
        match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
            Some(list) => words.extend(list.split(',').map(unquoted)),
            None => words.push(unquoted(value)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn unquoted(word: &str) -> String {
    let word = word.trim();
    let inner = ['"', '\'']
        .into_iter()
        .find_map(|quote| word.strip_prefix(quote)?.strip_suffix(quote));
    inner.unwrap_or(word).replace("\\\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (FrontMatter, &str, usize, Vec<String>) {
        let mut losses = Losses::default();
        let (front_matter, rest, lines) = take(text, &mut losses);
        let losses = losses
            .finish()
            .into_iter()
            .map(|loss| format!("{}: {}", loss.where_, loss.what))
            .collect();
        (front_matter, rest, lines, losses)
    }

    #[test]
    fn known_keys_have_a_place_and_others_are_listed() {
        let text = "---\ntitle: \"Disk: full\"\nweight: 20\naliases:\n  - /a/\n  - /b/\ntags: [disk, 'linux']\ncategory: Storage\n---\nText";
        let (front_matter, rest, lines, losses) = taken(text);
        assert_eq!(front_matter.title.as_deref(), Some("Disk: full"));
        assert_eq!(front_matter.tags, ["disk", "linux"]);
        assert_eq!(front_matter.category.as_deref(), Some("Storage"));
        assert_eq!((rest, lines), ("Text", 9));
        assert_eq!(
            losses,
            [
                "line 3: front matter: weight: 20",
                "line 4: front matter: aliases: /a/, /b/"
            ]
        );
    }

    #[test]
    fn toml_and_folded_text_are_read() {
        let (front_matter, ..) = taken("+++\ntitle = \"VPN\"\n+++\n");
        assert_eq!(front_matter.title.as_deref(), Some("VPN"));
        let (front_matter, ..) = taken("---\ndescription: >\n  one\n  two\n---\n");
        assert_eq!(front_matter.description.as_deref(), Some("one two"));
    }

    #[test]
    fn text_between_two_rules_is_no_front_matter() {
        for text in ["---\nJust a sentence.\n---\nText", "---\ntitle: x", "# Title", ""] {
            assert_eq!(taken(text), (FrontMatter::default(), text, 0, vec![]), "{text}");
        }
    }
}
