//! E-mail addresses as names to sign in with.

/// Two addresses that fold to the same text are the same account.
pub fn fold(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether a text can be an address; what is wrong, if not. Whether it is the person's own only a mail to it can tell, so
/// this refuses only what can be none.
pub fn check(email: &str) -> Result<(), &'static str> {
    let email = email.trim();
    if email.is_empty() {
        return Err("This is required.");
    }
    // RFC 5321 §4.5.3.1; a path of 256 has two angle brackets around the address.
    if email.len() > 254 {
        return Err("At most 254 characters are allowed.");
    }
    let wrong = Err("This is no e-mail address; it is like ada@example.com.");
    let Some((local, domain)) = email.rsplit_once('@') else {
        return wrong;
    };
    let local_is_fine = !local.is_empty()
        && local.len() <= 64
        && !local
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "@<>()[]\\,;:\"".contains(c));
    let label_is_fine = |label: &str| {
        let ends = !label.starts_with('-') && !label.ends_with('-');
        !label.is_empty() && label.len() <= 63 && ends && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if local_is_fine && domain.split('.').all(label_is_fine) {
        Ok(())
    } else {
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for email in [
            "ada@example.com",
            " Ada.Lovelace+x@mail.example.co.uk ",
            "root@localhost",
            "jürgen@exämple.de",
            "o'neil@a-b.c",
        ] {
            assert_eq!(check(email), Ok(()), "{email}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        for email in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "a b@c.d",
            "a@b@c.d",
            "ada@-a.de",
            "ada@a..de",
            "a\n@b.c",
            "<a>@b.c",
            &long,
        ] {
            assert!(check(email).is_err(), "{email}");
        }
    }

    #[test]
    fn case_and_space_around_do_not_make_another_account() {
        assert_eq!(fold(" Ada@Example.COM "), "ada@example.com");
    }
}
