//! What a secret looks like. One rule per line of the table; each has cases in the tests.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::shape;

/// Whether a value, followed by the rest of the text, is a secret.
type Accepts = fn(&str, &str) -> bool;

/// A pattern, and a closer look at what it has found.
pub(super) struct Rule {
    pub(super) regex: Regex,
    pub(super) accepts: Accepts,
}

fn always(_: &str, _: &str) -> bool {
    true
}

/// The names that announce a secret in `name=value`, `"name": "value"` and `--name value`.
const NAMES: &str = "password|passwd|passphrase|passcode|pwd|psk|secret|token|\
    (?:api|access|account|auth|encryption|master|private|secret|service|shared[_-]?access|pre[_-]?shared|signing)[_-]?key|credentials?";

/// A value as it stands after `name=`: quoted, or up to what ends it.
const VALUE: &str =
    r#"(?:\\?"((?:[^"\\\n]|\\[^"\n])+)\\?"|'([^'\n]+)'|`([^`\n]+)`|([^\s"'`,;&<>(\[{:][^\s"'`,;&<>]*))"#;

/// `@B` stands for a word boundary of ASCII letters, `@NAMES` and `@VALUE` for the constants above.
const TABLE: &[(&str, Accepts)] = &[
    // Blocks. A block that was cut off is masked to its end.
    (
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?s:.*?)(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)",
        always,
    ),
    // Tokens that say what they are.
    (r"@B(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}@B", always),
    (r"@B(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{20,})", always),
    (
        r"@Bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_.-]{16,}",
        always,
    ),
    (r"@B(?:xox[abeoprs]|xapp|xwfp)-[A-Za-z0-9-]{10,}", always),
    (
        r"@Bhooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9/_-]{10,})",
        always,
    ),
    (r"@Bbb_pat_[A-Za-z0-9_-]{8,}", always),
    (
        r"@B(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{20,}",
        shape::is_mixed,
    ),
    (r"@Bsk-[A-Za-z0-9_-]{20,}", shape::is_mixed),
    (r"@BAIza[A-Za-z0-9_-]{35}", always),
    (r"@BGOCSPX-[A-Za-z0-9_-]{20,}", always),
    (r"@Bya29\.[A-Za-z0-9_-]{20,}", always),
    (
        r"@B(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|hf_[A-Za-z0-9]{30,}|dckr_pat_[A-Za-z0-9_-]{20,})",
        always,
    ),
    (
        r"@B(?:dop_v1_[a-f0-9]{64}|hv[sbr]\.[A-Za-z0-9_-]{24,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})",
        always,
    ),
    (r"@BAGE-SECRET-KEY-1[A-Z0-9]{40,}", always),
    (r"@BeyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+){1,4}", always),
    (r"@B[0-9]{6}(?:-[0-9]{6}){7}@B", always), // BitLocker recovery key
    (
        r"\$(?:1|5|6|y|2[aby]|argon2(?:id|i|d)|pbkdf2-sha256)\$[A-Za-z0-9./$=,+_-]{16,}",
        always,
    ), // crypt(3)
    // Headers.
    (
        r#"(?i)@B(?:proxy-)?authorization\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?(?:(?:basic|bearer|digest|token|apikey|api-key|negotiate|ntlm|splunk|aws4-hmac-sha256)[ \t]+)?([^\s"'`\\,;]+)"#,
        shape::is_credential,
    ),
    (r"(?i)@Bbearer[ \t]+([A-Za-z0-9._~+/=-]{16,})", shape::is_mixed),
    (
        r"(?i)@B(?:set-)?cookie[ \t]{0,4}:[ \t]{0,4}([^\s=:;]+=[^\r\n]+)",
        always,
    ),
    (
        r"(?i)@Bx-(?:[a-z]+-)*(?:key|token|secret|password)[ \t]{0,4}:[ \t]{0,4}([^\s\x22'`,;]+)",
        always,
    ),
    // URLs.
    (
        r#"(?i)@B[a-z][a-z0-9+.-]{0,20}://[^\s/:@"'<>]{0,128}:([^\s/"'<>]+)@"#,
        always,
    ),
    (
        r"[?&](?:sig|sas|X-Amz-Signature|X-Amz-Security-Token|code)=([A-Za-z0-9%+/=_-]{16,})",
        shape::is_mixed,
    ),
    // Names and values.
    (
        r#"(?i)(?:@NAMES)\\?["']?[ \t]{0,4}(?::=|==?)[ \t]{0,4}@VALUE"#,
        shape::is_assigned,
    ),
    (
        r#"(?i)(?:@NAMES)\\?["'][ \t]{0,4}:[ \t]{0,4}@VALUE"#,
        shape::is_assigned,
    ),
    (r#"(?i)(?:@NAMES)\\?["']?[ \t]{0,4}:[ \t]{0,4}@VALUE"#, shape::is_stated),
    (
        r"(?i)@B(?:password|passphrase|passcode|passwd|pin|token|secret|(?:api|access|secret)[ _-]key)[ \t]+(?:is|was|to|now|of)[ \t]{0,4}:?[ \t]+@VALUE",
        shape::is_passwordlike,
    ),
    (
        r"(?i)@B(?:token|secret|credentials?|password|(?:api|access|secret|license|product)[ _-]?key)[ \t]{0,4}[:=]?[ \t]+([A-Za-z0-9+/_=.-]{16,})",
        shape::is_random,
    ),
    // Command lines.
    (
        r#"(?i)(?:^|[\s"'\[,(])--?(?:[a-z0-9]+-)*(?:pass|@NAMES)(?:["'],)?(?:=|[ \t]+)@VALUE"#,
        shape::is_argument,
    ),
    (
        r"@B(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)@B[^\n|;&]*?[ \t]-p@VALUE",
        always,
    ),
    (
        r"@B(?:curl|wget|http|https|xh)@B[^\n|;&]*?[ \t](?:-u|--user|-a|--auth)[ =]{0,4}[\x22']?[^\s:\x22']+:([^\s\x22']+)",
        always,
    ),
    (r"@Bsshpass[ \t]+-p[ \t]*@VALUE", always),
    (r"@Bredis-cli@B[^\n|;&]*?[ \t]-a[ \t]+@VALUE", always),
    (
        r"(?i)@BConvertTo-SecureString[ \t]+(?:-String[ \t]+)?@VALUE",
        shape::is_argument,
    ),
    (
        r"(?i)@Bnet[ \t]+user[ \t]+(?:[\x22][^\x22\n]+[\x22]|[^\s/]+)[ \t]+([^\s/*][^\s]*)",
        shape::is_argument,
    ),
    (r"@Bpass:([^\s:\x22']+)", always), // openssl -passin
    // Network gear.
    (r"(?i)@B(?:secret|password|key)[ \t]+[05-9][ \t]+([^\s]+)", always),
    (
        r"(?i)@B(?:enable|username[ \t]+[^\s]+)[ \t]+(?:privilege[ \t]+[0-9]+[ \t]+)?(?:secret|password)[ \t]+([^\s]+)",
        shape::is_passwordlike,
    ),
];

pub(super) static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rule = |(pattern, accepts): (String, Accepts)| Rule {
        regex: Regex::new(&pattern).expect("a rule is a valid pattern"),
        accepts,
    };
    patterns().map(rule).collect()
});

/// All rules at once: one pass tells which are worth a search, and most texts need none.
pub(super) static SET: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(patterns().map(|(pattern, _)| pattern)).expect("the rules are valid patterns"));

pub(super) static SECRET_NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?i)(?:{NAMES})s?[0-9]*$")).expect("the names are a valid pattern"));

fn patterns() -> impl Iterator<Item = (String, Accepts)> {
    TABLE.iter().map(|&(pattern, accepts)| {
        let pattern = pattern
            .replace("@B", r"(?-u:\b)")
            .replace("@NAMES", NAMES)
            .replace("@VALUE", VALUE);
        (pattern, accepts)
    })
}
