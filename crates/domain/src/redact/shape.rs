//! A closer look at a value that stands where a secret would.

use std::ops::Range;

use super::MASK;

/// Punctuation that ends a sentence or closes a bracket is not part of the value before it.
pub(super) fn trimmed(text: &str, value: Range<usize>) -> Range<usize> {
    let kept = text[value.clone()].trim_end_matches(['.', ')', ']', '}', ':', '\\']);
    if kept.is_empty() {
        value
    } else {
        value.start..value.start + kept.len()
    }
}

/// Whether the value is masked already, or names a secret instead of being one: `$TOKEN`, `{{password}}`, `<key>`, `%PASS%`.
pub(super) fn is_placeholder(value: &str) -> bool {
    let all = |allowed: fn(char) -> bool| !value.is_empty() && value.chars().all(allowed);
    value.starts_with(MASK)
        || value.starts_with("{{")
        || value.starts_with("${")
        || value.starts_with("$(")
        || value.starts_with("$env:")
        || value.starts_with('<')
        || (value.len() > 2 && value.starts_with('%') && value.ends_with('%'))
        || all(|c| matches!(c, '*' | '•' | '.' | '…' | 'x' | 'X' | '_' | '-' | '?'))
        || value.strip_prefix('$').is_some_and(is_shell_name)
}

/// `$TOKEN` and `$token` are shell variables; `$ecret123` is more likely a password.
fn is_shell_name(name: &str) -> bool {
    let one_case = !(name.contains(|c: char| c.is_ascii_lowercase())
        && name.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()));
    one_case && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// After `name=`: anything but a path (`PWD=/root`), a word that says that there is none, or code that gets one.
pub(super) fn is_assigned(value: &str, _: &str) -> bool {
    let is_path = value.starts_with('/') || value.starts_with("./") || value.starts_with("~/");
    !is_path && !is_status_word(value) && !is_code(value)
}

/// After `Authorization:`, where the name of the scheme may stand alone.
pub(super) fn is_credential(value: &str, _: &str) -> bool {
    let schemes = [
        "basic",
        "bearer",
        "digest",
        "token",
        "negotiate",
        "ntlm",
        "header",
        "headers",
    ];
    !schemes.iter().any(|scheme| value.eq_ignore_ascii_case(scheme))
}

/// `getToken(…`, `Get-Credential`, `Type::new`: what computes a secret says nothing of it.
fn is_code(value: &str) -> bool {
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':'))
    };
    let is_cmdlet = |(verb, noun): (&str, &str)| {
        matches!(
            verb,
            "Convert" | "ConvertTo" | "ConvertFrom" | "Get" | "Import" | "Invoke" | "New" | "Read" | "Select"
        ) && noun.starts_with(|c: char| c.is_ascii_uppercase())
            && noun.chars().all(|c| c.is_ascii_alphabetic())
    };
    value.split_once('(').is_some_and(|(name, _)| is_name(name))
        || (value.contains("::") && is_name(value))
        || value.split_once('-').is_some_and(is_cmdlet)
}

/// After `name:`, where prose is as likely as a value: what looks like a password, or stands alone on its line.
pub(super) fn is_stated(value: &str, rest: &str) -> bool {
    let ends_line = rest
        .trim_start_matches(['"', '\'', '`', ',', ' ', '\t', '}', '\\'])
        .chars()
        .next()
        .is_none_or(|c| c == '\n' || c == '\r');
    is_passwordlike(value, rest) || (is_assigned(value, rest) && ends_line)
}

/// After `--name `: anything but the next option, a path or a status word.
pub(super) fn is_argument(value: &str, rest: &str) -> bool {
    !value.starts_with('-') && !value.starts_with('|') && is_assigned(value, rest)
}

/// Letters with digits or the symbols that password rules ask for, not a word, number, UUID, address or version.
pub(super) fn is_passwordlike(value: &str, _: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let symbols = value.chars().filter(|c| "!@#$%^&*+=?".contains(*c)).count();
    value.chars().count() >= 6 && letters > 0 && digits + symbols > 0 && !is_uuid(value) && !value.contains("://")
}

/// Upper case, lower case and digits together, as in what a machine made.
pub(super) fn is_mixed(value: &str, _: &str) -> bool {
    value.contains(|c: char| c.is_ascii_digit()) && value.contains(|c: char| c.is_ascii_alphabetic())
}

/// Long, mixed, and without the repetitions of words: at least 3 bits in each character.
pub(super) fn is_random(value: &str, rest: &str) -> bool {
    is_mixed(value, rest) && !is_uuid(value) && !value.starts_with('/') && entropy(value) >= 3.0
}

/// Shannon's, in bits per character, over the first 256 bytes.
fn entropy(value: &str) -> f64 {
    let bytes = &value.as_bytes()[..value.len().min(256)];
    let mut counts = [0_u32; 256];
    for &byte in bytes {
        counts[usize::from(byte)] += 1;
    }
    let total = bytes.len() as f64;
    counts
        .iter()
        .filter(|&&count| count > 0)
        .map(|&count| f64::from(count) / total)
        .map(|share| -share * share.log2())
        .sum()
}

fn is_uuid(value: &str) -> bool {
    value.len() == 36 && uuid::Uuid::try_parse(value).is_ok()
}

/// What people write about a password instead of writing it.
fn is_status_word(value: &str) -> bool {
    const WORDS: &[&str] = &[
        "-",
        "active",
        "changed",
        "correct",
        "disabled",
        "done",
        "empty",
        "enabled",
        "expired",
        "false",
        "failed",
        "fine",
        "good",
        "invalid",
        "incorrect",
        "known",
        "locked",
        "missing",
        "n/a",
        "new",
        "nil",
        "no",
        "none",
        "null",
        "ok",
        "okay",
        "old",
        "optional",
        "prompt",
        "refreshed",
        "renewed",
        "required",
        "reset",
        "revoked",
        "rotated",
        "set",
        "string",
        "true",
        "undefined",
        "unknown",
        "unlocked",
        "unset",
        "updated",
        "valid",
        "wrong",
        "yes",
    ];
    WORDS.binary_search(&value.to_ascii_lowercase().as_str()).is_ok()
}
