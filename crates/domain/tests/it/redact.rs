//! Masking takes any text, changes nothing the second time, and lets no known secret through.

use std::borrow::Cow;

use branchbook_domain::redact::{MASK, mask_secrets};
use proptest::prelude::*;

/// What secrets and the words around them are made of, so that random texts come close to real ones.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        3 => prop::sample::select(vec![
            "password", "Password is ", "token", "api_key", "--secret", "--password ", "=", ":", ": ", " ", "\n", "\"", "'", "`",
            "\\\"", ",", ";", "&", "<", "{{x}}", "$TOKEN", MASK, "mysql -u x -p", "curl -u a:", "://u:", "@host", "bearer ",
            "Authorization: ", "basic ", "enable secret 5 ", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----",
            "AKIAIOSFODNN7EXAMPLE", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "hunter2", "abcDEF123456abcDEF", "/", ".", ")",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIi", "?sig=", "cookie: ", "pass:", "net user a ", "-", "•",
        ]).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9 ._/+=:-]{0,20}",
        1 => any::<String>(),
    ];
    prop::collection::vec(fragment, 0..12).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn masking_twice_is_masking_once(text in fragments()) {
        let once = mask_secrets(&text).into_owned();
        prop_assert_eq!(mask_secrets(&once), once.as_str());
    }

    #[test]
    fn a_text_without_the_marks_of_a_secret_is_not_touched(text in "[a-z ,.\n]{0,200}") {
        prop_assume!(!["password", "secret", "token", "bearer", "enable", "username", "net user"].iter().any(|word| text.contains(word)));
        prop_assert!(matches!(mask_secrets(&text), Cow::Borrowed(_)), "{}", text);
    }

    #[test]
    fn a_password_after_its_name_never_comes_through(before in "[a-zA-Z .]{0,30}", secret in "[a-zA-Z0-9]{6,20}[0-9]", after in "[a-zA-Z .\n]{0,30}") {
        for text in [
            format!("{before} password={secret} {after}"),
            format!("{before} --password {secret} {after}"),
            format!("{before}\nAuthorization: Bearer {secret}\n{after}"),
            format!("{before} https://ada:{secret}@example.com/ {after}"),
            format!("{before} {{\"api_key\": \"{secret}\"}} {after}"),
        ] {
            let masked = mask_secrets(&text);
            prop_assert!(!masked.contains(&secret), "{}", masked);
            prop_assert!(masked.contains(MASK));
        }
    }
}

/// Would take minutes if time grew with the square of the length.
#[test]
fn long_texts_take_time_in_proportion() {
    for unit in [
        "password:",
        "password: ",
        "token token ",
        "mysql ",
        "-----BEGIN PRIVATE KEY-----",
        "://u:",
        "a=",
        "--password ",
        "eyJabcdefgh.",
    ] {
        let text = unit.repeat(300_000 / unit.len());
        assert!(!mask_secrets(&text).is_empty());
    }
}
