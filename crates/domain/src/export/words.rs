//! Times, durations and texts as a report writes them. Times are UTC and say so.

use std::fmt::Write;

use jiff::Timestamp;

/// `2026-11-04`
pub(super) fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// `2026-11-04 09:12 UTC`
pub(super) fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// `09:12:05`
pub(super) fn clock(at: Timestamp) -> String {
    at.strftime("%H:%M:%S").to_string()
}

/// `2026-11-04 09:12–09:24 UTC`, with the second date where it is another.
pub(super) fn period(from: Timestamp, to: Timestamp) -> String {
    let start = from.strftime("%Y-%m-%d %H:%M");
    let end = if date(from) == date(to) {
        to.strftime("%H:%M")
    } else {
        to.strftime("%Y-%m-%d %H:%M")
    };
    let dash = if date(from) == date(to) { "–" } else { " – " };
    format!("{start}{dash}{end} UTC")
}

/// The seconds from one to the other, 0 where a clock was set back.
pub(super) fn seconds_between(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.as_second() - from.as_second()).unwrap_or(0)
}

/// `12 min 5 s`: the two largest units.
pub(super) fn duration(seconds: u64) -> String {
    let units = [
        (seconds / 86_400, "d"),
        (seconds / 3_600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let largest = units
        .iter()
        .position(|(count, _)| *count > 0)
        .unwrap_or(units.len() - 1);
    let mut text = String::new();
    for (count, unit) in units.iter().skip(largest).take(2).filter(|(count, _)| *count > 0) {
        let _ = write!(text, "{}{count} {unit}", if text.is_empty() { "" } else { " " });
    }
    if text.is_empty() { "0 s".to_owned() } else { text }
}

/// Text without what a terminal, an editor or a ticket system would obey instead of show: control characters and
/// overrides of the writing direction. Line ends become `\n`.
pub(super) fn clean(text: &str) -> String {
    let lines = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let shown = |c: &char| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    lines
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || shown(c))
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// Text on one line.
pub(super) fn line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lower-case ASCII letters and digits with single dashes between.
pub(crate) fn slug(text: &str, most: usize) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(most);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_shows_its_two_largest_units() {
        let cases = [
            (0, "0 s"),
            (45, "45 s"),
            (725, "12 min 5 s"),
            (720, "12 min"),
            (3_723, "1 h 2 min"),
            (3_605, "1 h"),
            (93_784, "1 d 2 h"),
        ];
        for (seconds, text) in cases {
            assert_eq!(duration(seconds), text);
        }
    }

    #[test]
    fn a_period_names_the_second_date_only_if_it_is_another() {
        let at = |text: &str| text.parse().unwrap();
        assert_eq!(
            period(at("2026-11-04T09:12:59Z"), at("2026-11-04T09:24:00Z")),
            "2026-11-04 09:12–09:24 UTC"
        );
        assert_eq!(
            period(at("2026-11-04T23:50:00Z"), at("2026-11-05T00:10:00Z")),
            "2026-11-04 23:50 – 2026-11-05 00:10 UTC"
        );
    }

    #[test]
    fn control_characters_and_direction_overrides_are_dropped() {
        assert_eq!(clean("a\u{1b}[31mred\r\nb\u{202e}\0\tc  \n"), "a[31mred\nb\tc");
        assert_eq!(line(" a\n\n b\t c "), "a b c");
    }

    #[test]
    fn a_slug_is_plain_ascii() {
        assert_eq!(slug("Büro: Drucker /../ #1!", 60), "b-ro-drucker-1");
        assert_eq!(slug("日本", 60), "");
        assert_eq!(slug("abc def", 4), "abc");
    }
}
