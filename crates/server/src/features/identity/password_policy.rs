//! Which passwords are refused: short ones, and those that are tried first.
//!
//! The list holds ten thousand of the passwords that are seen most in leaks. Few of them are as long as passwords have to be here, so
//! what people make of them is recognized too: one with a few digits or signs around it, the same several times over, and runs of a
//! keyboard. Beyond that any text will do; nobody is made to use digits or signs.

use std::{collections::HashSet, sync::LazyLock};

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// What goes up or down one by one, or lies side by side.
const RUNS: [&str; 9] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "!@#$%^&*()_+",
];

/// The least and the most characters.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=256;
/// Characters around a common word that make it no better. More may be something of one's own.
const AROUND_AT_MOST: usize = 6;

/// What is wrong with a password for somebody with this address and name.
///
/// # Errors
/// A sentence for people.
pub fn check(password: &str, email: &str, name: &str) -> Result<(), &'static str> {
    let length = password.chars().count();
    if length < *LENGTH.start() {
        return Err("At least 12 characters are needed; four words will do.");
    }
    if length > *LENGTH.end() {
        return Err("At most 256 characters are allowed.");
    }
    let folded = password.trim().to_lowercase();
    if is_common(&folded) {
        return Err(
            "This is one of the passwords that are tried first. Take four words that have nothing to do with each other.",
        );
    }
    if is_personal(&folded, email, name) {
        return Err("This is your address or your name. Take something that nobody can know.");
    }
    Ok(())
}

fn is_common(password: &str) -> bool {
    let word = core(password);
    [password, word].into_iter().any(|text| {
        let unit = repeated(text);
        COMMON.contains(text) || COMMON.contains(unit) || is_run(unit) || unit.chars().count() <= 3
    }) && around(password, word) <= AROUND_AT_MOST
}

/// Whether there is nothing in it but what everybody knows of the person.
fn is_personal(password: &str, email: &str, name: &str) -> bool {
    let email = super::email::fold(email);
    let local = email.split('@').next().unwrap_or_default();
    let letters = |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    let word = letters(core(password));
    let around = password.chars().count() - core(password).chars().count();
    let known = [letters(&email), letters(local), letters(name), "branchbook".to_owned()];
    password == email
        || known
            .iter()
            .filter(|known| known.chars().count() >= 3)
            .any(|known| letters(password) == *known || (around <= AROUND_AT_MOST && repeated(&word) == known))
}

/// The password without the digits and signs around it; all of it if there is nothing else.
fn core(password: &str) -> &str {
    let core = password.trim_matches(|c: char| !c.is_alphabetic());
    if core.is_empty() { password } else { core }
}

fn around(password: &str, core: &str) -> usize {
    password.chars().count() - core.chars().count()
}

/// The shortest text that this is several times over; itself if it is not.
fn repeated(text: &str) -> &str {
    let length = text.len();
    let fits = |unit: &usize| {
        length.is_multiple_of(*unit) && text.is_char_boundary(*unit) && text[..*unit].repeat(length / unit) == text
    };
    (1..=length / 2).find(fits).map_or(text, |unit| &text[..unit])
}

/// Whether it is a piece of a run, forwards or backwards.
fn is_run(text: &str) -> bool {
    let backwards: String = text.chars().rev().collect();
    text.len() >= 4
        && RUNS
            .iter()
            .any(|run| run.contains(text) || run.contains(backwards.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuses(password: &str) -> bool {
        check(password, "ada.lovelace@example.com", "Ada Lovelace").is_err()
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for password in [
            "short",
            "password1234",
            "Password123!",
            "passwordpassword",
            "PASSWORD!!2026",
            "123456789012",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "abcdefghijkl",
            "lkjihgfedcba",
            "qwertyuiop[]12",
            "1qaz2wsx3edc",
            "monkey2026!!",
            "            ",
            "ada.lovelace@example.com",
            "AdaLovelace1815",
            "branchbook2026",
            &"x".repeat(257),
        ] {
            assert!(refuses(password), "{password}");
        }
    }

    #[test]
    fn what_is_ones_own_is_taken() {
        for password in [
            "a password of hers",
            "four words make one",
            "correct horse battery staple",
            "monkey849302718443",
            "tr0ub4dor and three",
            "пароль из четырёх слов",
            "🦀🐍🦫🐘🦀🐍🦫🐘🐢🐙🐬🦉",
            "lovelace computes numbers",
        ] {
            assert!(!refuses(password), "{password}");
        }
    }

    #[test]
    fn the_list_is_sorted_folded_and_long() {
        let lines: Vec<_> = include_str!("common_passwords.txt").lines().collect();
        assert!(lines.len() >= 10_000 && lines.is_sorted());
        assert!(
            lines
                .iter()
                .all(|line| line.to_lowercase() == *line && line.trim() == *line)
        );
    }
}
