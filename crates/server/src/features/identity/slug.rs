//! Names for URLs.

use crate::app::Ids;

/// Slugs to try for a tenant of this name: the name itself, then with ever longer endings.
pub fn candidates(name: &str, ids: &Ids) -> Vec<String> {
    let slug = of(name);
    let ending = |length: usize| {
        // No vowels and nothing that looks like another: no words, no mistakes when read aloud.
        const LETTERS: &[u8; 16] = b"23456789bcdfghjk";
        let random = ids.secret::<12>();
        let letters = random[..length]
            .iter()
            .map(|byte| char::from(LETTERS[usize::from(byte % 16)]));
        format!("{slug}-{}", letters.collect::<String>())
    };
    vec![slug.clone(), ending(4), ending(8), ending(12)]
}

/// The name in lower-case ASCII letters, digits and single dashes, at most 40 of them; `team` if nothing is left.
fn of(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    slug.truncate(40);
    match slug.trim_end_matches('-') {
        "" => "team".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_slug_is_plain_whatever_the_name_is() {
        for (name, slug) in [
            ("Ada Lovelace", "ada-lovelace"),
            ("  --A & B.. ", "a-b"),
            ("日本", "team"),
            ("", "team"),
        ] {
            assert_eq!(of(name), slug);
        }
        assert_eq!(of(&"ab ".repeat(40)).len(), 38 + 1 + 1);
    }
}
